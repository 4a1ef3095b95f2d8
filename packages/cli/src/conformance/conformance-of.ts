import type { CoverageFault } from '../coverage/coverage-of.ts';
import { statementsFile, type Statement } from './statements.ts';
import type { TagUse } from './tag-uses.ts';

/** `server`: it binds no client, so nothing is owed. */
export type ConformanceStatus = 'shown' | 'open' | 'not applicable' | 'server';

export interface ConformanceRow {
  readonly statement: Statement;
  /** Where the client's code keeps it. */
  readonly code: readonly TagUse[];
  /** The tests and scenarios that show it. */
  readonly shows: readonly TagUse[];
  readonly status: ConformanceStatus;
}

export interface Conformance {
  readonly rows: readonly ConformanceRow[];
  readonly faults: readonly CoverageFault[];
}

/** The packages that are the client; others may name a statement, and keep none. */
const clientCode = /^packages\/(?:mqtt|device)\/src\/(?!(?:.*\/)?testing\/)/;
/** What they show is the broker's side. */
const brokerTests = /^packages\/broker\//;

/** Holds what names the statements against the list of them. */
export function conformanceOf(
  statements: readonly Statement[],
  uses: readonly TagUse[],
): Conformance {
  const byTag = new Map<string, TagUse[]>(statements.map(({ tag }) => [tag, []]));
  const faults: CoverageFault[] = [];
  for (const use of uses) {
    for (const tag of use.tags) {
      const known = byTag.get(tag);
      if (known !== undefined) known.push(use);
      else faults.push({ place: placeOf(use), what: `${tag} is no statement of MQTT 3.1.1` });
    }
  }
  const rows = statements.map((statement) => rowOf(statement, byTag.get(statement.tag) ?? []));
  return { rows, faults: [...faults, ...rows.flatMap(faultsOf)] };
}

function rowOf(statement: Statement, uses: readonly TagUse[]): ConformanceRow {
  const code = uses.filter(({ by, file }) => by === 'code' && clientCode.test(file));
  const shows = uses.filter(({ by, file }) => by !== 'code' && !brokerTests.test(file));
  return { statement, code, shows, status: statusOf(statement, code, shows) };
}

function statusOf(
  { binds, reason }: Statement,
  code: readonly TagUse[],
  shows: readonly TagUse[],
): ConformanceStatus {
  if (binds === 'server') return 'server';
  if (reason !== undefined) return 'not applicable';
  return code.length > 0 && shows.length > 0 ? 'shown' : 'open';
}

function faultsOf({ statement, code, shows, status }: ConformanceRow): readonly CoverageFault[] {
  const { tag, line, reason = '', statement: text } = statement;
  const place = `${statementsFile}:${line}`;
  if (status === 'not applicable') {
    const what = `${tag} does not apply (${reason}), and yet is named here`;
    return [...code, ...shows].map((use) => ({ place: placeOf(use), what }));
  }
  if (status !== 'open') return [];
  return [
    ...(code.length === 0 ? [{ place, what: `${tag} is named by no code. ${text}` }] : []),
    ...(shows.length === 0 ? [{ place, what: `${tag} is shown by no test. ${text}` }] : []),
  ];
}

function placeOf({ file, line }: TagUse): string {
  return `${file}:${line}`;
}
