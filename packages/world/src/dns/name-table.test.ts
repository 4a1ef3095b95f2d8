import { second } from '@w800/kernel';
import type { ResolveOutcome } from '@w800/ports';
import { describe, expect, test } from 'vitest';
import { JoinedStation } from '../testing/joined-station.ts';
import type { WorldOptions } from '../world.ts';

const names = Object.fromEntries(
  ['a', 'b', 'c', 'd', 'e'].map((name, index) => [name, `10.0.0.${index + 1}`]),
);

async function open(options: Partial<WorldOptions> = {}): Promise<JoinedStation> {
  return JoinedStation.create({ names, ...options });
}

/** Looks names up, one after the other, and says how many questions that took. */
async function cost(station: JoinedStation, ...list: string[]): Promise<number> {
  const asked = () => station.records.filter(({ kind }) => kind === 'dns.query').length;
  const before = asked();
  for (const name of list) {
    station.network.resolve(name, () => {});
    await station.kernel.runFor(second);
  }
  return asked() - before;
}

describe('An answer', () => {
  test('is kept for as long as it says, in any case of letters', async () => {
    const station = await open({ nameServers: [{ ttlSeconds: 30 }] });
    expect(await cost(station, 'a')).toBe(1);
    expect(await cost(station, 'a', 'A')).toBe(0);
    await station.kernel.runFor(28 * second);
    expect(await cost(station, 'a')).toBe(1);
  });

  test('that may not be kept is not, and neither is a failure', async () => {
    const station = await open({ nameServers: [{ ttlSeconds: 0 }] });
    expect(await cost(station, 'a', 'a', 'nobody', 'nobody')).toBe(4);
  });

  test('is kept for a week at most', async () => {
    const station = await open({ nameServers: [{ ttlSeconds: 2 ** 31 - 1 }] });
    await cost(station, 'a');
    await station.kernel.runFor(604_790 * second);
    expect(await cost(station, 'a')).toBe(0);
    await station.kernel.runFor(20 * second);
    expect(await cost(station, 'a')).toBe(1);
  });

  test('gives its place to a fifth name when it is the oldest', async () => {
    const station = await open();
    expect(await cost(station, 'a', 'b', 'c', 'd', 'e')).toBe(5);
    expect(await cost(station, 'b', 'c', 'd', 'e')).toBe(0);
    expect(await cost(station, 'a')).toBe(1);
  });

  test('outlives the loss of the access point, but not a module that goes off', async () => {
    const station = await open();
    await cost(station, 'a');
    station.world.accessPoints.drop();
    await station.join();
    expect(await cost(station, 'a')).toBe(0);
    station.link.silence();
    station.link.leave();
    await station.join();
    expect(await cost(station, 'a')).toBe(1);
  });
});

describe('Questions', () => {
  test('for one name at a time are one question', async () => {
    const station = await open();
    const outcomes: ResolveOutcome[] = [];
    station.network.resolve('a', (outcome) => outcomes.push(outcome));
    expect(await cost(station, 'a')).toBe(1);
    expect(outcomes).toEqual([{ ok: true, address: '10.0.0.1' }]);
  });

  test('while four are open a fifth fails at once, and is not waited for', async () => {
    const station = await open({ nameServers: [{ silent: true }] });
    const outcomes: [string, ResolveOutcome][] = [];
    for (const name of ['a', 'b', 'c', 'd', 'e']) {
      station.network.resolve(name, (outcome) => outcomes.push([name, outcome]));
    }
    await station.kernel.runFor(second);
    expect(outcomes).toEqual([['e', { ok: false, reason: 'no-server' }]]);
    await station.kernel.runFor(7 * second);
    expect(outcomes).toHaveLength(5);
  });

  test('that nobody waits for any more are answered all the same, and kept', async () => {
    const station = await open();
    const outcomes: ResolveOutcome[] = [];
    station.network.resolve('a', (outcome) => outcomes.push(outcome)).cancel();
    await station.kernel.runFor(second);
    expect(outcomes).toEqual([]);
    expect(await cost(station, 'a')).toBe(0);
  });

  test.each([
    ['', 0],
    ['x'.repeat(63) + '.y'.repeat(95), 1],
    // Longer than any name may be, which lwIP does not mind and a server does.
    ['x'.repeat(63) + '.y'.repeat(96), 2],
    [`xx${'.y'.repeat(127)}`, 0],
  ])('for %j cost %d questions: 255 bytes are the most', async (name, questions) => {
    const station = await open();
    expect(await cost(station, name)).toBe(questions);
  });

  test('use ports and identifiers that follow from the seed', async () => {
    const first = async (seed: number) => {
      const station = await JoinedStation.create({ names }, seed);
      await cost(station, 'a');
      const record = station.records.find(
        ({ kind, data }) => kind === 'udp.datagram' && data['destinationPort'] === 53,
      );
      return [record?.data['sourcePort'], record?.data['payload']];
    };
    expect(await first(1)).toEqual(await first(1));
    expect(await first(1)).not.toEqual(await first(2));
  });
});
