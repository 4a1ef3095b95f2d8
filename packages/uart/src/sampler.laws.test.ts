import { Kernel } from '@w800/kernel';
import type { SerialSettings } from '@w800/ports';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { baudRates } from './baud-rates.ts';
import { BitClock } from './bit-clock.ts';
import { framingOf, type Framing } from './framing.ts';
import { Sampler, type SampledFrame } from './sampler.ts';
import { steppedFrames } from './stepped-sampler.ts';
import { Transmitter } from './transmitter.ts';

/** No line is near enough for this receiver: it samples everything. */
const nothingIsNear = -1;

const framing: fc.Arbitrary<Framing> = fc
  .record({
    // Rates of a kind, so that the garbage is not all breaks and silence.
    baud: fc.oneof(fc.constantFrom(...baudRates), fc.integer({ min: 80_000, max: 160_000 })),
    dataBits: fc.constantFrom<SerialSettings['dataBits']>(5, 6, 7, 8),
    parity: fc.constantFrom<SerialSettings['parity']>('none', 'even', 'odd'),
    stopBits: fc.constantFrom<SerialSettings['stopBits']>(1, 2),
    flowControl: fc.constant<SerialSettings['flowControl']>('none'),
  })
  .map((settings) => framingOf(settings, new BitClock(1, settings.baud)));
const bytes = fc.array(fc.nat(255), { minLength: 1, maxLength: 12 });
const options = { numRuns: 500, seed: 11 };

function brief({ startedAt, endedAt, byte }: SampledFrame) {
  return [startedAt, endedAt, byte];
}

test('an end set as the sender is samples what was sent, and finds nothing wrong', () => {
  fc.assert(
    fc.property(framing, bytes, (same, sent) => {
      const output = new Transmitter(new Kernel({ seed: 1 }), same);
      output.push(Uint8Array.from(sent));
      const frames = new Sampler(output, same, nothingIsNear).advance(10 ** 12);
      const mask = 2 ** same.settings.dataBits - 1;
      expect(frames.map(({ byte }) => byte)).toEqual(sent.map((byte) => byte & mask));
      expect(frames.map(({ fault }) => fault)).toEqual(sent.map(() => undefined));
    }),
    options,
  );
});

test('rates up to 2.5 % apart sample what was sent', () => {
  const apart = fc.integer({ min: -25, max: 25 });
  fc.assert(
    fc.property(bytes, apart, (sent, perMille) => {
      const settings = { dataBits: 8, parity: 'none', stopBits: 1, flowControl: 'none' } as const;
      const sender = framingOf({ ...settings, baud: 115_200 }, new BitClock(1, 115_200));
      const clock = new BitClock(1000 + perMille, 115_200_000);
      const receiver = framingOf({ ...settings, baud: 115_200 }, clock);
      const output = new Transmitter(new Kernel({ seed: 1 }), sender);
      output.push(Uint8Array.from(sent));
      const frames = new Sampler(output, receiver, nothingIsNear).advance(10 ** 12);
      expect(frames.map(({ byte, fault }) => [byte, fault])).toEqual(
        sent.map((byte) => [byte, undefined]),
      );
    }),
    options,
  );
});

test('what is sampled by the frame is what stepping each level gives', () => {
  fc.assert(
    fc.property(framing, framing, bytes, (sender, receiver, sent) => {
      const output = new Transmitter(new Kernel({ seed: 1 }), sender);
      output.push(Uint8Array.from(sent));
      const frames = new Sampler(output, receiver, nothingIsNear).advance(10 ** 12);
      expect(frames.map(brief)).toEqual(steppedFrames(sent, sender, receiver));
    }),
    options,
  );
});

test('looking at any instants and forgetting what is over changes nothing, nor what is foretold', async () => {
  const pauses = fc.array(fc.nat(3_000_000), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(framing, framing, bytes, pauses, async (sender, receiver, sent, pausesNs) => {
      const kernel = new Kernel({ seed: 1 });
      const output = new Transmitter(kernel, sender);
      output.push(Uint8Array.from(sent));
      const sampler = new Sampler(output, receiver, nothingIsNear);
      const frames: SampledFrame[] = [];
      for (const pauseNs of [...pausesNs, 10 ** 12]) {
        await kernel.runFor(pauseNs);
        const foretold = sampler.next();
        const isDue = foretold !== undefined && foretold.endedAt <= kernel.now;
        const complete = sampler.advance(kernel.now);
        expect(complete[0]).toEqual(isDue ? foretold : undefined);
        frames.push(...complete);
        output.takeComplete();
      }
      expect(frames.map(brief)).toEqual(steppedFrames(sent, sender, receiver));
    }),
    options,
  );
});
