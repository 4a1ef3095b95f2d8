import { microsecond, millisecond, second } from '@w800/kernel';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AirBench } from '../testing/air-bench.ts';

const home = { ssid: 'home', password: '12345678' };
const timeUnit = 1_024 * microsecond;

describe('Beacons', () => {
  test('law: a station is patient for 6 s from the last beacon, whatever silences it', async () => {
    const silence = fc.constantFrom('link', 'mute', 'down', 'beacons', 'signal', 'moved');
    const when = fc.integer({ min: 0, max: 3_000_000 });
    const interval = fc.integer({ min: 15, max: 1000 });
    const holds = async (how: string, afterUs: number, beaconIntervalTu: number): Promise<void> => {
      const bench = new AirBench({ ...home, beaconIntervalTu });
      await bench.join('home');
      await bench.run(afterUs * microsecond);
      const { world, kernel } = bench;
      const at = kernel.now;
      if (how === 'link') world.link.down();
      if (how === 'mute') world.accessPoints.mute(true);
      if (how === 'down') world.accessPoints.down();
      if (how === 'beacons') world.accessPoints.loseBeacons(true);
      if (how === 'signal') world.accessPoints.signal(-95);
      if (how === 'moved') world.accessPoints.moveTo(13, false);
      await bench.run(10 * second);
      const lastBeacon = Math.floor(at / (beaconIntervalTu * timeUnit)) * beaconIntervalTu;
      const expected = lastBeacon * timeUnit + 6 * second;
      expect(bench.losses).toEqual([`${expected / millisecond} beacons-lost`]);
    };
    await fc.assert(fc.asyncProperty(silence, when, interval, holds), { numRuns: 60 });
  });

  test('count from where the access point was switched on', async () => {
    const bench = new AirBench({ ...home, up: false, beaconIntervalTu: 1000 });
    await bench.run(500 * millisecond);
    bench.world.accessPoints.up();
    await bench.join('home');
    bench.world.link.down();
    await bench.run(10 * second);
    // Beacons at 0.5, 1.524, 2.548, 3.572, 4.596; silence from 5.5 s on.
    expect(bench.losses).toEqual(['10596 beacons-lost']);
  });

  test('that are back within the time are as if nothing had been', async () => {
    const bench = new AirBench(home);
    const link = await bench.join('home');
    for (const [off, on] of [
      [() => bench.world.accessPoints.mute(true), () => bench.world.accessPoints.mute(false)],
      [() => bench.world.accessPoints.signal(-95), () => bench.world.accessPoints.signal(-60)],
      [
        () => bench.world.accessPoints.loseBeacons(true),
        () => bench.world.accessPoints.loseBeacons(false),
      ],
    ]) {
      off?.();
      await bench.run(5_800 * millisecond);
      on?.();
      await bench.run(10 * second);
    }
    expect(bench.losses).toEqual([]);
    expect(await bench.lease(link)).toBeDefined();
  });

  test('alone missing let data pass; a silent access point does not', async () => {
    const bench = new AirBench(home);
    const link = await bench.join('home');
    bench.world.accessPoints.loseBeacons(true);
    expect(bench.world.medium.scan()).toEqual([]);
    expect(await bench.lease(link)).toBeDefined();
    bench.world.accessPoints.loseBeacons(false);
    bench.world.accessPoints.mute(true);
    expect(await bench.lease(link)).toBeUndefined();
    expect(bench.losses).toEqual([]);
  });
});

