import { millisecond, second } from '@w800/kernel';
import { describe, expect, test } from 'vitest';
import { sendAll } from '../testing/connected-pair.ts';
import { sameBytes } from '../testing/same-bytes.ts';
import { settleEstimate } from '../testing/settle-estimate.ts';
import { TcpWire } from '../testing/tcp-wire.ts';
import { deviationPercent } from '../testing/deviation-percent.ts';

const roundTripMs = 10;
const bytes = Uint8Array.from({ length: 60_000 }, (_, index) => (index * 7 + (index >> 8)) & 255);

/** When a segment was sent first and when again, in milliseconds. */
function sendings(wire: TcpWire, direction: '>' | '<'): { first: number; again: number }[] {
  return wire.log.flatMap((line) => {
    if (!line.includes(` ${direction} `) || !line.endsWith(' retransmission')) return [];
    const [places = ''] = /\d+-\d+/.exec(line) ?? [];
    const [first = NaN] = wire.times(direction, new RegExp(` ${places}$`));
    return [{ first, again: Number(line.slice(0, line.indexOf(' '))) }];
  });
}

describe('A lost segment with others behind it, measured at a round trip of 10 ms', () => {
  test('from the module is sent again after one round trip, by three duplicate ACKs', async () => {
    const wire = new TcpWire((roundTripMs / 2) * millisecond);
    const { module, server } = await wire.connected();
    wire.lose('>', (nth) => nth === 13);
    wire.mark();
    sendAll(module, bytes);
    await wire.kernel.runFor(3 * second);
    const [only, ...others] = sendings(wire, '>');
    expect(others).toEqual([]);
    expect(
      deviationPercent([(only?.again ?? 0) - (only?.first ?? 0)], [roundTripMs]),
    ).toBeLessThanOrEqual(5);
    expect(sameBytes(server.received, bytes)).toBe(true);
  });

  test('from the server is sent again after one round trip, and nothing else with it', async () => {
    const wire = new TcpWire((roundTripMs / 2) * millisecond);
    const { module, server } = await wire.connected();
    wire.lose('<', (nth) => nth === 9);
    wire.mark();
    sendAll(server, bytes);
    await wire.kernel.runFor(3 * second);
    const [only, ...others] = sendings(wire, '<');
    // What came behind the gap was kept (TCP_QUEUE_OOSEQ).
    expect(others).toEqual([]);
    expect(
      deviationPercent([(only?.again ?? 0) - (only?.first ?? 0)], [roundTripMs]),
    ).toBeLessThanOrEqual(5);
    expect(sameBytes(module.received, bytes)).toBe(true);
  });

  test.each(['>', '<'] as const)(
    '%s twice, far apart, is made good in one round trip each time',
    async (way) => {
      const wire = new TcpWire((roundTripMs / 2) * millisecond);
      const { module, server } = await wire.connected();
      wire.lose(way, (nth) => nth === 13 || nth === 30);
      wire.mark();
      sendAll(way === '>' ? module : server, bytes);
      await wire.kernel.runFor(3 * second);
      const again = sendings(wire, way).map(({ first, again: at }) => at - first);
      expect(deviationPercent(again, [roundTripMs, roundTripMs])).toBeLessThanOrEqual(5);
    },
  );

  test.each(['>', '<'] as const)(
    '%s that is only late by two others is not sent again',
    async (way) => {
      const wire = new TcpWire((roundTripMs / 2) * millisecond);
      const { module, server } = await wire.connected({ noDelay: true });
      const { fate } = wire;
      let nth = 0;
      wire.fate = (segment, direction) => {
        if (direction === way && segment.payload.length > 0) nth += 1;
        return direction === way && nth === 1 ? [20 * millisecond] : fate(segment, direction);
      };
      const [from, to] = way === '>' ? [module, server] : [server, module];
      wire.mark();
      for (const at of [0, 100, 200]) from.stream.write(bytes.subarray(at, at + 100));
      await wire.kernel.runFor(100 * millisecond);
      // A server acknowledges at once what fills a gap (RFC 5681), lwIP does not.
      const answers = wire.times(way === '>' ? '<' : '>', /ACK/);
      expect(answers).toEqual(way === '>' ? [5, 5, 20] : [5, 5]);
      expect(sendings(wire, way)).toEqual([]);
      expect(sameBytes(to.received, bytes.subarray(0, 300))).toBe(true);
    },
  );

  test('and another one: a server names the second hole after a round trip (RFC 6582)', async () => {
    const wire = new TcpWire((roundTripMs / 2) * millisecond);
    const { module, server } = await wire.connected();
    wire.lose('<', (nth) => nth === 9 || nth === 11);
    wire.mark();
    sendAll(server, bytes);
    await wire.kernel.runFor(3 * second);
    const again = sendings(wire, '<').map(({ first, again: at }) => at - first);
    expect(deviationPercent(again, [roundTripMs, 2 * roundTripMs])).toBeLessThanOrEqual(5);
    expect(sameBytes(module.received, bytes)).toBe(true);
  });

  test('and another one: the module waits for its timer, 1.5 s, as Reno does', async () => {
    const wire = new TcpWire((roundTripMs / 2) * millisecond);
    const pair = await wire.connected();
    await settleEstimate(wire.kernel, pair);
    wire.lose('>', (nth) => nth === 13 || nth === 14);
    wire.mark();
    sendAll(pair.module, bytes);
    await wire.kernel.runFor(5 * second);
    const again = sendings(wire, '>').map(({ first, again: at }) => at - first);
    expect(again[0]).toBe(roundTripMs);
    // The timer began with the acknowledgement of the first, somewhere between two slow ticks.
    expect(again[1]).toBeGreaterThan(1_000);
    expect(again[1]).toBeLessThanOrEqual(1_500 + 2 * roundTripMs);
    expect(sameBytes(pair.server.received.slice(6), bytes)).toBe(true);
  });
});

