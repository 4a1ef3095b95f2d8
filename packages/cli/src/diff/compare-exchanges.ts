import type { Exchange } from './exchanges-in.ts';

/** How far two latencies may be apart and count as the same: within either. */
export interface Band {
  /** The longer one is at most so much longer, in percent of the shorter. */
  readonly percent: number;
  /** Or longer by at most this, in nanoseconds. */
  readonly slackNs: number;
}

export type ExchangeVerdict =
  | 'same'
  | 'slower'
  | 'faster'
  | 'text differs'
  | 'only in A'
  | 'only in B'
  /** It stands in one alone, for the other left its step out. */
  | 'skipped';

/** An exchange in both recordings, or in one of them. */
export interface ComparedExchange {
  readonly a?: Exchange;
  readonly b?: Exchange;
  readonly verdict: ExchangeVerdict;
}

/** A side of the comparison. */
export interface ComparedSide {
  readonly exchanges: readonly Exchange[];
  /** Lines of the steps that were left out. */
  readonly skipped: ReadonlySet<number>;
}

/** Puts the exchanges of one scenario side by side, by their step, in the order of the first. */
export function compareExchanges(
  a: ComparedSide,
  b: ComparedSide,
  band: Band,
): readonly ComparedExchange[] {
  const others = new Map(b.exchanges.map((one) => [keyOf(one), one]));
  const compared = a.exchanges.map((one): ComparedExchange => {
    const other = others.get(keyOf(one));
    others.delete(keyOf(one));
    if (other !== undefined) return { a: one, b: other, verdict: verdictOf(one, other, band) };
    return { a: one, verdict: b.skipped.has(one.line) ? 'skipped' : 'only in A' };
  });
  const rest = [...others.values()].map((one): ComparedExchange => ({
    b: one,
    verdict: a.skipped.has(one.line) ? 'skipped' : 'only in B',
  }));
  return [...compared, ...rest];
}

function verdictOf(a: Exchange, b: Exchange, { percent, slackNs }: Band): ExchangeVerdict {
  if (a.typed !== b.typed || a.said !== b.said) return 'text differs';
  const [first = 0, second = 0] = [a.latencyNs, b.latencyNs];
  const [shorter, longer] = [Math.min(first, second), Math.max(first, second)];
  const isSame = longer - shorter <= slackNs || longer * 100 <= shorter * (100 + percent);
  if (isSame) return 'same';
  return second > first ? 'slower' : 'faster';
}

function keyOf({ line, turn }: Exchange): string {
  return `${line} ${turn}`;
}