describe('An access point', () => {
  test('sends its stations away with a reason, at once, unless they do not hear it', async () => {
    const bench = new AirBench(home);
    await bench.join('home');
    bench.world.accessPoints.mute(true);
    bench.world.accessPoints.drop(3);
    expect(bench.losses).toEqual([]);
    bench.world.accessPoints.mute(false);
    bench.world.accessPoints.drop(3);
    bench.world.accessPoints.drop(3);
    await bench.join('home');
    bench.world.accessPoints.drop();
    expect(bench.losses).toEqual(['5000 deauthenticated 3', '10000 deauthenticated 1']);
    expect(bench.traced('wifi.air.leave')).toMatchObject([{ code: 3 }, { code: 1 }]);
  });

  test('that was switched off knows nobody: it sends away who did not notice', async () => {
    const bench = new AirBench(home);
    await bench.join('home');
    bench.world.accessPoints.down();
    bench.world.accessPoints.down();
    await bench.run(2 * second);
    expect(bench.losses).toEqual([]);
    bench.world.accessPoints.up();
    expect(bench.losses).toEqual(['7000 deauthenticated 7']);
    await bench.join('home');
    await bench.run(60 * second);
    expect(bench.losses).toHaveLength(1);
  });

  test('that is switched off from the start is not there until it is switched on', async () => {
    const bench = new AirBench({ ...home, up: false });
    expect(bench.world.medium.scan()).toEqual([]);
    expect(await bench.try('home')).toEqual({ ok: false, reason: 'no-access-point' });
    bench.world.accessPoints.up();
    expect(bench.world.medium.scan()).toHaveLength(1);
    expect(await bench.try('home')).toMatchObject({ ok: true });
  });

  test('that goes or moves in the middle of a join is not joined', async () => {
    for (const change of ['down', 'up-again', 'moved'] as const) {
      const bench = new AirBench(home);
      const { accessPoints } = bench.world;
      bench.kernel.after(10 * millisecond, () => {
        if (change === 'moved') accessPoints.moveTo(6, true);
        else accessPoints.down();
        if (change === 'up-again') accessPoints.up();
      });
      expect(await bench.try('home')).toEqual({ ok: false, reason: 'no-access-point' });
    }
  });

  test('with another password sends its stations away and takes the new one alone', async () => {
    const bench = new AirBench(home);
    const { accessPoints } = bench.world;
    await bench.join('home');
    accessPoints.password('another one');
    expect(bench.losses).toEqual(['5000 deauthenticated 2']);
    expect(await bench.try('home')).toEqual({ ok: false, reason: 'wrong-password' });
    expect(await bench.try('home', { password: 'another one' })).toMatchObject({ ok: true });
    accessPoints.password(undefined);
    accessPoints.password('12345678');
    expect(await bench.try('home')).toMatchObject({ ok: true });
    expect(bench.traced('wifi.air.leave')).toHaveLength(2);
  });
});

describe('Who wants in', () => {
  const refused = (status: number) => ({ ok: false, reason: 'refused', status });

  test('finds a full access point full, unless it is in', async () => {
    const bench = new AirBench({ ...home, stationsMax: 1 });
    await bench.join('home');
    const mac = '28:6d:cd:00:00:02';
    expect(await bench.try('home', { mac })).toEqual(refused(17));
    expect(await bench.try('home')).toMatchObject({ ok: true });
    bench.world.accessPoints.limit(2);
    expect(await bench.try('home', { mac })).toMatchObject({ ok: true });
    bench.world.accessPoints.limit(0);
    await bench.run(60 * second);
    expect(bench.losses).toEqual([]);
    bench.world.accessPoints.drop();
    expect(await bench.try('home', { mac })).toEqual(refused(17));
    bench.world.accessPoints.limit(undefined);
    expect(await bench.try('home', { mac })).toMatchObject({ ok: true });
  });

  test('is numbered with the lowest that is free', async () => {
    const bench = new AirBench(home);
    const enter = async (last: number) => bench.join('home', { mac: `28:6d:cd:00:00:0${last}` });
    const first = await enter(1);
    await enter(2);
    await enter(3);
    first.leave();
    await enter(4);
    await enter(5);
    const aids = bench.traced('wifi.air.join').map(({ aid }) => aid);
    expect(aids).toEqual([1, 2, 3, 1, 4]);
  });

  test('is refused as often as was said, with that status; a wrong password counts not', async () => {
    const bench = new AirBench(home);
    bench.world.accessPoints.refuse({ status: 37, times: 2 });
    expect(await bench.try('home')).toEqual(refused(37));
    expect(await bench.try('home', { password: 'wrong one' })).toEqual(refused(37));
    expect(await bench.try('home', { password: 'wrong one' })).toMatchObject({
      reason: 'wrong-password',
    });
    bench.world.accessPoints.refuse({ status: 1 });
    for (let time = 0; time < 3; time += 1) expect(await bench.try('home')).toEqual(refused(1));
    bench.world.accessPoints.refuse(undefined);
    expect(await bench.try('home')).toMatchObject({ ok: true });
  });

  test.each([
    ['n alone', 4, 3, 27],
    ['g and n', 6, 1, 18],
    ['b alone', 1, 6, 18],
  ])('at %s needs a standard in common', async (_name, protocols, spoken, status) => {
    const bench = new AirBench({ ...home, protocols });
    expect(await bench.try('home', { protocols: spoken })).toEqual(refused(status));
    expect(await bench.try('home', { protocols: 7 })).toMatchObject({ ok: true });
    expect(await bench.try('home', { protocols })).toMatchObject({ ok: true });
    expect(await bench.try('home')).toMatchObject({ ok: true });
  });

  test('has to listen often enough', async () => {
    const bench = new AirBench({ ...home, listenIntervalMax: 10 });
    expect(await bench.try('home', { listenIntervalBeacons: 11 })).toEqual(refused(51));
    expect(await bench.try('home', { listenIntervalBeacons: 10 })).toMatchObject({ ok: true });
    expect(bench.traced('wifi.air.join')).toMatchObject([
      { outcome: 'refused', status: 51, listenInterval: 11, aid: undefined },
      { outcome: 'joined', status: 0, listenInterval: 10, aid: 1, channel: 1 },
    ]);
  });
});

