import { millisecond, second } from '@w800/kernel';
import { describe, expect, test } from 'vitest';
import { linkDrop } from '../link/link.ts';
import { connectedPair, sendAll, serverAt } from '../testing/connected-pair.ts';
import { JoinedStation } from '../testing/joined-station.ts';

const text = (words: string): Uint8Array => Uint8Array.from(words, (one) => one.charCodeAt(0));

function dropsOf(station: JoinedStation): string[] {
  return station.records
    .filter(({ kind }) => kind === linkDrop.name)
    .map(({ data }) => {
      const { direction, reason } = data as unknown as { direction: string; reason: string };
      return `${direction} ${reason}`;
    });
}

describe('A router that translates', () => {
  test('passes what is exchanged within its idle time, and what was connected before', async () => {
    const { station, module, server } = await connectedPair();
    station.world.router.setNat({ tcpIdleNs: 30 * second });
    for (let turn = 0; turn < 5; turn += 1) {
      await station.kernel.runFor(29 * second);
      sendAll(turn % 2 === 0 ? module : server, text('hello'));
      await station.kernel.runFor(1 * second);
    }
    expect([server.received.length, module.received.length]).toEqual([15, 10]);
    expect(dropsOf(station)).toEqual([]);
  });

  test('forgets an idle connection without a word: the module gives up by itself', async () => {
    const { station, module, server } = await connectedPair({
      router: { nat: { tcpIdleNs: 30 * second } },
    });
    await station.kernel.runFor(31 * second);
    sendAll(module, text('hello'));
    await station.kernel.runFor(30 * second);
    expect(module.closed).toBe('timeout');
    expect(server.received).toEqual([]);
    expect(server.closed).toBeUndefined();
    expect(new Set(dropsOf(station))).toEqual(new Set(['towardsServers nat']));
  });

  test('does not let in what a server sends on a connection it forgot', async () => {
    const { station, module, server } = await connectedPair({
      router: { nat: { tcpIdleNs: 30 * second } },
    });
    await station.kernel.runFor(31 * second);
    sendAll(server, text('hello'));
    await station.kernel.runFor(3 * second);
    expect(module.received).toEqual([]);
    expect(module.closed).toBeUndefined();
    expect(new Set(dropsOf(station))).toEqual(new Set(['towardsModule nat']));
  });

  test('may answer with a reset, which both ends believe', async () => {
    const { station, module, server } = await connectedPair({
      router: { nat: { tcpIdleNs: 30 * second, answer: 'reset' } },
    });
    await station.kernel.runFor(31 * second);
    const sentAt = station.kernel.now;
    sendAll(module, text('hello'));
    await station.kernel.runFor(1 * second);
    expect([module.closed, module.closedAt]).toEqual(['reset', sentAt + 4 * millisecond]);
    expect(server.closed).toBeUndefined();
    sendAll(server, text('hello'));
    await station.kernel.runFor(1 * second);
    expect(server.closed).toBe('reset');
  });

  test('lets a new connection through where it forgot an old one', async () => {
    const { station } = await connectedPair({ router: { nat: { tcpIdleNs: 30 * second } } });
    await station.kernel.runFor(31 * second);
    const again = station.connect(serverAt);
    await station.kernel.runFor(1 * second);
    expect(again.outcome?.ok).toBe(true);
  });

  test('forgets a UDP exchange too, and a new question opens it again', async () => {
    const time = '192.168.10.7';
    const station = await JoinedStation.create({
      ntpServers: [{ address: time }],
      router: { nat: { udpIdleNs: 2 * millisecond } },
      links: { uplink: { latencyNs: 1 * millisecond } },
    });
    const got: number[] = [];
    const socket = station.network.openDatagram();
    socket?.onReceive(() => got.push(station.kernel.now));
    const request = new Uint8Array(48).fill(0x23, 0, 1);
    socket?.send({ address: time, port: 123 }, request);
    await station.kernel.runFor(1 * second);
    expect(got).toEqual([]);
    expect(dropsOf(station)).toEqual(['towardsModule nat']);
    station.world.router.setNat({ udpIdleNs: 3 * millisecond });
    socket?.send({ address: time, port: 123 }, request);
    await station.kernel.runFor(1 * second);
    expect(got).toHaveLength(1);
  });

  test('stands in nobody’s way when it is told to stop', async () => {
    const { station, module, server } = await connectedPair({
      router: { nat: { tcpIdleNs: 1 * second } },
    });
    await station.kernel.runFor(60 * second);
    station.world.router.setNat(undefined);
    sendAll(module, text('hello'));
    await station.kernel.runFor(1 * second);
    expect(server.received).toHaveLength(5);
  });
});

