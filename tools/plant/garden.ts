import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { SourceTree } from '../source-tree.ts';

/**
 * A copy of the project to plant violations in. Its installed packages are
 * links to those of the project; the build cache is its own.
 */
export function plantGarden(root: string): string {
  const garden = mkdtempSync(join(tmpdir(), 'w800-garden-'));
  for (const { path } of new SourceTree(root).files) {
    mkdirSync(dirname(join(garden, path)), { recursive: true });
    cpSync(join(root, path), join(garden, path));
  }
  mkdirSync(join(garden, 'node_modules'));
  for (const name of readdirSync(join(root, 'node_modules'))) {
    if (name === '.cache') continue;
    symlinkSync(join(root, 'node_modules', name), join(garden, 'node_modules', name));
  }
  const members = readdirSync(join(root, 'packages')).map((name) => join('packages', name));
  for (const member of [...members, 'tools']) {
    const modules = join(member, 'node_modules');
    if (!existsSync(join(root, modules))) continue;
    // The links between the packages are relative, so they stay in the copy.
    cpSync(join(root, modules), join(garden, modules), {
      recursive: true,
      verbatimSymlinks: true,
      filter: (source) => !source.endsWith('/.vite'),
    });
  }
  execFileSync('git', ['init', '--quiet'], { cwd: garden });
  return garden;
}

export function clearGarden(garden: string): void {
  rmSync(garden, { recursive: true, force: true });
}