describe('A change of channel', () => {
  test('that is announced takes the stations along, data and all', async () => {
    const bench = new AirBench(home);
    const link = await bench.join('home');
    bench.world.accessPoints.moveTo(9, true);
    expect([link.channel, bench.world.medium.scan()[0]?.channel]).toEqual([9, 9]);
    expect(await bench.lease(link)).toBeDefined();
    await bench.run(60 * second);
    expect(bench.losses).toEqual([]);
  });

  test.each([
    ['that nobody announced', false, 13],
    ['to where the station may not go', true, 13],
  ])('%s leaves the station behind; it comes in anew', async (_name, announced, channel) => {
    const bench = new AirBench(home);
    const link = await bench.join('home', { follows: (to) => to !== 13 });
    bench.world.accessPoints.moveTo(channel, announced);
    expect(await bench.lease(link)).toBeUndefined();
    await bench.run(10 * second);
    expect(bench.losses).toHaveLength(1);
    expect(bench.losses[0]).toContain('beacons-lost');
    const again = await bench.join('home');
    expect(again.channel).toBe(13);
    expect(await bench.lease(again)).toBeDefined();
    await bench.run(60 * second);
    expect(bench.losses).toHaveLength(1);
  });
});

describe('Access points by name', () => {
  const twins = [
    { ...home, bssid: '02:00:00:00:00:01' },
    { ...home, bssid: '02:00:00:00:00:02', channel: 6, rssi: -60 },
    { ssid: 'lobby', channel: 11 },
  ];
  const audible = (bench: AirBench): string[] =>
    bench.world.medium.scan().map(({ channel }) => String(channel));

  test('are one by its BSSID, all of a name, or all', () => {
    const bench = new AirBench(...twins);
    const { accessPoints } = bench.world;
    accessPoints.named('02:00:00:00:00:02').down();
    expect(audible(bench)).toEqual(['1', '11']);
    accessPoints.named('home').down();
    expect(audible(bench)).toEqual(['11']);
    accessPoints.named('lobby').mute(true);
    expect(audible(bench)).toEqual([]);
    accessPoints.up();
    accessPoints.named().mute(false);
    expect(audible(bench)).toEqual(['1', '6', '11']);
  });

  test('that do not exist are an error that lists those that do', () => {
    const bench = new AirBench(...twins);
    expect(() => bench.world.accessPoints.named('attic')).toThrow('"lobby" 02:00:5e:00:00:02');
    expect(() => bench.world.accessPoints.named('attic')).toThrow(
      expect.objectContaining({ code: 'WORLD_NO_ACCESS_POINT' }),
    );
  });

  test('a signal, limit or channel that cannot be is refused', () => {
    const { accessPoints } = new AirBench(home).world;
    for (const change of [
      () => accessPoints.signal(1),
      () => accessPoints.signal(-60.5),
      () => accessPoints.limit(-1),
      () => accessPoints.limit(2008),
      () => accessPoints.moveTo(0, true),
      () => accessPoints.moveTo(15, true),
    ]) {
      expect(change).toThrow(expect.objectContaining({ code: 'WORLD_BAD_ACCESS_POINT' }));
    }
  });

  test('two of one subnet lease a station the same address, and two stations two', async () => {
    const subnet = '10.1.0.0/24';
    const bench = new AirBench(
      { ...home, subnet, bssid: '02:00:00:00:00:01' },
      { ...home, subnet, bssid: '02:00:00:00:00:02' },
    );
    const addresses: (string | undefined)[] = [];
    for (const [bssid, mac] of [
      ['02:00:00:00:00:01', '28:6d:cd:00:00:01'],
      ['02:00:00:00:00:02', '28:6d:cd:00:00:02'],
      ['02:00:00:00:00:02', '28:6d:cd:00:00:01'],
    ] as const) {
      addresses.push((await bench.lease(await bench.join('home', { bssid, mac })))?.address);
    }
    expect(addresses).toEqual(['10.1.0.100', '10.1.0.101', '10.1.0.100']);
  });
});
