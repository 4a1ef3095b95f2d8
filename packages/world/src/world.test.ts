import { Kernel, millisecond, second } from '@w800/kernel';
import type { JoinOutcome } from '@w800/ports';
import { describe, expect, test } from 'vitest';
import { connectedPair } from './testing/connected-pair.ts';
import { JoinedStation } from './testing/joined-station.ts';
import { World, type WorldOptions } from './world.ts';

const mac = '28:6d:cd:00:00:01';

test('a server that is named is one that is there', () => {
  const ntpServers = [{ address: '10.0.0.9' }];
  const world = new World(new Kernel({ seed: 1 }), {
    accessPoints: [{ ssid: 'home' }],
    ntpServers,
  });
  expect(world.timeServers('10.0.0.9')).toEqual(world.timeServers());
  expect(() => world.timeServers('10.0.0.8')).toThrow('there is no time server at "10.0.0.8"');
  expect(world.nameServers('8.8.8.8')).toHaveLength(1);
  expect(() => world.nameServers('10.0.0.9')).toThrow('there is no name server at "10.0.0.9"');
  // Nobody is named: whoever is there is meant, and that may be nobody.
  expect(new World(new Kernel({ seed: 1 }), { accessPoints: [] }).timeServers()).toEqual([]);
});
const home = { ssid: 'home', password: '12345678' };

async function join(
  options: WorldOptions,
  request: { ssid: string; password: string; bssid?: string },
  prepare: (world: World) => void = () => {},
): Promise<{ outcome: JoinOutcome; at: number }> {
  const kernel = new Kernel({ seed: 1 });
  const world = new World(kernel, options);
  prepare(world);
  const outcomes: { outcome: JoinOutcome; at: number }[] = [];
  world.medium.join({ mac, ...request }, (outcome) => outcomes.push({ outcome, at: kernel.now }));
  expect(outcomes).toEqual([]);
  await kernel.run(60 * second);
  const [only] = outcomes;
  if (only === undefined || outcomes.length !== 1) throw new Error('joined not exactly once');
  return only;
}

describe('Joining', () => {
  test('EX-02: with the right password succeeds after the frames of a join, 30 ms', async () => {
    const { outcome, at } = await join({ accessPoints: [home] }, home);
    expect(outcome.ok).toBe(true);
    expect(at).toBe(30 * millisecond);
  });

  test('with a wrong password fails after the key handshake has timed out, 3.1 s', async () => {
    const { outcome, at } = await join({ accessPoints: [home] }, { ...home, password: '87654321' });
    expect(outcome).toEqual({ ok: false, reason: 'wrong-password' });
    expect(at).toBe(3_100 * millisecond);
  });

  test.each([
    ['an unknown name', { ssid: 'other', password: '' }],
    ['another BSSID', { ...home, bssid: '02:00:00:00:00:99' }],
  ])('with %s finds no access point', async (_name, request) => {
    const { outcome } = await join({ accessPoints: [home] }, request);
    expect(outcome).toEqual({ ok: false, reason: 'no-access-point' });
  });

  test('while the radio is silent finds no access point, and the scan is empty', async () => {
    const { outcome } = await join({ accessPoints: [home] }, home, (world) => {
      world.link.down();
      expect(world.medium.scan()).toEqual([]);
    });
    expect(outcome).toEqual({ ok: false, reason: 'no-access-point' });
  });

  test('takes the strongest of two access points with one name', async () => {
    const accessPoints = [
      { ...home, rssi: -80 },
      { ...home, rssi: -40, channel: 13 },
    ];
    const { outcome } = await join({ accessPoints }, home);
    expect(outcome.ok && outcome.link.channel).toBe(13);
  });

  test('an open access point needs no password, and a hidden one answers to its name', async () => {
    const accessPoints = [{ ssid: 'lobby', hidden: true }];
    const { outcome } = await join({ accessPoints }, { ssid: 'lobby', password: '' });
    expect(outcome.ok).toBe(true);
  });

  test('a scan shows what was said and what is usual', () => {
    const world = new World(new Kernel({ seed: 1 }), {
      accessPoints: [home, { ssid: 'lobby', bssid: 'AA:BB:CC:DD:EE:FF', rssi: -71, channel: 3 }],
    });
    const common = { hidden: false, protocols: 7 };
    expect(world.medium.scan()).toEqual([
      { ssid: 'home', bssid: '02:00:5e:00:00:00', channel: 1, rssi: -50, security: 3, ...common },
      { ssid: 'lobby', bssid: 'aa:bb:cc:dd:ee:ff', channel: 3, rssi: -71, security: 0, ...common },
    ]);
  });
});

