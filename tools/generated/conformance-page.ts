import { dirname, posix } from 'node:path';

import {
  conformanceOf,
  conformanceSummary,
  readStatements,
  statementsFile,
  tagUsesOf,
  tagUsesOfScenario,
  type ConformanceRow,
  type TagUse,
} from '@w800/cli';
import { loadScenario, readFilesIn } from '@w800/scenario';

import type { SourceTree } from '../source-tree.ts';

/** Where the page lies, from the root of the project. */
export const conformancePagePath = 'docs/reference/mqtt-conformance.md';

const intro = [
  '# MQTT 3.1.1 conformance\n',
  'Every numbered statement of MQTT 3.1.1 (OASIS Standard, 29 October 2014), in short: what the',
  'standard says, it says itself. A statement that binds a client is shown when the code that keeps it',
  'and a test or scenario name its number, the code in a comment, the test in its title.',
  '`pnpm check` wants both for each, and neither for one that does not apply. Where the module does',
  'not keep to the letter, the row says in what.\n',
  'This page is made from those places and from',
  `[the list of statements](${link(statementsFile)}). It is about the module as its documents promise`,
  'it; where the firmware does otherwise, [the dialects](dialects.md) say so.\n',
].join('\n');

const chapters: Readonly<Record<string, string>> = {
  1: 'Text',
  2: 'Packet format',
  3: 'Packets',
  4: 'Behaviour',
  6: 'WebSocket',
  7: 'Conformance',
};

/** The reference page of what the standard asks of a client, and what shows that it is kept. */
export function conformancePage(tree: SourceTree): string {
  const { statements } = readStatements(tree.get(statementsFile)?.text ?? '');
  const { rows } = conformanceOf(statements, tree.files.flatMap(usesOf));
  const bound = rows.filter(({ status }) => status !== 'server');
  return [
    intro,
    `${conformanceSummary(rows)}.\n`,
    ...Object.entries(chapters).map(([chapter, name]) => {
      const own = bound.filter(({ statement }) => statement.tag.startsWith(`MQTT-${chapter}.`));
      return `## ${name}\n\n${clientTable(own)}`;
    }),
    '## For the server alone\n',
    serverTable(rows.filter(({ status }) => status === 'server')),
  ].join('\n');
}

function usesOf({ path, text }: SourceTree['files'][number]): readonly TagUse[] {
  if (path.startsWith('packages/') && path.endsWith('.ts')) return tagUsesOf(path, text);
  if (!/^scenarios\/.*\.ya?ml$/.test(path)) return [];
  const loaded = loadScenario(text, path, readFilesIn(dirname(path)));
  return loaded.ok ? tagUsesOfScenario(path, loaded.scenario) : [];
}

function clientTable(rows: readonly ConformanceRow[]): string {
  const head = '| statement | what a client owes | kept in | shown by |\n|---|---|---|---|\n';
  return head + rows.map(clientRow).join('');
}

function clientRow({ statement, code, shows, status }: ConformanceRow): string {
  const { tag, statement: text, reason = '', departs } = statement;
  const owed = departs === undefined ? text : `${text}<br>**Departure:** ${departs}`;
  const places =
    status === 'not applicable'
      ? `not applicable: ${reason} |`
      : `${filesOf(code).map(codeLink).join('<br>')} | ` +
        (status === 'open' ? '**open**' : filesOf(shows).map(testLink).join('<br>'));
  return `| ${tag} | ${owed} | ${places} |\n`;
}

function serverTable(rows: readonly ConformanceRow[]): string {
  return [
    '<details>\n<summary>What a broker owes; it is listed so that no statement is left out</summary>\n',
    '| statement | what a broker owes |\n|---|---|',
    ...rows.map(({ statement: { tag, statement } }) => `| ${tag} | ${statement} |`),
    '\n</details>\n',
  ].join('\n');
}

/** What each file has to say, file by file. */
function filesOf(uses: readonly TagUse[]): readonly (readonly TagUse[])[] {
  const files = new Set(uses.map(({ file }) => file));
  return [...files].map((file) => uses.filter((use) => use.file === file));
}

function codeLink([use]: readonly TagUse[]): string {
  const file = use?.file ?? '';
  return `[${posix.basename(file)}](${link(file)})`;
}

/** The first title that says something by itself, and how many more the file has. */
function testLink(uses: readonly TagUse[]): string {
  const titles = uses.map(({ title }) => bareTitle(title));
  const title = titles.find((text) => /^[^%]/.test(text)) ?? titles[0] ?? '';
  const file = uses[0]?.file ?? '';
  const more = uses.length === 1 ? '' : ` and ${uses.length - 1} more`;
  return `[${title === '' ? posix.basename(file) : title}](${link(file)})${more}`;
}

/** The title without the numbers before it, as text that is no markup. */
function bareTitle(title: string): string {
  return title
    .replace(/^(?:\[?[A-Z0-9]+-[\d.-]+\]?[,: ]*)+/, '')
    .replaceAll(/[[\]]/g, '')
    .replaceAll(/[|<>*_`\\]/g, String.raw`\$&`);
}

function link(file: string): string {
  return posix.relative(posix.dirname(conformancePagePath), file);
}
