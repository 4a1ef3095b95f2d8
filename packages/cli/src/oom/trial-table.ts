import type { RequestTrial, TrialOutcome } from '@w800/scenario';

/** How often the requests of an owner in a command had which outcome. */
export interface TrialRow {
  readonly owner: string;
  /** Empty between commands. */
  readonly command: string;
  readonly requests: number;
  readonly counts: Readonly<Record<TrialOutcome, number>>;
  /** How often the module worked again only after a restart. */
  readonly restarts: number;
}

/** A row for every owner and command, in the order of their first requests. */
export function trialTable(trials: readonly RequestTrial[]): readonly TrialRow[] {
  const groups = new Map<string, RequestTrial[]>();
  for (const trial of trials) {
    const { owner, command } = trial.request;
    const key = `${owner} ${command}`;
    groups.set(key, [...(groups.get(key) ?? []), trial]);
  }
  return [...groups.values()].flatMap((group) => rowOf(group) ?? []);
}

/** How often each outcome came. */
export function countOutcomes(trials: readonly RequestTrial[]): Record<TrialOutcome, number> {
  const counts: Record<TrialOutcome, number> = {
    unharmed: 0,
    refused: 0,
    closed: 0,
    delayed: 0,
    'not-started': 0,
    wrong: 0,
    interrupted: 0,
  };
  for (const { outcome } of trials) counts[outcome] += 1;
  return counts;
}

function rowOf(trials: readonly RequestTrial[]): TrialRow | undefined {
  const [first] = trials;
  if (first === undefined) return undefined;
  const { owner, command } = first.request;
  const restarts = trials.filter(({ usableAfter }) => usableAfter === 'restart').length;
  return { owner, command, requests: trials.length, counts: countOutcomes(trials), restarts };
}
