import type { Random } from '@w800/kernel';

const million = 1_000_000;
/** Digits of a gap: one longer than 2^30 trials is not drawn. */
const gapDigits = 30;
const one = 2 ** 31;
const oneExact = 1n << 62n;

/**
 * Which of many trials hit, each with the same chance. What is drawn is the
 * gap to the next hit, so a trial that does not hit costs nothing.
 */
export class RareTrials {
  private readonly random: Random;
  /** The odds that each digit of a gap is 1, to `one`: the digits do not depend on each other. */
  private readonly digitWeights: readonly number[];
  /** Trials still to come before the one that hits. */
  private missesLeft: number;

  /** @param hitsPerMillion 1 to 1,000,000 */
  constructor(random: Random, hitsPerMillion: number) {
    this.random = random;
    this.digitWeights = weightsOf(hitsPerMillion);
    this.missesLeft = this.gap();
  }

  /** Goes on by a number of trials; the places of those that hit, from 0, in order. */
  next(trials: number): readonly number[] {
    const hits: number[] = [];
    let from = 0;
    while (this.missesLeft < trials - from) {
      from += this.missesLeft;
      hits.push(from);
      from += 1;
      this.missesLeft = this.gap();
    }
    this.missesLeft -= trials - from;
    return hits;
  }

  private gap(): number {
    let gap = 0;
    for (const [digit, weight] of this.digitWeights.entries()) {
      if (this.random.chance(weight, one + weight)) gap += 2 ** digit;
    }
    return gap;
  }
}

/**
 * With a chance of q to miss, a gap has n misses at least in q^n of cases;
 * digit k of it is 1 with q^(2^k) to 1. The powers are squared with 62 bits.
 */
function weightsOf(hitsPerMillion: number): readonly number[] {
  let power = (BigInt(million - hitsPerMillion) * oneExact) / BigInt(million);
  return Array.from({ length: gapDigits }, () => {
    const weight = Number(power >> 31n);
    power = (power * power) / oneExact;
    return weight;
  });
}
