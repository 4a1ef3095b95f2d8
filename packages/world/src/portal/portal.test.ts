import { second } from '@w800/kernel';
import { describe, expect, test } from 'vitest';
import { connectedPair, sendAll, serverAt } from '../testing/connected-pair.ts';
import { JoinedStation } from '../testing/joined-station.ts';
import { RecordingUser } from '../testing/recording-user.ts';
import { portalAddress } from './portal.ts';

const text = (words: string): Uint8Array => Uint8Array.from(words, (one) => one.charCodeAt(0));

async function talk(station: JoinedStation, address: string, port: number): Promise<string> {
  const result = station.connect({ address, port });
  await station.kernel.runFor(1 * second);
  if (result.outcome?.ok !== true) return result.outcome?.reason ?? 'nothing';
  const user = new RecordingUser(station.kernel, result.outcome.stream);
  user.onEnd = () => user.stream.end();
  sendAll(user, text('\x10\x0c'));
  await station.kernel.runFor(1 * second);
  return `${String.fromCharCode(...user.received.slice(0, 18))} ${user.closed}`;
}

describe('A captive portal', () => {
  test('takes connections to any address and port, redirects, and ends them', async () => {
    const station = await JoinedStation.create({ router: { portal: true } });
    for (const [address, port] of [
      ['192.168.10.234', 1883],
      ['8.8.8.8', 443],
      ['1.2.3.4', 65_535],
      ['1.2.3.4', 65_535],
    ] as const) {
      expect(await talk(station, address, port)).toBe('HTTP/1.1 302 Found ended');
    }
  });

  test('leaves the router itself where it is', async () => {
    const station = await JoinedStation.create({ router: { portal: true } });
    expect(await talk(station, station.lease.gateway, 80)).toBe('refused');
  });

  test('answers every name with its own address, until it lets through', async () => {
    const station = await JoinedStation.create({
      names: { broker: '192.168.10.234' },
      router: { portal: true },
    });
    const resolve = async (name: string): Promise<unknown> => {
      const outcomes: unknown[] = [];
      station.network.resolve(name, (outcome) => outcomes.push(outcome));
      await station.kernel.runFor(10 * second);
      return outcomes;
    };
    expect(await resolve('broker')).toEqual([{ ok: true, address: portalAddress }]);
    expect(await resolve('nobody')).toEqual([{ ok: true, address: portalAddress }]);
    expect(await talk(station, portalAddress, 1883)).toBe('HTTP/1.1 302 Found ended');
    station.world.router.setPortal(false);
    expect(await resolve('broker')).toEqual([{ ok: true, address: '192.168.10.234' }]);
    expect(await resolve('nobody')).toEqual([{ ok: false, reason: 'no-such-name' }]);
    expect(await talk(station, portalAddress, 1883)).toContain('reset');
  });

  test('that comes later ends what is connected at its next segment', async () => {
    const { station, module, server } = await connectedPair();
    station.world.router.setPortal(true);
    sendAll(server, text('unheard'));
    await station.kernel.runFor(1 * second);
    expect(module.received).toEqual([]);
    sendAll(module, text('hello'));
    await station.kernel.runFor(1 * second);
    expect(module.closed).toBe('reset');
    expect(server.received).toEqual([]);
  });

  test('resets what it took when it lets through, and is out of the way', async () => {
    const station = await JoinedStation.create({ router: { portal: true } });
    station.world.servers.listen(serverAt, () => {});
    const taken = station.connect(serverAt);
    await station.kernel.runFor(1 * second);
    if (taken.outcome?.ok !== true) throw new Error('not taken');
    const user = new RecordingUser(station.kernel, taken.outcome.stream);
    station.world.router.setPortal(false);
    await station.kernel.runFor(1 * second);
    expect(user.closed).toBe('reset');
    const free = station.connect(serverAt);
    await station.kernel.runFor(1 * second);
    expect(free.outcome?.ok && free.outcome.stream.remote).toEqual(serverAt);
  });

  test('lets no other datagram out', async () => {
    const time = '192.168.10.7';
    const station = await JoinedStation.create({
      ntpServers: [{ address: time }],
      router: { portal: true },
    });
    const got: number[] = [];
    const socket = station.network.openDatagram();
    socket?.onReceive(() => got.push(station.kernel.now));
    socket?.send({ address: time, port: 123 }, new Uint8Array(48).fill(0x23, 0, 1));
    await station.kernel.runFor(1 * second);
    expect(got).toEqual([]);
    const drops = station.records.filter(({ kind }) => kind === 'link.drop');
    expect(drops.map(({ data }) => data['reason'])).toEqual(['portal']);
  });
});
