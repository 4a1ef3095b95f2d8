import { millisecond, second } from '@w800/kernel';
import type { DatagramSocket, ResolveOutcome } from '@w800/ports';
import { beforeEach, describe, expect, test } from 'vitest';
import { serverAt } from '../testing/connected-pair.ts';
import { GatewayStation } from '../testing/gateway-station.ts';

let station: GatewayStation;
beforeEach(async () => {
  station = await GatewayStation.create();
});

const bytes = Uint8Array.of(1, 2, 3);

describe('A stream through the gateway', () => {
  test('carries bytes both ways, and ends as the far one does', async () => {
    const { module, server } = await station.connected();
    expect(module.stream.remote).toEqual(serverAt);
    module.stream.write(bytes);
    server.stream.write(bytes);
    await station.kernel.runFor(second);
    expect([module.received, server.received]).toEqual([
      [1, 2, 3],
      [1, 2, 3],
    ]);
    module.stream.end();
    await station.kernel.runFor(second);
    server.stream.end();
    await station.kernel.runFor(second);
    expect([module.log.slice(-2), server.log.slice(-2)]).toEqual([
      ['end', 'close ended'],
      ['end', 'close ended'],
    ]);
  });

  test.each(['link', 'uplink'] as const)(
    'waits both ways while the %s is down, and loses nothing',
    async (which) => {
      const { module, server } = await station.connected();
      const link = station.world[which];
      link.down();
      expect(module.stream.write(bytes)).toBe(3);
      expect(module.stream.write(bytes)).toBe(3);
      server.stream.write(bytes);
      server.stream.end();
      module.stream.end();
      expect(module.stream.write(bytes)).toBe(0);
      await station.kernel.runFor(2 * second);
      expect([module.log, server.log]).toEqual([[], ['acknowledged 3']]);
      link.up();
      await station.kernel.runFor(second);
      expect(module.log).toEqual(['data 3', 'end', 'acknowledged 6', 'close ended']);
      expect(server.received).toEqual([1, 2, 3, 1, 2, 3]);
      expect(server.log.slice(-2)).toEqual(['end', 'close ended']);
    },
  );

  test('has a send buffer while it is silent, and no more', async () => {
    const { module, server } = await station.connected();
    station.world.uplink.down();
    expect(module.stream.write(new Uint8Array(20_000))).toBe(8_760);
    expect(module.stream.write(bytes)).toBe(0);
    station.world.uplink.up();
    await station.kernel.runFor(second);
    expect([server.received.length, module.acknowledgedBytes]).toEqual([8_760, 8_760]);
    expect(module.stream.write(bytes)).toBe(3);
  });

  test('is given up 8 s after what was written in silence; the peer hears nothing', async () => {
    const { module, server } = await station.connected();
    station.world.uplink.down();
    await station.kernel.runFor(20 * second);
    expect(module.log).toEqual([]);
    const writtenAt = station.kernel.now;
    module.stream.write(bytes);
    await station.kernel.runFor(20 * second);
    expect([module.log, (module.closedAt ?? 0) - writtenAt]).toEqual([
      ['close timeout'],
      8 * second,
    ]);
    station.world.uplink.up();
    await station.kernel.runFor(60 * second);
    expect(server.log).toEqual([]);
  });

  test('does not outlive the radio: the module knows after 6 s, its peer never', async () => {
    const { module, server } = await station.connected();
    const lost: string[] = [];
    station.link.onLost((reason) => lost.push(`${reason} ${module.log.length}`));
    station.world.link.down();
    server.stream.write(bytes);
    await station.kernel.runFor(7 * second);
    expect([lost, module.log]).toEqual([['beacons-lost 0'], ['close aborted']]);
    station.world.link.up();
    await station.kernel.runFor(60 * second);
    expect(server.log).toEqual(['acknowledged 3']);
    server.stream.write(bytes);
    server.stream.end();
    await station.kernel.runFor(second);
    expect([server.closed, module.log]).toEqual(['reset', ['close aborted']]);
  });

  test('of a module that has left is silent, even when it is aborted then', async () => {
    const { module, server } = await station.connected();
    station.link.leave();
    module.stream.abort();
    expect(module.stream.write(bytes)).toBe(0);
    await station.kernel.runFor(60 * second);
    expect([module.log, server.log]).toEqual([[], []]);
  });

  test('says reset to its peer when aborted, and nothing when the link is silent', async () => {
    const [one, other] = [await station.connected(), await station.connected()];
    one.module.stream.abort();
    station.world.uplink.down();
    other.module.stream.abort();
    await station.kernel.runFor(5 * second);
    station.world.uplink.up();
    await station.kernel.runFor(5 * second);
    expect([one.server.log, other.server.log]).toEqual([['close reset'], []]);
    expect([one.module.log, other.module.log]).toEqual([[], []]);
  });

  test('tells who is attached late what came before', async () => {
    const stream = await station.stream();
    station.servers[0]?.stream.write(bytes);
    await station.kernel.runFor(second);
    const received: number[] = [];
    stream.attach({
      data: (chunk) => received.push(...chunk),
      end: () => {},
      acknowledged: () => {},
      close: () => {},
    });
    await station.kernel.runFor(second);
    expect(received).toEqual([1, 2, 3]);
  });
});

