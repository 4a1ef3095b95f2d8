import { millisecond, second } from '@w800/kernel';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sendAll } from '../testing/connected-pair.ts';
import type { RecordingUser } from '../testing/recording-user.ts';
import { sameBytes } from '../testing/same-bytes.ts';
import { TcpWire, type WireDirection } from '../testing/tcp-wire.ts';

const source = Uint8Array.from({ length: 60_000 }, (_, index) => (index * 31 + (index >> 8)) & 255);
const oneWayNs = 5 * millisecond;

/** What may happen to a segment: when each copy of it arrives, in milliseconds. */
const fate = fc.oneof(
  { weight: 5, arbitrary: fc.constant([5]) },
  { weight: 2, arbitrary: fc.constant([]) },
  { weight: 1, arbitrary: fc.constant([5, 9]) },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 400 }).map((ms) => [ms]) },
);

/** The fates of a direction's first segments; at times a silence that a stack may give up in. */
const fates = fc.oneof(
  { weight: 4, arbitrary: fc.array(fate, { maxLength: 30 }) },
  { weight: 1, arbitrary: fc.array(fc.constant<number[]>([]), { maxLength: 12 }) },
);

const way = fc.record({
  upward: fc.boolean(),
  sizes: fc.array(fc.integer({ min: 1, max: 6_000 }), { minLength: 1, maxLength: 6 }),
  pauseMs: fc.integer({ min: 0, max: 700 }),
  there: fates,
  back: fates,
});

type Fates = readonly (readonly number[])[];

/** Every segment has its fate from the lists; when they are used up all arrive. */
function follow(wire: TcpWire, there: Fates, back: Fates): void {
  const left: Record<WireDirection, (readonly number[])[]> = { '>': [...there], '<': [...back] };
  wire.fate = (_segment, direction) => {
    const next = left[direction].shift();
    return next?.map((ms) => ms * millisecond) ?? [oneWayNs];
  };
}

/** Offers ever more of some bytes; what does not fit waits for room. */
function offerer(user: RecordingUser, bytes: Uint8Array): (until: number) => void {
  let [sent, limit] = [0, 0];
  const offer = (): void => {
    sent += user.stream.write(bytes.subarray(sent, limit));
  };
  user.onAcknowledged = offer;
  return (until) => {
    limit = until;
    offer();
  };
}

function isPrefix(received: readonly number[], bytes: Uint8Array): boolean {
  return received.every((byte, index) => byte === bytes[index]);
}

describe('Law: whatever is lost, doubled, late or overtaken on the way,', () => {
  test('the bytes arrive once and in order, or the connection ends and what came is a prefix', async () => {
    let [complete, cut] = [0, 0];
    await fc.assert(
      fc.asyncProperty(way, async ({ upward, sizes, pauseMs, there, back }) => {
        const wire = new TcpWire(oneWayNs);
        const pair = await wire.connected();
        const [from, to] = upward ? [pair.module, pair.server] : [pair.server, pair.module];
        const total = sizes.reduce((sum, size) => sum + size);
        const bytes = source.subarray(0, total);
        if (upward) follow(wire, there, back);
        else follow(wire, back, there);
        to.onEnd = () => to.stream.end();
        const offer = offerer(from, bytes);
        let offered = 0;
        for (const size of sizes) {
          offered += size;
          offer(offered);
          await wire.kernel.runFor(pauseMs * millisecond);
        }
        await wire.kernel.runFor(30 * second);
        from.stream.end();
        await wire.kernel.runFor(7_200 * second);
        expect(isPrefix(to.received, bytes)).toBe(true);
        expect(to.closed === 'ended' && to.received.length < total).toBe(false);
        // Acknowledged is what has arrived, and never more.
        expect(from.acknowledgedBytes).toBeLessThanOrEqual(to.received.length);
        // Who gives up says nothing; the other finds out when it sends.
        if (from.closed === 'timeout') to.stream.write(Uint8Array.of(1));
        await wire.kernel.runFor(7_200 * second);
        // Both are told that it is over, and nothing is left to happen.
        expect([from.closed, to.closed]).not.toContain(undefined);
        expect(wire.kernel.nextAt).toBeUndefined();
        if (to.received.length === total) complete += 1;
        else cut += 1;
      }),
      { numRuns: 300 },
    );
    expect(complete).toBeGreaterThan(150);
    expect(cut).toBeGreaterThan(0);
  });

  test('bytes go both ways at once and no loss of a few costs a connection', async () => {
    const few = fc.array(fc.constantFrom([5], [5], [5], [5, 8], [30], []), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(few, few, async (there, back) => {
        fc.pre([...there, ...back].filter((times) => times.length === 0).length < 3);
        const wire = new TcpWire(oneWayNs);
        const { module, server } = await wire.connected();
        follow(wire, there, back);
        sendAll(module, source.subarray(0, 30_000));
        sendAll(server, source);
        await wire.kernel.runFor(60 * second);
        expect(sameBytes(module.received, source)).toBe(true);
        expect(sameBytes(server.received, source.subarray(0, 30_000))).toBe(true);
        expect([module.closed, server.closed]).toEqual([undefined, undefined]);
        const before = wire.kernel.eventCount;
        await wire.kernel.runFor(3_600 * second);
        expect(wire.kernel.eventCount).toBe(before);
      }),
      { numRuns: 100 },
    );
  });

  test('a receiver that reads in fits gets every byte, through any window', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.boolean(),
        fc.array(fc.integer({ min: 1, max: 4_000 }), { minLength: 1, maxLength: 40 }),
        fc.array(fate, { maxLength: 20 }),
        async (upward, reads, lot) => {
          const wire = new TcpWire(oneWayNs);
          const pair = await wire.connected();
          const [from, to] = upward ? [pair.module, pair.server] : [pair.server, pair.module];
          to.consumes = false;
          follow(wire, upward ? [] : lot, upward ? lot : []);
          sendAll(from, source.subarray(0, 30_000));
          let read = 0;
          for (const size of reads) {
            await wire.kernel.runFor(300 * millisecond);
            const used = Math.min(size, to.received.length - read);
            to.stream.consumed(used);
            read += used;
          }
          to.consumes = true;
          to.stream.consumed(to.received.length - read);
          await wire.kernel.runFor(600 * second);
          expect(from.closed === undefined && to.received.length < 30_000).toBe(false);
          expect(isPrefix(to.received, source)).toBe(true);
        },
      ),
      { numRuns: 100 },
    );
  });
});
