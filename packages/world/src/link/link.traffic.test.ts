import { millisecond, second } from '@w800/kernel';
import { describe, expect, test } from 'vitest';
import { connectedPair, sendAll } from '../testing/connected-pair.ts';
import { linkDrop } from './link.ts';
import { tcpSegment } from '../tcp/segment.ts';
import type { WorldOptions } from '../world.ts';

const million = 1_000_000;
const load = new Uint8Array(200_000).map((_, index) => index & 0xff);

/** Sends the load and says how many bits a second passed the antenna, headers included. */
async function rateOf(
  direction: 'up' | 'down',
  options: Partial<WorldOptions>,
): Promise<{ bitsPerSecond: number; loadBitsPerSecond: number }> {
  const { station, module, server } = await connectedPair(options);
  const [from, to] = direction === 'up' ? [module, server] : [server, module];
  const startedAt = station.kernel.now;
  let endedAt = startedAt;
  let wireBytes = 0;
  to.onData = () => (endedAt = station.kernel.now);
  station.kernel.trace.on(tcpSegment, ({ data: { source, payload } }) => {
    const isUp = source === station.lease.address;
    if (isUp === (direction === 'up')) wireBytes += 40 + payload.length;
  });
  sendAll(from, load);
  await station.kernel.runFor(600 * second);
  expect(to.received).toEqual(Array.from(load));
  const perSecond = (bytes: number): number => (bytes * 8 * second) / (endedAt - startedAt);
  return { bitsPerSecond: perSecond(wireBytes), loadBitsPerSecond: perSecond(load.length) };
}

describe('TCP over a link with a rate', () => {
  test.each([
    [100_000, 'up'],
    [100_000, 'down'],
    [million, 'up'],
    [million, 'down'],
  ] as const)('of %i bit/s %s carries the rate, within 5 %', async (bitsPerSecond, direction) => {
    const rate = await rateOf(direction, { links: { uplink: { bitsPerSecond } } });
    expect(rate.bitsPerSecond / bitsPerSecond).toBeGreaterThan(0.95);
    expect(rate.bitsPerSecond / bitsPerSecond).toBeLessThan(1.01);
  });

  test.each(['up', 'down'] as const)('of 1 Mbit/s %s is mostly load', async (direction) => {
    const rate = await rateOf(direction, { links: { uplink: { bitsPerSecond: million } } });
    // Of 1,500 bytes of a full segment 1,460 are load.
    const share = (rate.loadBitsPerSecond * 1500) / 1460 / million;
    expect(share).toBeGreaterThan(0.95);
    expect(share).toBeLessThan(1.0001);
  });

  test('counts the headers of the radio where the radio is what limits', async () => {
    const rate = await rateOf('down', { links: { radio: { bitsPerSecond: million } } });
    const share = (rate.loadBitsPerSecond * 1554) / 1460 / million;
    expect(share).toBeGreaterThan(0.95);
    expect(share).toBeLessThan(1.0001);
  });

  test.each(['up', 'down'] as const)(
    'of a server of its own %s is limited so',
    async (direction) => {
      const servers = { '192.168.10.234': { bitsPerSecond: million, latencyNs: 5 * millisecond } };
      const rate = await rateOf(direction, { links: { servers } });
      const share = rate.bitsPerSecond / million;
      expect(share).toBeGreaterThan(0.95);
      expect(share).toBeLessThan(1.01);
    },
  );
});

test('towards the module is the way out of a server, and into it the other', async () => {
  const late = { towardsModule: { latencyNs: 500 * millisecond } };
  const { station, module, server } = await connectedPair({
    links: { servers: { '192.168.10.234': late } },
  });
  station.world.link.setConditions(late);
  station.world.uplink.setConditions(late);
  await station.kernel.runFor(10 * second);
  const sentAt = station.kernel.now;
  let heardAt = 0;
  server.onData = () => (heardAt = station.kernel.now);
  module.onData = () => (heardAt = station.kernel.now);
  sendAll(module, new Uint8Array(1));
  await station.kernel.runFor(1 * second);
  expect(heardAt - sentAt).toBe(3 * millisecond);
  await station.kernel.runFor(10 * second);
  const answeredAt = station.kernel.now;
  sendAll(server, new Uint8Array(1));
  await station.kernel.runFor(10 * second);
  expect(heardAt - answeredAt).toBe(1500 * millisecond);
});

test('a long queue makes a small segment behind a large load late: bufferbloat', async () => {
  const { station, module, server } = await connectedPair({
    links: { uplink: { towardsModule: { bitsPerSecond: 100_000 } } },
  });
  sendAll(server, new Uint8Array(11_000));
  await station.kernel.runFor(10 * millisecond);
  const sentAt = station.kernel.now;
  sendAll(module, new Uint8Array(1));
  await station.kernel.runFor(10 * second);
  // Its acknowledgement waits for what was on its way: 11,000 bytes and eight headers.
  const waitNs = (module.acknowledgedAt ?? 0) - sentAt;
  expect(waitNs).toBeGreaterThan(0.5 * second);
});

test('a segment weighs its headers and its load, to the byte', async () => {
  const sizes = new Map<string, number>();
  const { station, module } = await connectedPair({ links: { uplink: { mtuBytes: 68 } } });
  const { kernel } = station;
  kernel.trace.on(linkDrop, ({ data: { reason, ipBytes } }) => sizes.set(reason, ipBytes));
  sendAll(module, new Uint8Array(29));
  await kernel.runFor(1 * second);
  expect(sizes.get('mtu')).toBe(69);
  station.world.uplink.setConditions({ mtuBytes: 69 });
  await kernel.runFor(20 * second);
  expect(module.acknowledgedBytes).toBe(29);
});

describe('TCP over a bad link', () => {
  test.each([
    ['loss', { lossPpm: 20_000 }],
    ['runs of losses', { burstLoss: { beginPpm: 2_000, endPpm: 500_000 } }],
    ['copies', { duplicatePpm: 200_000 }],
    ['packets out of order', { reorderPpm: 100_000 }],
    ['jitter', { jitterNs: 300 * millisecond }],
    [
      'all of it',
      { lossPpm: 10_000, duplicatePpm: 50_000, reorderPpm: 50_000, jitterNs: 20 * millisecond },
    ],
  ])('with %s delivers every byte in order, both ways', async (_name, uplink) => {
    for (const direction of ['up', 'down'] as const) {
      const rate = await rateOf(direction, { links: { uplink } });
      expect(rate.loadBitsPerSecond).toBeGreaterThan(0);
    }
  });
});
