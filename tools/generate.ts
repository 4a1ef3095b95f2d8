// Writes what is made from the code: `pnpm generate`. With --check it writes
// nothing and ends with 1 when something is out of date.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { generated } from './generated/generated.ts';
import { SourceTree } from './source-tree.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const check = process.argv.includes('--check');

const stale = [];
for (const { path, text } of generated(new SourceTree(root))) {
  if (textOf(path) === text) continue;
  stale.push(path);
  if (!check) writeFileSync(join(root, path), text);
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(join(root, path), 'utf8');
  } catch {
    return undefined;
  }
}

for (const path of stale) {
  console.log(check ? `${path} is out of date; run \`pnpm generate\`` : `wrote ${path}`);
}
process.exitCode = check && stale.length > 0 ? 1 : 0;
