import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { SourceFile } from './source-file.ts';

/** The files that belong to the project: what git tracks or would track. */
export class SourceTree {
  readonly root: string;
  readonly files: readonly SourceFile[];
  private readonly byPath: ReadonlyMap<string, SourceFile>;

  constructor(root: string) {
    this.root = root;
    this.files = listedByGit(root).map(
      (path) => new SourceFile(path, readFileSync(join(root, path), 'utf8')),
    );
    this.byPath = new Map(this.files.map((file) => [file.path, file]));
  }

  get(path: string): SourceFile | undefined {
    return this.byPath.get(path);
  }

  /** True for a file of the project and for a folder that holds one. */
  has(path: string): boolean {
    return this.byPath.has(path) || this.files.some((file) => file.path.startsWith(`${path}/`));
  }
}

function listedByGit(root: string): string[] {
  const listing = execFileSync(
    'git',
    ['-c', 'safe.directory=*', 'ls-files', '-z', '--cached', '--others', '--exclude-standard'],
    { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 },
  );
  const paths = new Set(listing.split('\0').filter((path) => path !== ''));
  return [...paths].filter((path) => existsSync(join(root, path))).toSorted();
}