describe('A segment that is lost again after three duplicate ACKs', () => {
  /** When it was sent again, by duplicate ACKs and by the timer, after an instant to begin at. */
  async function lostTwice(beginMs: number): Promise<readonly number[]> {
    const wire = new TcpWire((roundTripMs / 2) * millisecond);
    const pair = await wire.connected();
    await settleEstimate(wire.kernel, pair);
    wire.lose('>', (nth) => nth === 13 || nth === 19);
    await wire.kernel.run(beginMs * millisecond);
    wire.mark();
    wire.since = 0;
    sendAll(pair.module, bytes);
    await wire.kernel.runFor(5 * second);
    return sendings(wire, '>').map(({ again }) => again);
  }

  test('goes once more 1.5 s after these, whenever it was sent first', async () => {
    const [early = NaN] = await lostTwice(10_000);
    // Now a slow tick, at 250 ms, comes between the first time and the second, 5 ms before it.
    const [fast = NaN, slow] = await lostTwice(10_000 + 255 - (early % 500));
    expect(fast % 500).toBe(255);
    expect(slow).toBe(fast - 5 + 1_500);
  });
});

describe('A lost segment with nothing behind it, measured', () => {
  test('on a fast path: sent at 0, 1.5, 4.5, 7.5 s and given up at 8.0 s', async () => {
    const wire = new TcpWire((roundTripMs / 2) * millisecond);
    const pair = await wire.connected();
    await settleEstimate(wire.kernel, pair);
    // Slow ticks stand at 250 ms and every 500 ms from there.
    await wire.kernel.run(3_250 * millisecond);
    wire.silence();
    wire.mark();
    pair.module.stream.write(Uint8Array.of(1));
    await wire.kernel.runFor(60 * second);
    expect(deviationPercent(wire.times('>', /7-8/), [0, 1_500, 4_500, 7_500])).toBeLessThanOrEqual(
      5,
    );
    expect(
      deviationPercent([((pair.module.closedAt ?? 0) - wire.since) / millisecond], [8_000]),
    ).toBeLessThanOrEqual(5);
    expect(pair.module.closed).toBe('timeout');
  });

  test('without a sample: sent at 0, 3, 9, 15 s and given up at 15.5 s', async () => {
    const wire = new TcpWire((roundTripMs / 2) * millisecond);
    const { module } = await wire.connected();
    await wire.kernel.run(3_250 * millisecond);
    wire.silence();
    wire.mark();
    module.stream.write(Uint8Array.of(1));
    await wire.kernel.runFor(60 * second);
    expect(deviationPercent(wire.times('>', /1-2/), [0, 3_000, 9_000, 15_000])).toBeLessThanOrEqual(
      5,
    );
    expect(
      deviationPercent([((module.closedAt ?? 0) - wire.since) / millisecond], [15_500]),
    ).toBeLessThanOrEqual(5);
  });

  test('from the server: after 200 ms, a round trip, and what the module delays an ACK', async () => {
    const wire = new TcpWire((roundTripMs / 2) * millisecond);
    const pair = await wire.connected();
    await settleEstimate(wire.kernel, pair);
    wire.lose('<', (nth) => nth === 1);
    wire.mark();
    pair.server.stream.write(Uint8Array.of(1));
    await wire.kernel.runFor(60 * second);
    const [first, again = NaN, ...others] = wire.times('<', /7-8/);
    expect([first, others]).toEqual([0, []]);
    expect(again).toBeGreaterThanOrEqual(200 + roundTripMs);
    expect(again).toBeLessThanOrEqual(200 + roundTripMs + 250);
    expect(pair.module.received.length).toBe(7);
  });

  test('a timeout after a fast retransmission counts both towards the end', async () => {
    const wire = new TcpWire((roundTripMs / 2) * millisecond);
    const pair = await wire.connected();
    await settleEstimate(wire.kernel, pair);
    wire.lose('>', (nth) => nth >= 13 && nth !== 14 && nth !== 15 && nth !== 16);
    wire.mark();
    sendAll(pair.module, bytes);
    await wire.kernel.runFor(60 * second);
    // One by duplicate ACKs and two by the timer make the three of TCP_MAXRTX.
    expect(sendings(wire, '>').length).toBe(3);
    expect(pair.module.closed).toBe('timeout');
  });
});