describe('A router that restarts', () => {
  test('is silent, and has then forgotten what was connected', async () => {
    const { station, module, server } = await connectedPair();
    station.world.router.restart(8 * second);
    await station.kernel.runFor(8 * second - 1);
    const during = station.connect(serverAt);
    await station.kernel.runFor(2);
    sendAll(module, text('hello'));
    await station.kernel.runFor(60 * second);
    expect(module.closed).toBe('timeout');
    expect(server.received).toEqual([]);
    // The SYN of the time of silence is repeated after 3 s.
    expect(during.outcome?.ok).toBe(true);
    const states = station.records.filter(({ kind }) => kind === 'link.state');
    expect(states.map(({ at, data }) => [at / second, data['up']])).toEqual([
      [2, false],
      [10, true],
    ]);
  });

  test('has forgotten what it translated before, and answers as it is told', async () => {
    const { station, module } = await connectedPair();
    station.world.router.setNat({ tcpIdleNs: 3_600 * second });
    sendAll(module, text('known'));
    await station.kernel.runFor(1 * second);
    expect(module.acknowledgedBytes).toBe(5);
    station.world.router.restart(1 * second, 'reset');
    await station.kernel.runFor(2 * second);
    sendAll(module, text('hello'));
    await station.kernel.runFor(1 * second);
    expect(module.closed).toBe('reset');
  });

  test('can be cut short, and does not end a silence of somebody else', async () => {
    const station = await JoinedStation.create();
    const { router, uplink } = station.world;
    const end = router.restart(8 * second);
    await station.kernel.runFor(1 * second);
    end();
    await station.kernel.runFor(10 * second);
    uplink.down();
    end();
    router.restart(1 * second)();
    await station.kernel.runFor(10 * second);
    const states = station.records.filter(({ kind }) => kind === 'link.state');
    expect(states.map(({ data }) => data['up'])).toEqual([false, true, false]);
  });
});

describe('A firewall', () => {
  test('in silence makes a connect give up as to a host that is not there', async () => {
    const station = await JoinedStation.create();
    station.world.servers.listen(serverAt, () => {});
    const open = station.world.router.block({ port: serverAt.port });
    const from = station.kernel.now;
    const result = station.connect(serverAt);
    await station.kernel.runFor(20 * second);
    expect(result.outcome).toEqual({ ok: false, reason: 'timeout' });
    expect((result.at ?? 0) - from).toBeGreaterThan(8.9 * second);
    expect((result.at ?? 0) - from).toBeLessThanOrEqual(9.5 * second);
    open();
    const after = station.connect(serverAt);
    await station.kernel.runFor(1 * second);
    expect(after.outcome?.ok).toBe(true);
  });

  test('with a reset refuses a connect after the way to it and back', async () => {
    const station = await JoinedStation.create();
    station.world.servers.listen(serverAt, () => {});
    station.world.router.block({ address: serverAt.address, answer: 'reset' });
    const from = station.kernel.now;
    const result = station.connect(serverAt);
    await station.kernel.runFor(1 * second);
    expect(result.outcome).toEqual({ ok: false, reason: 'refused' });
    expect((result.at ?? 0) - from).toBe(4 * millisecond);
  });

  test.each([
    ['another port', { port: 8883 }],
    ['another address', { address: '192.168.10.235' }],
    ['another network', { address: '10.0.0.0/8' }],
    ['the other protocol', { protocol: 'udp' as const }],
  ])('for %s passes the rest', async (_name, rule) => {
    const { station, module, server } = await connectedPair();
    station.world.router.block(rule);
    sendAll(module, text('hello'));
    await station.kernel.runFor(1 * second);
    expect(server.received).toHaveLength(5);
    expect(dropsOf(station)).toEqual([]);
  });

  test('for a network has each host of it, and one way only if it says so', async () => {
    const { station, module, server } = await connectedPair();
    station.world.router.block({ address: '192.168.10.0/24', direction: 'towardsModule' });
    sendAll(module, text('hello'));
    await station.kernel.runFor(1 * second);
    // What was sent has arrived; its acknowledgement has not.
    expect(server.received).toHaveLength(5);
    expect(module.acknowledgedBytes).toBe(0);
    expect(new Set(dropsOf(station))).toEqual(new Set(['towardsModule filter']));
  });

  test('for names lets the module know none, and everything else work', async () => {
    const { station, module, server } = await connectedPair({ names: { broker: '10.1.1.1' } });
    station.world.router.block({ protocol: 'udp', port: 53 });
    const outcomes: unknown[] = [];
    station.network.resolve('broker', (outcome) => outcomes.push(outcome));
    sendAll(module, text('hello'));
    await station.kernel.runFor(20 * second);
    expect(outcomes).toEqual([{ ok: false, reason: 'timeout' }]);
    expect(server.received).toHaveLength(5);
  });

  test.each([
    [{ port: 0 }, 'no port is 0'],
    [{ port: 65_536 }, 'no port is 65536'],
    [{ address: 'broker' }, 'broker'],
    [{ address: '10.0.0.0/33' }, '10.0.0.0/33'],
  ])('for %j cannot be', async (rule, words) => {
    const station = await JoinedStation.create();
    expect(() => station.world.router.block(rule)).toThrow(words);
  });
});
