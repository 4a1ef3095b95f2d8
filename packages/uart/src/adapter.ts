import type { RareTrials } from './rare-trials.ts';

/** What became of the bytes of one piece. */
export interface AdapterMishap {
  readonly lostBytes: number;
  readonly doubledBytes: number;
}

/**
 * What stands between the host's program and its end of the wire, in one
 * direction: a converter that may lose a byte or hand it on twice. What is on
 * the wire keeps its time.
 */
export class Adapter {
  /** Which bytes it loses. */
  losing: RareTrials | undefined;
  /** Which of the others it hands on twice. */
  doubling: RareTrials | undefined;
  private readonly told: (mishap: AdapterMishap) => void;

  constructor(told: (mishap: AdapterMishap) => void) {
    this.told = told;
  }

  /** The bytes as they come out, perhaps none. */
  pass(bytes: Uint8Array): Uint8Array {
    const { losing, doubling } = this;
    if (losing === undefined && doubling === undefined) return bytes;
    const lost = new Set(losing?.next(bytes.length));
    const kept = lost.size === 0 ? bytes : bytes.filter((_byte, index) => !lost.has(index));
    const twice = doubling?.next(kept.length) ?? [];
    if (lost.size + twice.length > 0) {
      this.told({ lostBytes: lost.size, doubledBytes: twice.length });
    }
    return twice.length === 0 ? kept : doubled(kept, twice);
  }
}

function doubled(bytes: Uint8Array, places: readonly number[]): Uint8Array {
  const all = new Uint8Array(bytes.length + places.length);
  let from = 0;
  for (const [count, place] of places.entries()) {
    all.set(bytes.subarray(from, place + 1), from + count);
    from = place;
  }
  all.set(bytes.subarray(from), from + places.length);
  return all;
}
