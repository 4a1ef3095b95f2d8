import { mkdtemp, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { PtyLink } from './pty-link.ts';

/** A terminal there can be no more. */
const gone = '/dev/pts/987654321';

async function somePath(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'w800-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return join(folder, 'module');
}

test('leads to the terminal, and is gone when it is removed', async () => {
  const path = await somePath();
  const link = await PtyLink.make(path, gone);
  expect(await readlink(path)).toBe(gone);
  await link.remove();
  await link.remove();
  await expect(readlink(path)).rejects.toMatchObject({ code: 'ENOENT' });
});

test('takes the place of one whose terminal is gone, or has come again as ours', async () => {
  const path = await somePath();
  await symlink('/dev/pts/987654320', path);
  await PtyLink.make(path, gone);
  expect(await readlink(path)).toBe(gone);
  await PtyLink.make(path, gone);
  expect(await readlink(path)).toBe(gone);
});

test.each([
  ['a file', (path: string) => writeFile(path, 'mine')],
  ['a link to a terminal that is there', (path: string) => symlink('/dev/ptmx', path)],
  ['a link to something else that is gone', (path: string) => symlink('nowhere', path)],
])('takes nobody the place of %s', async (_what, put) => {
  const path = await somePath();
  await put(path);
  const error = { code: 'LIVE_PATH_EXISTS', message: expect.stringContaining(path) as string };
  await expect(PtyLink.make(path, gone)).rejects.toMatchObject(error);
});

test('in a directory that is not there cannot be', async () => {
  const path = join(await somePath(), 'deeper');
  await expect(PtyLink.make(path, gone)).rejects.toMatchObject({ code: 'LIVE_BAD_ADDRESS' });
});

test('is left alone when somebody has put something else there', async () => {
  const path = await somePath();
  const link = await PtyLink.make(path, gone);
  await rm(path);
  await symlink('nowhere', path);
  await link.remove();
  expect(await readlink(path)).toBe('nowhere');
});
