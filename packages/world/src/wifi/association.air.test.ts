import { millisecond, second } from '@w800/kernel';
import type { WifiLink } from '@w800/ports';
import { describe, expect, test } from 'vitest';
import { AirBench } from '../testing/air-bench.ts';

const home = { ssid: 'home', password: '12345678', channel: 6 };

/** Of so many datagrams, which are lost on the air. */
async function lostOf(bench: AirBench, link: WifiLink, count: number): Promise<number[]> {
  const lease = { address: '192.168.10.50', gateway: '192.168.10.1', netmask: '255.255.255.0' };
  const socket = link.network({ ...lease, nameServers: [], leaseSeconds: 0 }).openDatagram();
  if (socket === undefined) throw new Error('no socket');
  const lost: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const before = bench.traced('link.drop').length;
    socket.send({ address: lease.gateway, port: 9 }, Uint8Array.of(1));
    await bench.run(5 * millisecond);
    if (bench.traced('link.drop').length > before) lost.push(index);
  }
  socket.close();
  return lost;
}

describe('The air of one station', () => {
  test('loses what the signal and what disturbs it say, and nothing while both are good', async () => {
    const bench = new AirBench(home);
    const { world } = bench;
    const link = await bench.join('home');
    expect(await lostOf(bench, link, 200)).toEqual([]);
    world.accessPoints.signal(-88);
    // 28.4 % of 1,000, within four standard deviations.
    const weak = (await lostOf(bench, link, 1_000)).length;
    expect(weak).toBeGreaterThan(227);
    expect(weak).toBeLessThan(341);
    const oven = world.interference.begin({ lossPpm: 500_000, channels: [6] });
    const both = (await lostOf(bench, link, 1_000)).length;
    expect(both).toBeGreaterThan(582);
    expect(both).toBeLessThan(702);
    world.accessPoints.moveTo(1, true);
    expect((await lostOf(bench, link, 200)).length).toBeLessThan(100);
    oven.cancel();
    world.accessPoints.signal(undefined);
    expect(await lostOf(bench, link, 200)).toEqual([]);
  });

  test('is as bad as it is for whoever comes in later', async () => {
    const bench = new AirBench({ ...home, rssi: -82 });
    bench.world.interference.begin({ lossPpm: 300_000 });
    let link: WifiLink | undefined;
    for (let time = 0; link === undefined && time < 20; time += 1) {
      const outcome = await bench.try('home');
      if (outcome.ok) ({ link } = outcome);
    }
    if (link === undefined) throw new Error('never joined');
    const lost = (await lostOf(bench, link, 500)).length;
    expect(lost).toBeGreaterThan(110);
    expect(lost).toBeLessThan(210);
  });

  test('draws anew: neither a second spell nor a second association repeats the first', async () => {
    const bench = new AirBench(home);
    const link = await bench.join('home');
    const spells: string[] = [];
    const spell = async (on: WifiLink): Promise<void> => {
      const disturbance = bench.world.interference.begin({ lossPpm: 500_000 });
      spells.push(String(await lostOf(bench, on, 64)));
      disturbance.cancel();
      expect(await lostOf(bench, on, 8)).toEqual([]);
    };
    await spell(link);
    await spell(link);
    await spell(await bench.join('home'));
    expect(new Set(spells).size).toBe(3);
  });

  test('of a weak access point may cost a join; never that of a good one', async () => {
    const outcomes = async (rssi: number): Promise<number> => {
      const bench = new AirBench({ ...home, rssi });
      let joined = 0;
      for (let time = 0; time < 40; time += 1) if ((await bench.try('home')).ok) joined += 1;
      return joined;
    };
    expect(await outcomes(-80)).toBe(40);
    const weak = await outcomes(-90);
    expect(weak).toBeGreaterThan(10);
    expect(weak).toBeLessThan(35);
  });

  test('holds what comes while the station listens elsewhere, and loses none of it', async () => {
    const bench = new AirBench(home);
    const { kernel } = bench;
    const link = await bench.join('home');
    const startedAt = kernel.now;
    let leasedAt = 0;
    link.listenElsewhere?.(1 * second);
    link.requestLease(() => (leasedAt = kernel.now));
    await bench.run(10 * second);
    const heldNs = leasedAt - startedAt;
    const again = kernel.now;
    link.requestLease(() => (leasedAt = kernel.now));
    await bench.run(10 * second);
    const usualNs = leasedAt - again;
    expect(heldNs).toBeGreaterThanOrEqual(1 * second);
    expect(heldNs - usualNs).toBeLessThanOrEqual(1 * second);
    expect(heldNs - usualNs).toBeGreaterThan(900 * millisecond);
    expect(bench.traced('link.drop')).toEqual([]);
  });
});
