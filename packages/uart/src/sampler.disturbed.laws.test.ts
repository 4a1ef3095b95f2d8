import { Kernel, type Instant } from '@w800/kernel';
import type { SerialSettings } from '@w800/ports';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { BitClock } from './bit-clock.ts';
import { framingOf, type Framing } from './framing.ts';
import type { Span } from './interference.ts';
import { Sampler, type SampledFrame } from './sampler.ts';
import { steppedFrames } from './stepped-sampler.ts';
import { Transmitter } from './transmitter.ts';

const tolerancePerMille = 25;
const framing: fc.Arbitrary<Framing> = fc
  .record({
    baud: fc.constantFrom(57_600, 115_200, 117_000),
    dataBits: fc.constantFrom<SerialSettings['dataBits']>(7, 8),
    parity: fc.constantFrom<SerialSettings['parity']>('none', 'even', 'odd'),
    stopBits: fc.constantFrom<SerialSettings['stopBits']>(1, 2),
    flowControl: fc.constant<SerialSettings['flowControl']>('none'),
  })
  .map((settings) => framingOf(settings, new BitClock(1, settings.baud)));
const bytes = fc.array(fc.nat(255), { minLength: 1, maxLength: 10 });
const spans: fc.Arbitrary<readonly Span[]> = fc
  .array(
    fc.record({
      from: fc.nat(1_200_000),
      length: fc.oneof(fc.integer({ min: 1, max: 20_000 }), fc.nat(400_000)),
      effect: fc.constantFrom<Span['effect']>('low', 'high', 'flip'),
    }),
    { maxLength: 8 },
  )
  .map((drawn) =>
    withoutDoubleFlips(
      drawn
        .map(({ from, length, effect }) => ({ from, to: from + length + 1, effect }))
        .toSorted((one, other) => one.from - other.from),
    ),
  );

/** No bit is flipped twice. */
function withoutDoubleFlips(drawn: readonly Span[]): readonly Span[] {
  let flippedUntil = 0;
  return drawn.filter(({ from, to, effect }) => {
    if (effect !== 'flip') return true;
    if (from < flippedUntil) return false;
    flippedUntil = to;
    return true;
  });
}

function brief({ startedAt, endedAt, byte }: SampledFrame): readonly number[] {
  return [startedAt, endedAt, byte];
}

function disturbedLine(kernel: Kernel, sender: Framing, sent: readonly number[]) {
  return (over: readonly Span[]): Transmitter => {
    const output = new Transmitter(kernel, sender);
    output.push(Uint8Array.from(sent));
    output.overlay(over);
    return output;
  };
}

test('what is sampled of a disturbed wire is what stepping each level gives', () => {
  fc.assert(
    fc.property(framing, framing, bytes, spans, (sender, receiver, sent, over) => {
      const output = disturbedLine(new Kernel({ seed: 1 }), sender, sent)(over);
      const frames = new Sampler(output, receiver, tolerancePerMille).advance(10 ** 12);
      expect(frames.map(brief)).toEqual(steppedFrames(sent, sender, receiver, over));
    }),
    { numRuns: 600, seed: 12 },
  );
});

test('looking at any instants changes nothing about a disturbed wire, nor what is foretold', async () => {
  const pauses = fc.array(fc.nat(300_000), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(framing, bytes, spans, pauses, async (same, sent, over, pausesNs) => {
      const kernel = new Kernel({ seed: 1 });
      const output = disturbedLine(kernel, same, sent)(over);
      const sampler = new Sampler(output, same, tolerancePerMille);
      const frames: SampledFrame[] = [];
      for (const pauseNs of [...pausesNs, 10 ** 12]) {
        await kernel.runFor(pauseNs);
        const foretold = sampler.next();
        const complete = sampler.advance(kernel.now);
        const isDue = foretold !== undefined && foretold.endedAt <= kernel.now;
        expect(complete[0]).toEqual(isDue ? foretold : undefined);
        frames.push(...complete);
        output.takeComplete();
      }
      expect(frames.map(brief)).toEqual(steppedFrames(sent, same, same, over));
    }),
    { numRuns: 400, seed: 13 },
  );
});

test('a wire that is disturbed in mid-byte is sampled from that byte on, what was whole before is', async () => {
  const at: fc.Arbitrary<Instant> = fc.integer({ min: 1, max: 900_000 });
  const length = fc.integer({ min: 1, max: 200_000 });
  await fc.assert(
    fc.asyncProperty(framing, bytes, at, length, async (same, sent, from, lengthNs) => {
      const kernel = new Kernel({ seed: 1 });
      const output = new Transmitter(kernel, same);
      output.push(Uint8Array.from(sent));
      const sampler = new Sampler(output, same, tolerancePerMille);
      await kernel.run(from);
      sampler.advance(from);
      output.interfere('low', from + lengthNs);
      const mask = 2 ** same.settings.dataBits - 1;
      const whole = output.takeComplete().flatMap((arrival) => [...arrival.bytes]);
      const frames = sampler.advance(10 ** 12);
      const span: Span = { from, to: from + lengthNs, effect: 'low' };
      const stepped = steppedFrames(sent, same, same, [span]).map(([, , byte]) => byte);
      // A frame is sampled to the middle of its stop bit and complete at its end: what is cut
      // between the two was whole already.
      expect([...whole, ...frames.map(({ byte }) => byte)]).toEqual(stepped);
      expect(whole).toEqual(sent.slice(0, whole.length).map((byte) => byte & mask));
    }),
    { numRuns: 400, seed: 14 },
  );
});
