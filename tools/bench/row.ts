/** One line of the table of results: two figures of one run and their ratio. */
export interface Row {
  readonly what: string;
  readonly ours: string;
  readonly theirs: string;
  readonly ratio: string;
  readonly aim: string;
}

/** The rows as a Markdown table. */
export function table(rows: readonly Row[]): string {
  const lines = rows.map((row) => [row.what, row.ours, row.theirs, row.ratio, row.aim].join(' | '));
  return ['what | twin | compared with | ratio | aim', '---|---|---|---|---', ...lines]
    .map((line) => `| ${line} |`)
    .join('\n');
}
