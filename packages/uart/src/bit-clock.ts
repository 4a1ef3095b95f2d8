import { second, type Duration } from '@w800/kernel';

/**
 * The pace of one end of a line: a bit takes `cycles / hz` seconds. Spans are
 * worked out from the ratio each time, so no rounding ever adds up.
 */
export class BitClock {
  private readonly cycles: number;
  private readonly hz: number;
  /** A bit in nanoseconds: `wholeNs + restNs / divisor`. */
  private readonly wholeNs: number;
  private readonly restNs: number;
  private readonly divisor: number;

  /** Both positive integers; `cycles` up to 9 million after reduction. */
  constructor(cycles: number, hz: number) {
    const common = greatestCommonDivisor(cycles, hz);
    this.cycles = cycles / common;
    this.hz = hz / common;
    const rest = (this.cycles * second) % this.hz;
    this.wholeNs = (this.cycles * second - rest) / this.hz;
    const shared = greatestCommonDivisor(rest, this.hz);
    this.restNs = rest / shared;
    this.divisor = this.hz / shared;
  }

  /** What a number of bits takes, to the nearest nanosecond. */
  span(bits: number): Duration {
    const doubled = 2 * bits * this.restNs + this.divisor;
    return bits * this.wholeNs + Math.floor(doubled / (2 * this.divisor));
  }

  /** When the middle of a bit is reached, counted from the start of bit 0. */
  middle(bit: number): Duration {
    const bitNs = this.wholeNs * this.divisor + this.restNs;
    return Math.floor(((2 * bit + 1) * bitNs) / (2 * this.divisor));
  }

  /** How many whole stretches of that many bits fit into a duration. */
  stretches(bits: number, duration: Duration): number {
    // The quotient may be off by rounding; the exact spans decide.
    let count = Math.floor((duration * this.hz) / (bits * this.cycles * second));
    while (this.span(count * bits) > duration) count -= 1;
    while (this.span((count + 1) * bits) <= duration) count += 1;
    return count;
  }

  /** Whether the faster of two paces is at most that many thousandths ahead of the slower. */
  isNear(other: BitClock, perMille: number): boolean {
    const mine = this.cycles * other.hz;
    const theirs = other.cycles * this.hz;
    return Math.abs(mine - theirs) * 1000 <= perMille * Math.min(mine, theirs);
  }
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
