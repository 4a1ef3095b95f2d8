import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { expect, it } from 'vitest';

import { call } from '../testing/call.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';

const files = { 'scenarios/a.yaml': 'name: A', 'scenarios/b.yaml': 'name: B\ndoes: tls 2' };

it.each([
  ['in this thread', []],
  ['in workers', ['--jobs', '2']],
])(
  'the secrets of TLS sessions are written beside the run that had some, %s',
  async (_where, words) => {
    const cwd = temporaryFolder(files);
    expect((await call(['--record', 'r', ...words], { cwd })).exitCode).toBe(0);
    expect(readdirSync(join(cwd, 'r')).toSorted()).toEqual([
      'meta.json',
      'scenarios-a.ndjson',
      'scenarios-b.keys.log',
      'scenarios-b.ndjson',
    ]);
    const path = join(cwd, 'r/scenarios-b.keys.log');
    const [mark, ...lines] = readFileSync(path, 'utf8').split('\n');
    expect(mark).toMatch(/^# Session secrets of a simulated run: /);
    expect(lines).toEqual(['CLIENT_RANDOM 00 ff', 'CLIENT_RANDOM 01 ff', '']);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const recorded = readFileSync(join(cwd, 'r/scenarios-b.ndjson'), 'utf8');
    expect(recorded).not.toContain('CLIENT_RANDOM');
  },
);

it('the secrets are the same every time, and each repetition has its own', async () => {
  const cwd = temporaryFolder(files);
  const words = ['--repeat', '2', '--check-determinism', '--record', 'r'];
  expect((await call(words, { cwd })).exitCode).toBe(0);
  const names = readdirSync(join(cwd, 'r')).filter((name) => name.endsWith('.keys.log'));
  expect(names.toSorted()).toEqual(['scenarios-b.2.keys.log', 'scenarios-b.keys.log']);
});

it('a recording with secrets beside it is compared like any other', async () => {
  const cwd = temporaryFolder(files);
  await call(['--record', 'one'], { cwd });
  await call(['--record', 'two'], { cwd });
  expect((await call(['diff', 'one', 'two'], { cwd })).exitCode).toBe(0);
});

it('without --record there are no secrets anywhere', async () => {
  const cwd = temporaryFolder(files);
  const { out, err } = await call(['--log', 'log', '--reporter', 'json'], { cwd });
  expect(readdirSync(cwd).toSorted()).toEqual(['log', 'scenarios']);
  const log = readFileSync(join(cwd, 'log'), 'utf8');
  expect(out + err + log).not.toContain('CLIENT_RANDOM');
});