describe('Access points that drop their stations', () => {
  test('are lost at once, the link first, and can be joined again', async () => {
    const { station, module } = await connectedPair();
    const order: string[] = [];
    station.link.onLost((reason) => order.push(`${reason} ${module.log.length}`));
    station.world.accessPoints.drop();
    expect(order).toEqual(['deauthenticated 0']);
    expect(module.log).toEqual(['close aborted']);
    station.world.accessPoints.drop();
    await station.kernel.runFor(second);
    await station.join();
    let losses = 0;
    station.link.onLost(() => (losses += 1));
    station.world.link.down();
    // Nobody hears it.
    station.world.accessPoints.drop();
    expect(losses).toBe(0);
    station.world.link.up();
    station.world.accessPoints.drop();
    expect(losses).toBe(1);
  });
});

describe('A silent radio', () => {
  test('NOTE-03: 6 s after the last beacon the link is lost first, then the stream', async () => {
    const { station, module, server } = await connectedPair();
    const order: string[] = [];
    station.link.onLost((reason) => order.push(`${reason} ${module.log.length}`));
    // Time stands at 2 s: the last of the beacons every 102.4 ms was 54.4 ms ago.
    station.world.link.down();
    await station.kernel.runFor(6 * second - 54_400_001);
    expect(order).toEqual([]);
    await station.kernel.runFor(1);
    expect(order).toEqual(['beacons-lost 0']);
    expect(module.log).toEqual(['close aborted']);
    await station.kernel.runFor(60 * second);
    expect(server.log).toEqual([]);
  });

  test('of less than 6 s is not noticed', async () => {
    const { station, module } = await connectedPair();
    let lost = 0;
    station.link.onLost(() => (lost += 1));
    station.world.link.down();
    await station.kernel.runFor(5 * second);
    station.world.link.up();
    await station.kernel.runFor(60 * second);
    expect([lost, module.log]).toEqual([0, []]);
  });

  test('swallows what is under way', async () => {
    const { station, module, server } = await connectedPair();
    module.stream.write(Uint8Array.of(1));
    await station.kernel.runFor(1 * millisecond);
    station.world.link.down();
    await station.kernel.runFor(10 * millisecond);
    station.world.link.up();
    await station.kernel.runFor(1 * second);
    expect(server.log).toEqual([]);
    expect(station.records.filter(({ kind }) => kind === 'tcp.lost').length).toBe(1);
  });

  test('does not touch what has already passed the radio', async () => {
    const { station, module, server } = await connectedPair({ uplinkLatencyMs: 50 });
    module.stream.write(Uint8Array.of(1));
    await station.kernel.runFor(3 * millisecond);
    station.world.link.down();
    await station.kernel.runFor(60 * millisecond);
    expect(server.received).toEqual([1]);
  });

  test('makes a pending connection fail as unreachable, and later ones too', async () => {
    const station = await JoinedStation.create();
    station.world.link.down();
    const pending = station.connect({ address: '192.168.10.234', port: 1 });
    await station.kernel.runFor(7 * second);
    const later = station.connect({ address: '192.168.10.234', port: 1 });
    await station.kernel.runFor(1);
    expect(pending.outcome).toEqual({ ok: false, reason: 'unreachable' });
    expect(later.outcome).toEqual({ ok: false, reason: 'unreachable' });
  });
});

describe('A world that contradicts itself is refused', () => {
  test.each([
    ['WORLD_BAD_SUBNET', { accessPoints: [{ ssid: 'a', subnet: '192.168.10.7/24' }] }],
    ['WORLD_BAD_SUBNET', { accessPoints: [{ ssid: 'a', subnet: 'here' }] }],
    ['WORLD_BAD_ADDRESS', { accessPoints: [], names: { broker: '192.168.10.256' } }],
    ['WORLD_BAD_LATENCY', { accessPoints: [], uplinkLatencyMs: -1 }],
    [
      'WORLD_SAME_BSSID',
      {
        accessPoints: [
          { ssid: 'a', bssid: '02:00:00:00:00:01' },
          { ssid: 'b', bssid: '02:00:00:00:00:01' },
        ],
      },
    ],
  ] satisfies [string, WorldOptions][])('%s', (code, options) => {
    expect(() => new World(new Kernel({ seed: 1 }), options)).toThrow(
      expect.objectContaining({ code }),
    );
  });
});
