import { Kernel, type Instant } from '@w800/kernel';
import { serialDefaults } from '@w800/ports';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { BitClock } from './bit-clock.ts';
import { framingOf } from './framing.ts';
import { Sampler } from './sampler.ts';
import { Transmitter } from './transmitter.ts';

/** A receiver that samples everything, and one that takes whole what it can. */
const nothingIsNear = -1;
const usual = 25;

const framing = framingOf(serialDefaults, new BitClock(1, 115_200));
const step = fc.record({
  delayNs: fc.oneof(fc.nat(10_000), fc.nat(200_000), fc.nat(600_000)),
  does: fc.constantFrom('send', 'send', 'pulse', 'look'),
  bytes: fc.uint8Array({ minLength: 1, maxLength: 6 }),
  lengthNs: fc.oneof(fc.integer({ min: 1, max: 20_000 }), fc.integer({ min: 1, max: 200_000 })),
});

/** What one receiver makes of a line, in the order of its bytes. */
class Receiver {
  readonly line: Transmitter;
  private readonly kernel: Kernel;
  private readonly sampler: Sampler;
  private readonly heard: (readonly [Instant, number])[] = [];

  constructor(kernel: Kernel, tolerancePerMille: number) {
    this.kernel = kernel;
    this.line = new Transmitter(kernel, framing);
    this.sampler = new Sampler(this.line, framing, tolerancePerMille);
  }

  look(takesWhole: boolean): void {
    for (const { endedAt, byte } of this.sampler.advance(this.kernel.now)) {
      this.heard.push([endedAt, byte]);
    }
    for (const { run, first, bytes } of this.line.takeComplete()) {
      if (run.spoilt || !takesWhole) continue;
      for (const [index, byte] of bytes.entries())
        this.heard.push([run.endOf(first + index), byte]);
    }
  }

  get bytes(): readonly number[] {
    return this.heard.toSorted(([one], [other]) => one - other).map(([, byte]) => byte);
  }
}

test('what is taken whole and what is sampled make what sampling everything makes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
      const kernel = new Kernel({ seed: 1 });
      const usualOne = new Receiver(kernel, usual);
      const sampling = new Receiver(kernel, nothingIsNear);
      for (const { delayNs, does, bytes, lengthNs } of steps) {
        await kernel.runFor(delayNs);
        for (const { line } of [usualOne, sampling]) {
          if (does === 'send') line.push(bytes);
          if (does === 'pulse') line.interfere('low', kernel.now + lengthNs);
        }
        if (does === 'look') usualOne.look(true);
      }
      await kernel.runFor(1_000_000_000);
      usualOne.look(true);
      sampling.look(false);
      expect(usualOne.bytes).toEqual(sampling.bytes);
    }),
    { numRuns: 1500, seed: 31 },
  );
});
