import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { evidenceOfTests, type Evidence } from './evidence.ts';

/** What the tests in a folder show, at any depth; installed packages are passed over. */
export function readTestEvidence(
  cwd: string,
  folder: string,
  groups: ReadonlySet<string>,
): readonly Evidence[] {
  return testFiles(cwd, folder).flatMap((file) =>
    evidenceOfTests(file, readFileSync(join(cwd, file), 'utf8'), groups),
  );
}

function testFiles(cwd: string, folder: string): readonly string[] {
  const entries = readdirSync(join(cwd, folder), { withFileTypes: true });
  return entries
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : testFiles(cwd, path);
      return entry.name.endsWith('.test.ts') ? [path] : [];
    });
}