describe('A connection through the gateway', () => {
  test('that is asked for in the silence comes about behind it', async () => {
    station.world.uplink.down();
    const result = station.connect();
    await station.kernel.runFor(5 * second);
    expect([result.outcome, station.servers.length]).toEqual([undefined, 0]);
    station.world.uplink.up();
    await station.kernel.runFor(second);
    expect([result.outcome?.ok, station.servers.length]).toEqual([true, 1]);
  });

  test('is given up after 9.25 s of silence; that it is there nobody learns', async () => {
    const startedAt = station.kernel.now;
    const result = station.connect();
    station.world.uplink.down();
    await station.kernel.runFor(20 * second);
    expect(result.outcome).toEqual({ ok: false, reason: 'timeout' });
    expect(result.at).toBe(startedAt + 9_250 * millisecond);
    expect(station.servers.map(({ log }) => log)).toEqual([[]]);
  });

  test('that is cancelled has no outcome', async () => {
    const outcomes: unknown[] = [];
    const open = () => station.network.connect(serverAt, (outcome) => outcomes.push(outcome));
    open().cancel();
    const late = open();
    station.world.uplink.down();
    await station.kernel.runFor(second);
    late.cancel();
    station.world.uplink.up();
    await station.kernel.runFor(20 * second);
    expect(outcomes).toEqual([]);
  });

  test('finds no socket beyond the eighth; one that is over leaves its place', async () => {
    const socket = station.network.openDatagram();
    const pairs = [];
    for (let count = 0; count < 6; count += 1) pairs.push(await station.connected());
    const eighth = station.connect();
    const ninth = station.connect();
    expect(station.network.openDatagram()).toBeUndefined();
    await station.kernel.runFor(second);
    expect([eighth.outcome?.ok, ninth.outcome]).toEqual([true, { ok: false, reason: 'no-socket' }]);
    socket?.close();
    expect((await station.connected()).module.log).toEqual([]);
    pairs[0]?.module.stream.abort();
    expect((await station.connected()).module.log).toEqual([]);
    pairs[1]?.server.stream.abort();
    await station.kernel.runFor(second);
    expect((await station.connected()).module.log).toEqual([]);
    expect(station.network.openDatagram()).toBeUndefined();
  });

  test('finds nothing when the module has left, or its address does not fit', async () => {
    const waiting = station.connect();
    station.link.leave();
    await station.kernel.runFor(1);
    const late = station.connect();
    await station.kernel.runFor(20 * second);
    const unreachable = { ok: false, reason: 'unreachable' };
    expect([waiting.outcome, late.outcome]).toEqual([unreachable, unreachable]);
    expect(station.network.openDatagram()).toBeUndefined();
    const stray = await GatewayStation.create('172.16.0.1');
    const nowhere = stray.connect();
    await stray.kernel.runFor(20 * second);
    expect(nowhere.outcome).toEqual({ ok: false, reason: 'timeout' });
  });
});

describe('A name asked for through the gateway', () => {
  async function resolved(name: string, silentNs: number): Promise<readonly [unknown, number]> {
    const startedAt = station.kernel.now;
    const outcomes: (readonly [ResolveOutcome, number])[] = [];
    if (silentNs > 0) station.world.uplink.down();
    station.network.resolve(name, (outcome) => {
      outcomes.push([outcome, station.kernel.now - startedAt]);
    });
    await station.kernel.runFor(silentNs);
    station.world.uplink.up();
    await station.kernel.runFor(20 * second);
    expect(outcomes).toHaveLength(1);
    return outcomes[0] ?? [undefined, 0];
  }

  test('is found where the gateway leads', async () => {
    expect((await resolved('broker.example', 0))[0]).toEqual({
      ok: true,
      address: serverAt.address,
    });
    expect(await resolved('10.0.0.7', 8 * second)).toEqual([{ ok: true, address: '10.0.0.7' }, 0]);
  });

  test('is given up after 7 s of silence', async () => {
    const [outcome, after] = await resolved('broker.example', 8 * second);
    expect([outcome, after]).toEqual([{ ok: false, reason: 'timeout' }, 7 * second]);
  });

  test('is given up with the association', async () => {
    const outcomes: ResolveOutcome[] = [];
    station.world.uplink.down();
    station.network.resolve('broker.example', (outcome) => outcomes.push(outcome));
    station.link.leave();
    await station.kernel.runFor(1);
    station.network.resolve('broker.example', (outcome) => outcomes.push(outcome));
    await station.kernel.runFor(1);
    expect(outcomes).toEqual([
      { ok: false, reason: 'timeout' },
      { ok: false, reason: 'no-server' },
    ]);
  });
});

test('a datagram is lost in the silence, either way, and else arrives', async () => {
  const [own, far] = [station.network.openDatagram(), station.farSocket];
  const received: string[] = [];
  own?.onReceive((chunk) => received.push(`own ${chunk.join()}`));
  far?.onReceive((chunk) => received.push(`far ${chunk.join()}`));
  type Socket = DatagramSocket | undefined;
  const send = async (from: Socket, to: Socket, value: number): Promise<void> => {
    if (to !== undefined) from?.send(to.local, Uint8Array.of(value));
    await station.kernel.runFor(second);
  };
  await send(own, far, 1);
  await send(far, own, 2);
  station.world.uplink.down();
  await send(own, far, 3);
  await send(far, own, 4);
  station.world.uplink.up();
  await send(own, far, 5);
  station.link.leave();
  await station.kernel.runFor(1);
  await send(far, own, 6);
  await send(own, far, 7);
  expect(received).toEqual(['far 1', 'own 2', 'far 5']);
});
