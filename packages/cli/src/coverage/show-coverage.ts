import type { Paint } from '../paint.ts';
import { printable } from '../printable.ts';
import { columns } from './columns.ts';
import type { Coverage, CoverageRow } from './coverage-of.ts';
import { countsOf, coverageCounts, type CoverageCounts } from './coverage-counts.ts';

/** Every requirement with what shows it. */
export function* showEvidence({ rows }: Coverage, paint: Paint): Generator<string> {
  for (const { requirement, evidence, status } of rows) {
    const { id, command, statement, pending } = requirement;
    const waits = pending === undefined ? '' : `  (waits for ${pending})`;
    const style = status === 'missing' ? 'red' : 'bold';
    yield `${paint(style, id)}  ${command}: ${statement}${paint('dim', waits)}\n`;
    for (const { place, title } of evidence) {
      yield `  ${paint('dim', `${printable(place)}  ${printable(title)}`)}\n`;
    }
  }
  yield '\n';
}

/** How many requirements of each group are shown, and which are not. */
export function* showSummary({ rows, faults }: Coverage, paint: Paint): Generator<string> {
  const counts = [...coverageCounts(rows), countsOf('all', rows)];
  const table = columns([
    ['group', 'ids', 'shown', 'pending', 'missing'],
    ...counts.map(({ group, all, shown, pending, missing }: CoverageCounts) =>
      [group, all, shown, pending, missing].map(String),
    ),
  ]);
  for (const [index, line] of table.entries()) {
    yield `${index === 0 ? paint('dim', line) : line}\n`;
  }
  for (const [subject, ids] of pendingBySubject(rows)) {
    yield `\n${paint('bold', `Waiting for ${subject}`)}\n  ${ids.join(' ')}\n`;
  }
  if (faults.length > 0) yield '\n';
  for (const { place, what } of faults) {
    yield `${paint('red', '✗')} ${printable(place)}: ${printable(what)}\n`;
  }
}

function pendingBySubject(rows: readonly CoverageRow[]): ReadonlyMap<string, readonly string[]> {
  const subjects = new Map<string, string[]>();
  for (const { requirement, status } of rows) {
    if (status !== 'pending') continue;
    const subject = requirement.pending ?? '';
    subjects.set(subject, [...(subjects.get(subject) ?? []), requirement.id]);
  }
  return subjects;
}
