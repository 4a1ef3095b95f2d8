import type { Evidence } from './evidence.ts';
import { ledgerFile, type Requirement } from './ledger.ts';

export type Status = 'shown' | 'pending' | 'missing';

export interface CoverageRow {
  readonly requirement: Requirement;
  readonly evidence: readonly Evidence[];
  readonly status: Status;
}

/** Something that makes the coverage incomplete or untrue. */
export interface CoverageFault {
  readonly place: string;
  readonly what: string;
}

export interface Coverage {
  readonly rows: readonly CoverageRow[];
  readonly faults: readonly CoverageFault[];
}

/** Holds the evidence against the ledger. */
export function coverageOf(
  requirements: readonly Requirement[],
  evidence: readonly Evidence[],
): Coverage {
  const byId = new Map<string, Evidence[]>(requirements.map(({ id }) => [id, []]));
  const faults: CoverageFault[] = [];
  for (const piece of evidence) {
    for (const id of piece.ids) {
      const known = byId.get(id);
      if (known !== undefined) known.push(piece);
      else faults.push({ place: piece.place, what: `${id} is no requirement of the ledger` });
    }
  }
  const rows = requirements.map((requirement): CoverageRow => {
    const own = byId.get(requirement.id) ?? [];
    return { requirement, evidence: own, status: statusOf(requirement, own.length) };
  });
  return { rows, faults: [...faults, ...rows.flatMap(faultOf)] };
}

/** The group of an id: `CORE` of `CORE-18`. */
export function groupOf({ id }: Pick<Requirement, 'id'>): string {
  return id.slice(0, id.indexOf('-'));
}

function statusOf({ pending }: Requirement, count: number): Status {
  if (count > 0) return 'shown';
  return pending === undefined ? 'missing' : 'pending';
}

function faultOf({ requirement, status }: CoverageRow): readonly CoverageFault[] {
  const { id, command, line, pending, statement } = requirement;
  const place = `${ledgerFile}:${line}`;
  if (status === 'missing')
    return [{ place, what: `${id} has no evidence. ${command}: ${statement}` }];
  if (status === 'pending' || pending === undefined) return [];
  return [{ place, what: `${id} waits for ${pending}, and yet has evidence` }];
}
