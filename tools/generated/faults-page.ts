import { dirname, posix } from 'node:path';

import {
  faultClassTitles,
  faultDescriptions,
  loadScenario,
  readFilesIn,
  type FaultDescription,
} from '@w800/scenario';

import type { SourceTree } from '../source-tree.ts';

/** Where the page lies, from the root of the project. */
export const faultsPagePath = 'docs/reference/faults.md';

const intro = [
  '# Faults\n',
  'What can break around the module, class by class. The example is a whole step; when a fault',
  'comes, and how long it stays, is the same for all and told in',
  '[Break things](../how-to/break-things.md). One that is over at once has no `for`. The reaction is',
  'what the module then shows on its serial port; each is shown by a scenario, which shows the',
  'recovery, too.\n',
  'This page is made from the declarations in `packages/scenario/src/faults`, a file a fault, and',
  'from the scenarios. `pnpm sim faults NAME` shows the same, but for the scenarios.\n',
].join('\n');

const head =
  '| fault | what breaks | value | the module shows | basis | shown by |\n' +
  '|---|---|---|---|---|---|\n';

/** The reference page of the faults. */
export function faultsPage(tree: SourceTree): string {
  const all = faultDescriptions();
  const shown = scenariosByFault(tree);
  return [
    intro,
    ...faultClassTitles().flatMap(([name, title]) => {
      const rows = all.filter((fault) => fault.class === name);
      return [
        `## ${title}\n`,
        head + rows.map((fault) => row(fault, shown.get(fault.name) ?? [])).join(''),
      ];
    }),
  ].join('\n');
}

/** The files that apply each fault by name. */
function scenariosByFault(tree: SourceTree): ReadonlyMap<string, readonly string[]> {
  const shown = new Map<string, string[]>();
  for (const { path, text } of tree.files) {
    if (!/^scenarios\/faults\/.*\.ya?ml$/.test(path)) continue;
    const loaded = loadScenario(text, path, readFilesIn(dirname(path)));
    for (const name of loaded.ok ? loaded.scenario.faults : []) {
      shown.set(name, [...(shown.get(name) ?? []), path]);
    }
  }
  return shown;
}

function row(fault: FaultDescription, scenarios: readonly string[]): string {
  const { name, summary, example, reaction, basis, lasts } = fault;
  const cells = [
    `\`${name}\``,
    lasts ? summary : `${summary} Over at once.`,
    [...valueLines(fault), `\`${example}\``].join('<br>'),
    reaction,
    `${basis.provenance}: ${basis.source}`,
    scenarios.map(link).join('<br>'),
  ];
  return `| ${cells.map((cell) => cell.replaceAll('|', String.raw`\|`)).join(' | ')} |\n`;
}

function valueLines({ value, meaning, fields }: FaultDescription): readonly string[] {
  if (fields.length === 0) return [withMeaning(value, meaning)];
  return fields.map((field) => {
    const may = field.optional ? ', may be left out' : '';
    return `\`${field.name}\`: ${withMeaning(field.value + may, field.meaning)}`;
  });
}

function withMeaning(value: string, meaning: string | undefined): string {
  return meaning === undefined ? value : `${value}. ${meaning}`;
}

/** The folder is the class, so the name of the file says enough. */
function link(path: string): string {
  const name = posix.basename(path).replace(/\.ya?ml$/, '');
  return `[${name}](${posix.relative(posix.dirname(faultsPagePath), path)})`;
}
