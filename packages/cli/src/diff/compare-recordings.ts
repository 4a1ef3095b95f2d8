import {
  compareExchanges,
  type Band,
  type ComparedExchange,
  type ComparedSide,
  type ExchangeVerdict,
} from './compare-exchanges.ts';
import type { Skipped } from '../recording/run-recording.ts';
import { exchangesIn } from './exchanges-in.ts';
import type { Recording, RecordedRuns } from './read-recording.ts';

/** One scenario in both recordings. */
export interface ComparedRun {
  readonly file: string;
  readonly name: string;
  readonly exchanges: readonly ComparedExchange[];
}

export interface Comparison {
  readonly runs: readonly ComparedRun[];
  /** Scenarios that only one of the two holds. */
  readonly onlyIn: readonly { readonly file: string; readonly side: 'A' | 'B' }[];
  readonly counts: Readonly<Record<ExchangeVerdict, number>>;
  /** Whether everything that both were asked is the same. */
  readonly same: boolean;
}

/** @param codes what ends an answer */
export function compareRecordings(
  a: RecordedRuns,
  b: RecordedRuns,
  band: Band,
  codes: readonly string[],
): Comparison {
  const others = byKey(b.recordings);
  const onlyIn: { file: string; side: 'A' | 'B' }[] = [];
  const runs: ComparedRun[] = [];
  for (const [key, recording] of byKey(a.recordings)) {
    const { file, name } = recording;
    const other = others.get(key);
    others.delete(key);
    if (other === undefined) onlyIn.push({ file, side: 'A' });
    else {
      const one = sideOf(recording.lines, other.lines, codes);
      const two = sideOf(other.lines, recording.lines, codes);
      runs.push({ file, name, exchanges: compareExchanges(one, two, band) });
    }
  }
  for (const { file } of others.values()) onlyIn.push({ file, side: 'B' });
  const counts = count(runs);
  const total = runs.reduce((sum, { exchanges }) => sum + exchanges.length, 0);
  const same = onlyIn.length === 0 && counts.same + counts.skipped === total;
  return { runs, onlyIn, counts, same };
}

function sideOf(
  lines: Recording['lines'],
  others: Recording['lines'],
  codes: readonly string[],
): ComparedSide {
  const exchanges = exchangesIn(lines, codes, skippedIn(others).cut);
  return { exchanges, skipped: new Set(skippedIn(lines).skipped) };
}

function skippedIn(lines: Recording['lines']): Skipped {
  const end = lines.at(-1);
  return end !== undefined && 'end' in end ? end : { skipped: [] };
}

/** Recordings by their file; the second of one file meets the second of the other side. */
function byKey(recordings: readonly Recording[]): Map<string, Recording> {
  const counts = new Map<string, number>();
  const found = new Map<string, Recording>();
  for (const recording of recordings) {
    const number = (counts.get(recording.file) ?? 0) + 1;
    counts.set(recording.file, number);
    found.set(`${recording.file} ${number}`, recording);
  }
  return found;
}

function count(runs: readonly ComparedRun[]): Record<ExchangeVerdict, number> {
  const counts = {
    same: 0,
    slower: 0,
    faster: 0,
    'text differs': 0,
    'only in A': 0,
    'only in B': 0,
    skipped: 0,
  };
  for (const { exchanges } of runs) for (const { verdict } of exchanges) counts[verdict] += 1;
  return counts;
}
