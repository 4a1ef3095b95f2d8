import { execFileSync } from 'node:child_process';
import { lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, it } from 'vitest';

import { temporaryFolder } from './testing/temporary-folder.ts';
import { writeFileAtomic } from './write-file-atomic.ts';

it('replaces a file as a whole: who has the old one open keeps reading it', async () => {
  const folder = temporaryFolder({ 'report.xml': 'old' });
  const path = join(folder, 'report.xml');
  const reader = await open(path);
  writeFileAtomic(path, 'new');
  expect(await reader.readFile('utf8')).toBe('old');
  await reader.close();
  expect(readFileSync(path, 'utf8')).toBe('new');
  expect(readdirSync(folder)).toStrictEqual(['report.xml']);
});

it('makes the folders on the way', () => {
  const path = join(temporaryFolder(), 'a/b/report.json');
  writeFileAtomic(path, '{}');
  expect(readFileSync(path, 'utf8')).toBe('{}');
});

it('writes where a link leads and keeps the link', () => {
  const folder = temporaryFolder({ 'real/report.json': 'old' });
  symlinkSync('real/report.json', join(folder, 'link.json'));
  writeFileAtomic(join(folder, 'link.json'), 'new');
  expect(lstatSync(join(folder, 'link.json')).isSymbolicLink()).toBe(true);
  expect(readFileSync(join(folder, 'real/report.json'), 'utf8')).toBe('new');
});

it('writes into a pipe and does not replace it', async () => {
  const pipe = join(temporaryFolder(), 'pipe');
  execFileSync('mkfifo', [pipe]);
  const reader = await open(pipe, 'r+');
  writeFileAtomic(pipe, 'through');
  expect(String((await reader.read(Buffer.alloc(20), 0, 20)).buffer).slice(0, 7)).toBe('through');
  await reader.close();
  expect(lstatSync(pipe).isFIFO()).toBe(true);
});

it('leaves nothing behind when it fails', () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'taken'));
  expect(() => writeFileAtomic(join(folder, 'taken'), 'x')).toThrow('EISDIR');
  expect(readdirSync(folder)).toStrictEqual(['taken']);
});
