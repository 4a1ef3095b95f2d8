import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readFilesIn } from './read-files-in.ts';

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'w800-files-'));
  onTestFinished(() => rmSync(path, { recursive: true }));
  mkdirSync(join(path, 'sub'));
  writeFileSync(join(path, 'a.pem'), Uint8Array.of(0x30, 0xff, 0x0a));
  writeFileSync(join(path, 'large.pem'), 'x'.repeat(65_537));
  return path;
}

test('files count from the folder, one character a byte', () => {
  const at = folder();
  expect(readFilesIn(at)('a.pem')).toEqual({ ok: true, text: '0\u00ff\n' });
  expect(readFilesIn(join(at, 'sub'))('../a.pem')).toEqual({ ok: true, text: '0\u00ff\n' });
  expect(readFilesIn('/')(join(at, 'a.pem'))).toEqual({ ok: true, text: '0\u00ff\n' });
});

test.each([
  ['none.pem', 'there is no such file'],
  ['a.pem/b', 'there is no such file'],
  ['sub', 'it is a folder'],
  ['large.pem', 'it has 65537 bytes, and at most 65536 are read'],
  ['a\u0000b', 'the system says ERR_INVALID_ARG_VALUE'],
])('%j cannot be read', (path, reason) => {
  expect(readFilesIn(folder())(path)).toEqual({ ok: false, reason });
});
