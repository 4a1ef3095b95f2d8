import type { OptionDescription, ScenarioDialect } from '@w800/scenario';

const intro = [
  '# Dialects\n',
  "The module's documents, its sources and its shipped image do not agree everywhere, and in places",
  'none of them says anything. Each such point is an option of the dialect, with a value and the',
  'reason for it. Where an answer shows that the documents do not promise, the report of the run',
  'carries a finding.\n',
  '`pnpm sim --dialect docs,firmware` runs every scenario in both dialects and shows where the second',
  'goes another way than the first. That is a result and not a failure: the exit code rests on the',
  'first dialect alone. A scenario that names its dialect (`dialect: firmware`) is about that one and',
  'runs in no other.\n',
  'An option is read by whoever acts on it; no command asks for a dialect by name. A new dialect is a',
  'file in `packages/device/src/dialects` and a line in its `index.ts`. This page is made from those',
  'files.\n',
].join('\n');

/** The reference page of the dialects and their options. */
export function dialectsPage(
  dialects: readonly ScenarioDialect[],
  options: readonly OptionDescription[],
): string {
  return [
    intro,
    '| dialect | what it is |\n|---|---|\n' +
      dialects.map(({ name, summary }) => `| \`${name}\` | ${cell(summary)} |\n`).join(''),
    '## Options\n',
    'A value in bold differs from that of the documents.\n',
    optionTable(dialects, options),
  ].join('\n');
}

function optionTable(
  dialects: readonly ScenarioDialect[],
  options: readonly OptionDescription[],
): string {
  const names = dialects.map(({ name }) => name);
  const head = `| option | meaning | ${names.join(' | ')} | basis |\n`;
  const rule = `|${'---|'.repeat(names.length + 3)}\n`;
  return head + rule + options.map(optionRow).join('');
}

function optionRow({ name, meaning, values, bases }: OptionDescription): string {
  const documented = shown(values[0]?.value);
  const cells = values.map(({ value }) =>
    shown(value) === documented ? documented : `**${shown(value)}**`,
  );
  const reasons = bases.map(({ dialect, basis }, index) =>
    index === 0 ? cell(basis) : `${dialect}: ${cell(basis)}`,
  );
  return `| \`${name}\` | ${cell(meaning)} | ${cells.join(' | ')} | ${reasons.join('; ')} |\n`;
}

/** Text as code, so that CR LF and quotes can be seen. */
function shown(value: unknown): string {
  return `\`${JSON.stringify(value).replaceAll('|', String.raw`\|`)}\``;
}

/** A table cell: what Markdown would read as markup stands for itself. */
function cell(text: string): string {
  return text.replace(/[|<>*_]/g, String.raw`\$&`);
}
