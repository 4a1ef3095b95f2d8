import { readdirSync, realpathSync, statSync, type Stats } from 'node:fs';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';

import { complaints } from './complaints.ts';
import type { Problem } from './engine.ts';
import { nearestPath } from './nearest-path.ts';

export interface FoundFile {
  /** Absolute. */
  readonly path: string;
  /** As shown: relative to the working folder where it lies inside, with forward slashes. */
  readonly shown: string;
}

export interface Findings {
  readonly files: readonly FoundFile[];
  readonly problems: readonly Problem[];
}

/**
 * The scenario files behind the paths of a command line, each once, in the
 * order of the paths and sorted within a folder.
 *
 * The one rule: a file named outright is a scenario, whatever its name; in a
 * folder, at any depth, every `*.yaml` and `*.yml` is one, except below names
 * that begin with `.` or `_` (data that scenarios share goes there) and
 * `node_modules`. What a file contains is never asked, so that a scenario with
 * a mistake in it is reported and not passed over.
 */
export function findFiles(paths: readonly string[], cwd: string): Findings {
  const search = new Search(cwd);
  for (const path of paths) search.add(path);
  return search;
}

class Search implements Findings {
  readonly files: FoundFile[] = [];
  readonly problems: Problem[] = [];
  private readonly taken = new Set<string>();
  private readonly cwd: string;

  constructor(cwd: string) {
    this.cwd = cwd;
  }

  add(typed: string): void {
    const path = resolve(this.cwd, typed);
    const stats = this.look(path, typed);
    if (stats === undefined) return;
    if (stats.isFile()) this.take(path);
    else if (stats.isDirectory()) this.addFolder(path, typed);
    else this.problems.push(complaints.notAFile(typed));
  }

  private addFolder(folder: string, typed: string): void {
    const problemsBefore = this.problems.length;
    const inside: string[] = [];
    this.walk(folder, new Set(), inside);
    inside.sort();
    for (const path of inside) this.take(path);
    if (inside.length === 0 && this.problems.length === problemsBefore) {
      this.problems.push(complaints.folderEmpty(typed));
    }
  }

  /** @param above the folders this one lies in, so that a link back to one of them ends there */
  private walk(folder: string, above: ReadonlySet<string>, into: string[]): void {
    const real = realpathSync(folder);
    if (above.has(real)) return;
    const here = new Set(above).add(real);
    for (const entry of this.list(folder)) {
      if (/^[._]/.test(entry.name) || entry.name === 'node_modules') continue;
      const path = join(folder, entry.name);
      const isScenario = /\.ya?ml$/i.test(entry.name);
      if (!isScenario && !entry.isDirectory() && !entry.isSymbolicLink()) continue;
      const stats = this.look(path, this.shown(path), !isScenario);
      if (stats?.isDirectory()) this.walk(path, here, into);
      else if (stats?.isFile() && isScenario) into.push(path);
    }
  }

  private list(folder: string) {
    try {
      return readdirSync(folder, { withFileTypes: true });
    } catch (error) {
      this.problems.push(complaints.unreadable(this.shown(folder), reasonOf(error)));
      return [];
    }
  }

  private look(path: string, typed: string, quiet = false): Stats | undefined {
    try {
      return statSync(path);
    } catch (error) {
      if (quiet) return undefined;
      const missing = error instanceof Error && /ENOENT|ENOTDIR/.test(error.message);
      this.problems.push(
        missing ? nearestPath(typed, this.cwd) : complaints.unreadable(typed, reasonOf(error)),
      );
      return undefined;
    }
  }

  private take(path: string): void {
    const real = realpathSync(path);
    if (this.taken.has(real)) return;
    this.taken.add(real);
    this.files.push({ path, shown: this.shown(path) });
  }

  private shown(path: string): string {
    const inside = relative(this.cwd, path);
    const outside = inside === '' || inside.startsWith('..') || isAbsolute(inside);
    return (outside ? path : inside).split(sep).join('/');
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
