import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

import { complaints } from './complaints.ts';
import type { Problem } from './engine.ts';
import { nearest } from './nearest.ts';
import { commandNames, defaultFolder } from './vocabulary.ts';

const candidatesMax = 5000;

/** The complaint about a path that does not exist, with what was probably meant. */
export function nearestPath(typed: string, cwd: string): Problem {
  const command = /[/\\.]/.test(typed) ? undefined : nearest(typed, commandNames);
  if (command !== undefined) return complaints.pathIsCommand(typed, command);

  const candidates = new Set<string>();
  collect(existingParent(typed, cwd), cwd, 0, candidates);
  collect(defaultFolder, cwd, 4, candidates);
  const exact = nearest(typed, candidates);
  if (exact !== undefined) return complaints.pathMissing(typed, exact);

  // A name typed without its folder, or with the wrong one.
  const byName = new Map<string, string>();
  for (const path of candidates) if (!byName.has(basename(path))) byName.set(basename(path), path);
  const name = nearest(basename(typed), byName.keys());
  return complaints.pathMissing(typed, name === undefined ? undefined : byName.get(name));
}

function existingParent(typed: string, cwd: string): string {
  let parent = dirname(typed);
  while (parent !== dirname(parent) && !existsSync(resolve(cwd, parent))) parent = dirname(parent);
  return parent;
}

function collect(folder: string, cwd: string, depth: number, into: Set<string>): void {
  for (const name of namesIn(resolve(cwd, folder))) {
    if (into.size >= candidatesMax) return;
    if (name.startsWith('.') || name === 'node_modules') continue;
    const path = join(folder, name);
    const isFolder = statSync(resolve(cwd, path), { throwIfNoEntry: false })?.isDirectory();
    if (isFolder === true || /\.ya?ml$/i.test(name)) into.add(path);
    if (isFolder === true && depth > 0) collect(path, cwd, depth - 1, into);
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).toSorted();
  } catch {
    // A suggestion is a courtesy: what cannot be listed offers none.
    return [];
  }
}
