import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { expect, it } from 'vitest';

import { makeBundle, type Manifest } from './make-bundle.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

it('makes a bundle that runs without any loader, and knows what went into it', async () => {
  const cache = temporaryFolder();
  const main = await makeBundle(pathToFileURL(`${cache}/`));
  const manifest = JSON.parse(readFileSync(join(cache, 'manifest.json'), 'utf8')) as Manifest;
  expect(main).toBe(pathToFileURL(join(cache, manifest.folder, 'main.mjs')).href);
  const inputs = new Map(manifest.inputs.map(({ path, bytes }) => [path, bytes]));
  for (const source of ['./main.ts', './worker.ts', './version.ts', './commands/run.ts']) {
    const path = fileURLToPath(new URL(source, import.meta.url));
    expect(inputs.get(path)).toBe(readFileSync(path).length);
  }

  const cwd = temporaryFolder({ 'one.yaml': 'name: One\nsteps:\n  - send: AT\n' });
  const run = (...argv: string[]) => {
    const words = [fileURLToPath(main ?? ''), ...argv];
    const { status, stdout } = spawnSync(process.execPath, words, { cwd, encoding: 'utf8' });
    return { status, stdout };
  };
  expect(run('--version')).toStrictEqual({ status: 0, stdout: '0.1.0\n' });
  const digests = ['1', '2'].map((jobs) => {
    const { status, stdout } = run('.', '--repeat', '2', '--jobs', jobs, '--reporter', 'json');
    expect(status).toBe(0);
    return [...stdout.matchAll(/"digest": "(\w{16})"/g)].map((match) => match[1]);
  });
  expect(digests[0]).toHaveLength(2);
  expect(digests[1]).toStrictEqual(digests[0]);
});

it('leaves a bundle alone that another process has made and may be running from', async () => {
  const cache = pathToFileURL(`${temporaryFolder()}/`);
  const main = await makeBundle(cache);
  const mark = new URL('mark', main);
  writeFileSync(mark, '');
  expect(await makeBundle(cache)).toBe(main);
  expect(existsSync(mark)).toBe(true);
});

it('gives up quietly where it may not write', async () => {
  const folder = temporaryFolder({ taken: 'a file' });
  expect(await makeBundle(pathToFileURL(`${join(folder, 'taken')}/`))).toBeUndefined();
});
