// Writes what is made from the code: `pnpm generate`. With --check it writes
// nothing and ends with 1 when something is out of date.

import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { isCommandPage } from './generated/command-pages.ts';
import type { GeneratedFile } from './generated/generated-file.ts';
import { traceKindTable, traceKindTablePath } from './generated/trace-kind-table.ts';
import { SourceTree } from './source-tree.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const check = process.argv.includes('--check');

const tree = new SourceTree(root);
const made = new Set<string>();
const stale: string[] = [];
put({ path: traceKindTablePath, text: traceKindTable(tree) });
// What is made below is made with that table, so it is loaded when the table is there.
const { generated } = await import('./generated/generated.ts');
for await (const file of generated(tree)) put(file);
const leftOver = tree.files
  .map(({ path }) => path)
  .filter((path) => isCommandPage(path) && !made.has(path));
if (!check) for (const path of leftOver) rmSync(join(root, path));

function put({ path, text }: GeneratedFile): void {
  made.add(path);
  if (textOf(path) === text) return;
  stale.push(path);
  if (check) return;
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
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
for (const path of leftOver) {
  console.log(check ? `${path} is made by nobody; run \`pnpm generate\`` : `removed ${path}`);
}
process.exitCode = check && stale.length + leftOver.length > 0 ? 1 : 0;
