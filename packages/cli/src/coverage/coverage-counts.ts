import { groupOf, type CoverageRow, type Status } from './coverage-of.ts';

export interface CoverageCounts extends Readonly<Record<Status, number>> {
  readonly group: string;
  readonly all: number;
}

/** How many requirements of each group are shown, waiting and missing, in the order they stand. */
export function coverageCounts(rows: readonly CoverageRow[]): readonly CoverageCounts[] {
  return [...rowsByGroup(rows)].map(([group, own]) => countsOf(group, own));
}

/** The same over all rows, under a name. */
export function countsOf(group: string, rows: readonly CoverageRow[]): CoverageCounts {
  const count = (status: Status): number => rows.filter((row) => row.status === status).length;
  return {
    group,
    all: rows.length,
    shown: count('shown'),
    pending: count('pending'),
    missing: count('missing'),
  };
}

export function rowsByGroup(
  rows: readonly CoverageRow[],
): ReadonlyMap<string, readonly CoverageRow[]> {
  const groups = new Map<string, CoverageRow[]>();
  for (const row of rows) {
    const group = groupOf(row.requirement);
    groups.set(group, [...(groups.get(group) ?? []), row]);
  }
  return groups;
}
