import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { tagUsesOf, type TagUse } from './tag-uses.ts';

/** Which statements the code and the tests of a folder name, at any depth. */
export function readTagUses(cwd: string, folder: string): readonly TagUse[] {
  const entries = readdirSync(join(cwd, folder), { withFileTypes: true });
  return entries
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : readTagUses(cwd, path);
      return path.endsWith('.ts') ? tagUsesOf(path, readFileSync(join(cwd, path), 'utf8')) : [];
    });
}
