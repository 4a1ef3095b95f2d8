import { dirname } from 'node:path';

import {
  coverageOf,
  evidenceOfScenario,
  evidenceOfTests,
  groupOf,
  ledgerFile,
  readLedger,
  requirementSources,
  rowsByGroup,
  type CoverageRow,
} from '@w800/cli';
import { loadScenario, readFilesIn } from '@w800/scenario';

import type { SourceTree } from '../source-tree.ts';

/** The requirements, group by group, each with how many tests and scenarios show it. */
export function requirementTables(tree: SourceTree): string {
  const { requirements } = readLedger(tree.get(ledgerFile)?.text ?? '');
  const groups = new Set(requirements.map(groupOf));
  const evidence = tree.files.flatMap(({ path, text }) => {
    if (path.startsWith('packages/') && path.endsWith('.test.ts')) {
      return evidenceOfTests(path, text, groups);
    }
    if (!/^scenarios\/.*\.ya?ml$/.test(path)) return [];
    const loaded = loadScenario(text, path, readFilesIn(dirname(path)));
    return loaded.ok ? evidenceOfScenario(path, loaded.scenario) : [];
  });
  const { rows } = coverageOf(requirements, evidence);
  return [
    '\n| basis | what it is |\n|---|---|\n',
    ...Object.entries(requirementSources).map(([name, what]) => `| ${name} | ${what} |\n`),
    ...[...rowsByGroup(rows)].flatMap(([group, own]) => [...table(group, own)]),
    '\n',
  ].join('');
}

function* table(group: string, rows: readonly CoverageRow[]): Generator<string> {
  yield `\n## ${group}\n\n`;
  yield '| id | about | what holds | basis | evidence |\n|---|---|---|---|---|\n';
  for (const { requirement, evidence } of rows) {
    const { id, command, statement, source, inferred, pending } = requirement;
    const basis = inferred ? `${source}, inferred` : source;
    const shown = pending === undefined ? String(evidence.length) : `waits for ${pending}`;
    yield `| ${id} | ${command} | ${statement} | ${basis} | ${shown} |\n`;
  }
}
