import { microsecond, millisecond, second } from '@w800/kernel';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LinkTraffic } from '../testing/link-traffic.ts';
import { BusyTimes } from './busy-times.ts';

const million = 1_000_000;

describe('A link with a rate', () => {
  test('sends a packet in its bits by the rate, then come latency and the next link', async () => {
    const traffic = new LinkTraffic([3 * millisecond, 5]);
    traffic.link.setConditions({ bitsPerSecond: million });
    const sent = traffic.send(125);
    await traffic.kernel.runFor(1 * second);
    expect(sent.arrivedAt).toBe(1 * millisecond + 3 * millisecond + 5);
  });

  test('counts what each packet costs on it beside itself', async () => {
    const options = { overheadBytes: 54 };
    const traffic = LinkTraffic.of({ bitsPerSecond: 8 * million }, 0, 1, options);
    const sent = traffic.send(46);
    await traffic.kernel.runFor(1 * second);
    expect(sent.arrivedAt).toBe(100 * microsecond);
  });

  test.each([64_000, million, 11 * million])(
    'of %i bit/s carries as much in a second, whatever is offered beyond',
    async (bitsPerSecond) => {
      const traffic = LinkTraffic.of({ bitsPerSecond, queueBytes: 20_000 });
      const size = 500;
      const everyNs = Math.floor((size * 8 * second) / bitsPerSecond / 3);
      const runNs = 6_000 * everyNs;
      for (let index = 0; index < 6_000; index += 1) {
        traffic.kernel.after(index * everyNs, () => traffic.send(size));
      }
      await traffic.kernel.runFor(runNs);
      const rate = (traffic.arrivedCount * size * 8 * second) / runNs;
      expect(rate / bitsPerSecond).toBeGreaterThan(0.99);
      expect(rate / bitsPerSecond).toBeLessThan(1.01);
    },
  );

  test('makes the n-th of a burst wait for all before it, exactly', async () => {
    const traffic = LinkTraffic.of({ bitsPerSecond: million }, 7 * millisecond);
    for (let index = 0; index < 50; index += 1) traffic.send(250);
    await traffic.kernel.runFor(10 * second);
    expect(traffic.delays).toEqual(
      Array.from({ length: 50 }, (_, index) => 2 * millisecond * (index + 1) + 7 * millisecond),
    );
  });

  test('is idle again after what it sent: a packet then waits for nothing', async () => {
    const traffic = LinkTraffic.of({ bitsPerSecond: million });
    await traffic.stream(5, 2 * millisecond, 250);
    expect(new Set(traffic.delays)).toEqual(new Set([2 * millisecond]));
  });

  test('has each direction for itself', async () => {
    const traffic = LinkTraffic.of({ bitsPerSecond: million });
    const there = traffic.send(1_250);
    const back = traffic.send(1_250, true);
    await traffic.kernel.runFor(1 * second);
    expect([there.arrivedAt, back.arrivedAt]).toEqual([10 * millisecond, 10 * millisecond]);
  });
});

describe('The queue of a link', () => {
  test('holds what was said, the packet being sent included, and drops the rest', async () => {
    const traffic = LinkTraffic.of({ bitsPerSecond: million, queueBytes: 1_000 });
    for (let index = 0; index < 6; index += 1) traffic.send(250);
    expect(traffic.drops.map(({ at, data }) => [at, data['reason']])).toEqual([
      [0, 'queue'],
      [0, 'queue'],
    ]);
    await traffic.kernel.runFor(2 * millisecond);
    const next = traffic.send(250);
    const over = traffic.send(1);
    await traffic.kernel.runFor(1 * second);
    expect(traffic.sent.slice(0, 4).map(({ arrivedAt }) => arrivedAt)).toEqual(
      [2, 4, 6, 8].map((ms) => ms * millisecond),
    );
    expect(next.arrivedAt).toBe(10 * millisecond);
    expect(over.lostAt).toBe(2 * millisecond);
  });

  test('of no bytes lets a packet pass that finds the link idle, and none other', async () => {
    const traffic = LinkTraffic.of({ bitsPerSecond: million, queueBytes: 0 });
    const [first, second_] = [traffic.send(), traffic.send()];
    await traffic.kernel.runFor(1 * second);
    expect([first.lostAt, second_.lostAt]).toEqual([undefined, 0]);
  });

  test('never delays by more than its bytes take', async () => {
    const loads = fc.record({
      bitsPerSecond: fc.integer({ min: 1_000, max: million }),
      queueBytes: fc.integer({ min: 100, max: 20_000 }),
      packets: fc.array(fc.tuple(fc.nat(20 * millisecond), fc.integer({ min: 20, max: 1_500 })), {
        maxLength: 60,
      }),
    });
    await fc.assert(
      fc.asyncProperty(loads, async ({ bitsPerSecond, queueBytes, packets }) => {
        const traffic = LinkTraffic.of({ bitsPerSecond, queueBytes });
        let at = 0;
        for (const [gapNs, bytes] of packets) {
          at += gapNs;
          traffic.kernel.at(at, () => traffic.send(bytes));
        }
        await traffic.kernel.runFor(10_000 * second);
        const mostNs = (Math.max(queueBytes, 1_500) * 8 * second) / bitsPerSecond + 1;
        for (const delay of traffic.delays) expect(delay).toBeLessThanOrEqual(mostNs);
        expect(traffic.arrivedCount + traffic.lostCount).toBe(packets.length);
      }),
    );
  });
});

test('a transmitter never sends two packets at a time, in whatever order they are told', () => {
  const packets = fc.array(fc.tuple(fc.nat(300), fc.integer({ min: 1, max: 40 })), {
    maxLength: 80,
  });
  fc.assert(
    fc.property(packets, (list) => {
      const busy = new BusyTimes();
      const taken: { from: number; to: number }[] = [];
      for (const [entry, needsNs] of list) {
        const from = busy.gapAt(entry, needsNs);
        expect(from).toBeGreaterThanOrEqual(entry);
        busy.occupy(from, needsNs, 0);
        taken.push({ from, to: from + needsNs });
      }
      const sorted = taken.toSorted((one, other) => one.from - other.from);
      sorted.forEach(({ to }, index) => {
        expect(to).toBeLessThanOrEqual(sorted[index + 1]?.from ?? Infinity);
      });
      // It is never idle while a packet that fits is waiting.
      list.forEach(([entry, needsNs], index) => {
        const begins = taken[index]?.from ?? 0;
        let free = entry;
        for (const { from, to } of sorted.filter((one) => one !== taken[index])) {
          if (taken.findIndex((one) => one.from === from) > index) continue;
          if (to <= free) continue;
          if (from - free >= needsNs) break;
          free = to;
        }
        expect(begins).toBe(free);
      });
    }),
  );
});
