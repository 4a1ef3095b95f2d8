import type { Duration, Kernel, Random } from '@w800/kernel';
import { Adapter } from './adapter.ts';
import type { Span } from './interference.ts';
import { RareTrials } from './rare-trials.ts';
import { Run } from './run.ts';
import type { Transmitter } from './transmitter.ts';
import { uartDisturbed, type Direction } from './uart-trace.ts';

/**
 * What goes wrong with one direction of the line. Ratios are parts per
 * million, 0 for none; each setter replaces what was set before. A direction
 * nobody disturbs costs nothing.
 */
export class Disturbance {
  private readonly kernel: Kernel;
  private readonly direction: Direction;
  private readonly wire: Transmitter;
  private readonly adapter: Adapter;
  private stuck: Span | undefined;

  constructor(kernel: Kernel, direction: Direction, wire: Transmitter) {
    this.kernel = kernel;
    this.direction = direction;
    this.wire = wire;
    this.adapter = new Adapter(({ lostBytes, doubledBytes }) => {
      if (lostBytes > 0) this.trace('lost-bytes', lostBytes);
      if (doubledBytes > 0) this.trace('doubled-bytes', doubledBytes);
    });
  }

  /** Flips so many of a million bits that are sent from now on. */
  noise(flipsPerMillion: number, random: Random): void {
    const trials = flipsPerMillion > 0 ? new RareTrials(random, flipsPerMillion) : undefined;
    this.wire.disturb(
      trials &&
        ((bits) => {
          const flips = trials.next(bits);
          if (flips.length > 0) this.trace('noise', flips.length);
          return flips;
        }),
    );
  }

  /** Has the host's adapter lose so many of a million bytes. */
  loseBytes(lostPerMillion: number, random: Random): void {
    this.adapter.losing = lostPerMillion > 0 ? new RareTrials(random, lostPerMillion) : undefined;
  }

  /** Has the host's adapter hand on so many of a million bytes twice. */
  doubleBytes(doubledPerMillion: number, random: Random): void {
    this.adapter.doubling =
      doubledPerMillion > 0 ? new RareTrials(random, doubledPerMillion) : undefined;
  }

  /** Holds the wire at a level, whatever is sent; lets go of it without one. */
  stick(level?: 'low' | 'high'): void {
    if (this.stuck !== undefined) this.wire.endInterference(this.stuck);
    this.stuck = level && this.wire.interfere(level);
  }

  /** The wire is low for a time: a break, when it is a frame or longer, else a glitch. */
  pulse(duration: Duration): void {
    if (duration > 0) this.wire.interfere('low', this.kernel.now + duration);
  }

  /** Something else sends bytes in between, at the sender's pace: where both do, low wins. */
  strayBytes(bytes: Uint8Array): void {
    const run = new Run(this.kernel.now, this.wire.framing, true);
    run.push(bytes);
    const bits = Array.from({ length: bytes.length * run.framing.frameBits }, (_, bit) => bit);
    const low = bits.filter((bit) => run.levelOf(bit) === 0);
    this.wire.overlay(
      low.map((bit) => ({
        from: run.startOfBit(bit),
        to: run.startOfBit(bit + 1),
        effect: 'low',
      })),
    );
    this.trace('stray-bytes', bytes.length);
  }

  /** Bytes on their way through the host's adapter. */
  throughAdapter(bytes: Uint8Array): Uint8Array {
    return this.adapter.pass(bytes);
  }

  private trace(by: 'noise' | 'lost-bytes' | 'doubled-bytes' | 'stray-bytes', count: number): void {
    this.kernel.trace.emit(uartDisturbed, { direction: this.direction, by, count });
  }
}
