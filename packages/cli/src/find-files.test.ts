import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { findFiles } from './find-files.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const shownIn = (cwd: string, ...paths: string[]) =>
  findFiles(paths, cwd).files.map(({ shown }) => shown);

const codes = (cwd: string, ...paths: string[]) =>
  findFiles(paths, cwd).problems.map(({ code }) => code);

describe('findFiles', () => {
  it('takes every YAML file of a folder at any depth, sorted by its path', () => {
    const cwd = temporaryFolder({
      's/b.yaml': '',
      's/B.yml': '',
      's/a/z.YAML': '',
      's/a.yaml': '',
      's/notes.md': '',
      's/yaml': '',
    });
    expect(shownIn(cwd, 's')).toStrictEqual(['s/B.yml', 's/a.yaml', 's/a/z.YAML', 's/b.yaml']);
  });

  it('passes over names that begin with . or _ and node_modules', () => {
    const cwd = temporaryFolder({
      's/a.yaml': '',
      's/_world.yaml': '',
      's/.hidden.yaml': '',
      's/_data/b.yaml': '',
      's/.git/c.yaml': '',
      's/node_modules/d.yaml': '',
    });
    expect(shownIn(cwd, 's')).toStrictEqual(['s/a.yaml']);
  });

  it('takes a file named outright whatever its name', () => {
    const cwd = temporaryFolder({ '_draft.txt': '' });
    expect(shownIn(cwd, '_draft.txt')).toStrictEqual(['_draft.txt']);
  });

  it('keeps the order of the paths and takes a file once', () => {
    const cwd = temporaryFolder({ 's/a.yaml': '', 's/b.yaml': '' });
    expect(shownIn(cwd, 's/b.yaml', 's', './s/../s/b.yaml')).toStrictEqual([
      's/b.yaml',
      's/a.yaml',
    ]);
  });

  it('ends at a link that leads back up', () => {
    const cwd = temporaryFolder({ 's/deep/a.yaml': '' });
    symlinkSync(join(cwd, 's'), join(cwd, 's/deep/again'));
    expect(shownIn(cwd, 's')).toStrictEqual(['s/deep/a.yaml']);
    expect(codes(cwd, 's')).toStrictEqual([]);
  });

  it('shows a file outside the working folder by its whole path', () => {
    const outside = temporaryFolder({ 'a.yaml': '' });
    const path = join(outside, 'a.yaml');
    expect(shownIn(temporaryFolder(), path)).toStrictEqual([path]);
  });

  it('complains about each path that leads to nothing', () => {
    const cwd = temporaryFolder({ 'a.yaml': '' });
    mkdirSync(join(cwd, 'empty'));
    symlinkSync('nowhere', join(cwd, 'broken.yaml'));
    expect(
      codes(cwd, 'empty', 'missing', 'a.yaml/under', 'broken.yaml', '/dev/null'),
    ).toStrictEqual([
      'CLI_FOLDER_EMPTY',
      'CLI_PATH_MISSING',
      'CLI_PATH_MISSING',
      'CLI_PATH_MISSING',
      'CLI_NOT_A_FILE',
    ]);
  });

  it('complains about a broken link among the scenarios of a folder', () => {
    const cwd = temporaryFolder({ 's/a.yaml': '' });
    symlinkSync('nowhere', join(cwd, 's/b.yaml'));
    expect(codes(cwd, 's')).toStrictEqual(['CLI_PATH_MISSING']);
  });
});
