import { traceKindDescriptions } from '@w800/scenario';

/** Where the page lies, from the root of the project. */
export const traceKindsPagePath = 'docs/reference/trace-kinds.md';

const intro = [
  '# Kinds of trace records\n',
  'Everything observable of a run is a record of one of these kinds: `pnpm sim --log FILE` writes',
  'them, and a fault can [wait for one](../how-to/break-things.md#with-an-event). The fields are',
  'those that hold one value, which `where` can ask for; some are there in some records only. A',
  'record may have lists and mappings besides.\n',
  'This page is made from the declarations of the kinds.\n',
  '| kind | what has happened | fields |\n|---|---|---|',
].join('\n');

/** The reference page of the kinds of trace records. */
export function traceKindsPage(): string {
  const rows = traceKindDescriptions.map(({ name, summary, fields }) => {
    const listed = [...fields].map(([field, type]) => `\`${field}\` ${shown(type)}`);
    return `| \`${name}\` | ${summary} | ${listed.join(', ')} |\n`;
  });
  return `${intro}\n${rows.join('')}`;
}

function shown(type: string): string {
  if (!type.includes(' | ')) return type;
  const words = type.split(' | ').map((word) => `\`${word}\``);
  return `(${words.join(', ')})`;
}
