import { millisecond } from '@w800/kernel';
import { describe, expect, test } from 'vitest';
import { sendAll } from '../testing/connected-pair.ts';
import { TcpWire } from '../testing/tcp-wire.ts';
import { deviationPercent } from '../testing/deviation-percent.ts';

const roundTripsMs = [10, 20, 50, 100, 200];
const plenty = new Uint8Array(1_000_000);

/** Bytes a round trip of a long transfer one way, once the windows are open. */
async function bytesPerRoundTrip(direction: '>' | '<', roundTripMs: number): Promise<number> {
  const wire = new TcpWire((roundTripMs / 2) * millisecond);
  const pair = await wire.connected();
  const [from, to] = direction === '>' ? [pair.module, pair.server] : [pair.server, pair.module];
  sendAll(from, plenty);
  await wire.kernel.runFor(20 * roundTripMs * millisecond);
  const before = to.received.length;
  await wire.kernel.runFor(20 * roundTripMs * millisecond);
  return (to.received.length - before) / 20;
}

describe('The transfer rate, measured', () => {
  test.each(roundTripsMs)('to the module: 11,680 bytes in each round trip of %i ms', async (ms) => {
    expect(deviationPercent([await bytesPerRoundTrip('<', ms)], [11_680])).toBeLessThanOrEqual(5);
  });

  test.each(roundTripsMs)(
    'from the module: 8,760 bytes in each round trip of %i ms',
    async (ms) => {
      expect(deviationPercent([await bytesPerRoundTrip('>', ms)], [8_760])).toBeLessThanOrEqual(5);
    },
  );

  test('begins with three segments of the module, whose third ACK a server delays by 40 ms', async () => {
    const wire = new TcpWire(5 * millisecond);
    const { module } = await wire.connected();
    wire.mark();
    module.stream.write(new Uint8Array(8_760));
    await wire.kernel.runFor(100 * millisecond);
    expect(wire.times('>', /\d-\d/)).toEqual([0, 0, 0, 10, 10, 10]);
    expect(wire.times('<', /ACK/)).toEqual([5, 15, 15]);
  });

  test('of half a segment at a time is held to one in a round trip and what an ACK is delayed', async () => {
    const wire = new TcpWire(5 * millisecond);
    const { module } = await wire.connected();
    wire.mark();
    for (let turn = 0; turn < 2; turn += 1) module.stream.write(new Uint8Array(730));
    await wire.kernel.runFor(1_000 * millisecond);
    // Nagle: the second waits until the first is acknowledged, which a quiet server delays.
    expect(wire.times('>', /\d-\d/)).toEqual([0, 50]);
  });

  test('after a timeout begins again with one segment and doubles up to half', async () => {
    const wire = new TcpWire(5 * millisecond);
    const { module, server } = await wire.connected();
    sendAll(module, plenty.subarray(0, 100_000));
    await wire.kernel.runFor(60 * millisecond);
    const { fate } = wire;
    wire.silence();
    await wire.kernel.runFor(500 * millisecond);
    wire.fate = fate;
    wire.mark();
    await wire.kernel.runFor(20_000 * millisecond);
    const [first = NaN] = wire.times('>', /retransmission/);
    const inRoundTrip = (nth: number): number =>
      wire.times('>', /\d-\d/).filter((at) => at === first + nth).length;
    expect(inRoundTrip(0)).toBe(1);
    expect(server.received.length).toBe(100_000);
  });
});
