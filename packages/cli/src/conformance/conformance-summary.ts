import type { ConformanceRow, ConformanceStatus } from './conformance-of.ts';

/** How many statements there are, and how those that bind a client stand. */
export function conformanceSummary(rows: readonly ConformanceRow[]): string {
  const count = (status: ConformanceStatus): number =>
    rows.filter((row) => row.status === status).length;
  const server = count('server');
  const client = rows.length - server;
  const departing = rows.filter(({ statement }) => statement.departs !== undefined).length;
  return (
    `${rows.length} statements: ${server} bind the server alone, ${client} a client; ` +
    `of these ${count('shown')} are shown` +
    (departing === 0 ? '' : `, ${departing} of them with a departure`) +
    `, ${count('not applicable')} do not apply, ${count('open')} are open`
  );
}