describe('Connecting to nobody, measured', () => {
  test('a SYN at 0, 3, 6, 9 s, less what was left to the first tick; given up at 9.25 s', async () => {
    const wire = new TcpWire();
    wire.silence();
    let failedAt = 0;
    wire.mark();
    wire.module.connect(wire.serverAt, () => (failedAt = wire.kernel.now));
    await wire.kernel.runFor(60 * second);
    expect(wire.times('>', /SYN/)).toEqual([0, 2_750, 5_750, 8_750]);
    expect(deviationPercent([failedAt / millisecond], [9_250])).toBeLessThanOrEqual(5);
  });

  test('a SYN ACK that nobody answers: at 0, 3, 9, 15 s, which is before 20 s in SYN_RCVD', async () => {
    const wire = new TcpWire();
    wire.module.listen(333, () => {});
    const from = { address: wire.server.address, port: 5_000 };
    const to = { address: wire.module.address, port: 333 };
    wire.silence();
    // A first connection lets the ticks run, and one that begins at a tick has whole ones.
    wire.module.connect(wire.serverAt, () => {});
    await wire.kernel.runFor(250 * millisecond);
    wire.mark();
    const syn = { source: from, destination: to, sequence: 7, acknowledgement: 0, flags: 2 };
    wire.module.receive({ ...syn, window: 1_000, payload: new Uint8Array(0) });
    await wire.kernel.runFor(60 * second);
    expect(
      deviationPercent(wire.times('>', /SYN ACK/), [0, 3_000, 9_000, 15_000]),
    ).toBeLessThanOrEqual(5);
    wire.mark();
    // It is forgotten: what comes for it is answered with RST.
    wire.module.receive({ ...syn, sequence: 8, flags: 16, window: 9, payload: new Uint8Array(0) });
    expect(wire.log).toEqual(['0 > RST ACK']);
  });
});
