// The rules of the house that no other tool checks. Prints each place that
// breaks one and ends with 1 if there is any.

import { fileURLToPath } from 'node:url';

import { SourceTree } from './source-tree.ts';
import { rules } from './style/rules.ts';

const tree = new SourceTree(fileURLToPath(new URL('..', import.meta.url)));
const problems = rules.flatMap((rule) =>
  [...rule.check(tree)].map(({ path, line, what }) => {
    const place = line === undefined ? path : `${path}:${line}`;
    return `${place} ${rule.name}: ${what}`;
  }),
);
for (const problem of problems) console.log(problem);

const lengths = tree.files
  .filter((file) => file.isTypeScript && file.name !== 'index.ts')
  .map((file) => file.lines.length)
  .toSorted((a, b) => a - b);
const median = lengths[lengths.length >> 1] ?? 0;
console.log(
  `${rules.length} rules, ${tree.files.length} files, ${problems.length} problems; ` +
    `the median file has ${median} lines, the longest ${lengths.at(-1) ?? 0}`,
);
process.exitCode = problems.length === 0 ? 0 : 1;
