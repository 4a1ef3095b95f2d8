// Mutation testing: `pnpm mutate [PATH...] [--strict] [--jobs N] [--json]`.
// A path is a file or a folder of packages; docs/how-to/mutation-testing.md.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { SourceTree } from '../source-tree.ts';
import { acceptedSurvivors } from './accepted-survivors.ts';
import { MutatedPackage } from './mutated-package.ts';
import { report } from './report.ts';
import type { Verdict } from './verdict.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const usualPaths = ['packages/at/src', 'packages/device/src/commands'];
const percentDeadMin = 85;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    strict: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    jobs: { type: 'string', default: '1' },
  },
});

/** The sources under the paths, by package. */
function sourcesUnder(paths: readonly string[]): Map<string, Map<string, string>> {
  const packages = new Map<string, Map<string, string>>();
  for (const { path, package: name, isTypeScript, isTestCode } of new SourceTree(root).files) {
    if (name === undefined || !isTypeScript || isTestCode) continue;
    if (!paths.some((under) => path === under || path.startsWith(`${under}/`))) continue;
    const sources = packages.get(name) ?? new Map<string, string>();
    packages.set(name, sources.set(path, readFileSync(`${root}/${path}`, 'utf8')));
  }
  return packages;
}

/** Tries every mutant of a package; false when its tests fail without any. */
async function mutate(
  name: string,
  sources: ReadonlyMap<string, string>,
  verdicts: Verdict[],
): Promise<boolean> {
  const folder = `packages/${name}/src`;
  const mutated = new MutatedPackage(root, folder, sources, Number(values.jobs));
  try {
    await mutated.learn();
    for (const test of mutated.red) console.error(`left out, red without a mutant: ${test}`);
    await mutated.judge((verdict) => {
      verdicts.push(verdict);
      if (verdicts.length % 100 === 0) console.error(`${verdicts.length} mutants tried`);
    });
  } finally {
    mutated.stop();
  }
  return mutated.red.length === 0;
}

const paths = positionals.map((path) => path.replace(/\/$/, ''));
const packages = sourcesUnder(paths.length > 0 ? paths : usualPaths);
const verdicts: Verdict[] = [];
let isSound = packages.size > 0;
if (!isSound) console.error(`no source of a package under ${paths.join(', ')}`);
for (const [name, sources] of packages) {
  isSound = (await mutate(name, sources, verdicts)) && isSound;
}
const { lines, percentDead, unexplained, outdated } = report(verdicts, acceptedSurvivors());
console.log(values.json ? JSON.stringify(verdicts, undefined, 2) : lines.join('\n'));
const isExplained = unexplained.length === 0 && outdated.length === 0;
const isGood = percentDead >= percentDeadMin && (isExplained || !values.strict);
process.exitCode = isSound && isGood ? 0 : 1;
