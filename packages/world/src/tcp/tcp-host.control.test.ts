import { millisecond, second } from '@w800/kernel';
import type { ConnectOutcome } from '@w800/ports';
import { describe, expect, test } from 'vitest';
import { connectedPair, sendAll, serverAt } from '../testing/connected-pair.ts';
import { JoinedStation } from '../testing/joined-station.ts';
import { TcpWire } from '../testing/tcp-wire.ts';
import { advance } from './segment.ts';

function attempt(wire: TcpWire): { outcome?: ConnectOutcome; atMs?: number } {
  const result: { outcome?: ConnectOutcome; atMs?: number } = {};
  wire.mark();
  wire.module.connect(wire.serverAt, (outcome) => {
    result.outcome = outcome;
    result.atMs = (wire.kernel.now - wire.since) / millisecond;
  });
  return result;
}

describe('A server', () => {
  test('that restarts answers what comes on an old connection with RST', async () => {
    const { station, module, server } = await connectedPair();
    station.world.server(serverAt.address).forgetConnections();
    expect(server.log).toEqual(['close aborted']);
    module.stream.write(Uint8Array.of(1));
    await station.kernel.runFor(1 * second);
    expect(module.log).toEqual(['close reset']);
    const again = station.connect(serverAt);
    await station.kernel.runFor(1 * second);
    expect(again.outcome?.ok).toBe(true);
  });

  test.each(['both', 'peer'] as const)('is cut off by an RST towards %s', async (towards) => {
    const { station, module, server } = await connectedPair();
    station.world.server().reset(serverAt.port, towards);
    await station.kernel.runFor(1 * second);
    expect(module.log).toEqual(['close reset']);
    expect(server.log).toEqual(towards === 'both' ? ['close reset'] : []);
    server.stream.write(Uint8Array.of(1));
    await station.kernel.runFor(1 * second);
    expect(server.log).toEqual(['close reset']);
  });

  test('is touched at the port that is named, and at no other', async () => {
    const { station, module, server } = await connectedPair();
    const control = station.world.server(serverAt.address);
    control.reset(80);
    control.forgetConnections(80);
    control.finish(80);
    control.refuseConnections(80);
    control.ignore('all', 80);
    control.stopReading(80);
    module.stream.write(Uint8Array.of(1));
    await station.kernel.runFor(1 * second);
    expect([module.log, server.log]).toEqual([['acknowledged 1'], ['data 1']]);
  });

  test('that finishes goes on listening to what the module sends', async () => {
    const { station, module, server } = await connectedPair();
    station.world.server(serverAt.address).finish();
    await station.kernel.runFor(1 * second);
    module.stream.write(Uint8Array.of(7));
    await station.kernel.runFor(1 * second);
    expect(module.log).toEqual(['end', 'acknowledged 1']);
    expect(server.received).toEqual([7]);
    module.stream.end();
    await station.kernel.runFor(1 * second);
    expect([module.closed, server.closed]).toEqual(['ended', 'ended']);
  });

  test('that refuses does so after one round trip, until it is told to stop', async () => {
    const wire = new TcpWire(5 * millisecond);
    wire.server.listen(1883, () => {});
    const end = wire.server.refuseConnections(1883);
    const refused = attempt(wire);
    await wire.kernel.runFor(1 * second);
    expect(refused).toEqual({ outcome: { ok: false, reason: 'refused' }, atMs: 10 });
    end();
    end();
    const taken = attempt(wire);
    await wire.kernel.runFor(1 * second);
    expect(taken.outcome?.ok).toBe(true);
  });

  test('that takes no requests costs four SYNs and 9.0 to 9.5 s, and its connections live on', async () => {
    const wire = new TcpWire(5 * millisecond);
    const { module, server } = await wire.connected();
    wire.server.listen(1883, () => {});
    const end = wire.server.ignore('new');
    const ignored = attempt(wire);
    module.stream.write(Uint8Array.of(1));
    await wire.kernel.runFor(20 * second);
    expect(server.received).toEqual([1]);
    expect(ignored.outcome).toEqual({ ok: false, reason: 'timeout' });
    expect(ignored.atMs).toBeGreaterThanOrEqual(9_000);
    expect(ignored.atMs).toBeLessThanOrEqual(9_500);
    expect(wire.times('>', /SYN/).length).toBe(4);
    end();
    const taken = attempt(wire);
    await wire.kernel.runFor(1 * second);
    expect(taken.outcome?.ok).toBe(true);
  });

  test('that takes nothing at all is given up by who sends', async () => {
    const wire = new TcpWire(5 * millisecond);
    const { module, server } = await wire.connected();
    const end = wire.server.ignore('all', 1883);
    module.stream.write(Uint8Array.of(1));
    await wire.kernel.runFor(60 * second);
    expect([module.closed, server.received]).toEqual(['timeout', []]);
    end();
    server.stream.write(Uint8Array.of(1));
    await wire.kernel.runFor(1 * second);
    expect(server.closed).toBe('reset');
  });

  test('that stops reading shuts its window and later reads everything, in order', async () => {
    const wire = new TcpWire(5 * millisecond);
    const { module, server } = await wire.connected();
    const readAgain = wire.server.stopReading();
    const bytes = Uint8Array.from({ length: 20_000 }, (_, index) => index & 255);
    sendAll(module, bytes);
    await wire.kernel.runFor(60 * second);
    expect(server.received).toEqual([]);
    expect(module.acknowledgedBytes).toBeLessThan(3 * 1_460);
    expect(module.closed).toBeUndefined();
    readAgain();
    await wire.kernel.runFor(60 * second);
    expect(Uint8Array.from(server.received)).toEqual(bytes);
  });

  test('that hangs takes new connections and reads from none of them, port by port', async () => {
    const wire = new TcpWire(5 * millisecond);
    const readAgain = wire.server.stopReading(1883);
    const { module, server } = await wire.connected();
    module.stream.write(Uint8Array.of(1));
    await wire.kernel.runFor(1 * second);
    expect([server.received, module.acknowledgedBytes]).toEqual([[], 1]);
    wire.server.stopReading(80)();
    await wire.kernel.runFor(1 * second);
    expect(server.received).toEqual([]);
    readAgain();
    await wire.kernel.runFor(1 * second);
    expect(server.received).toEqual([1]);
  });

  test('that is in TIME_WAIT takes a new connection from the same port', async () => {
    const wire = new TcpWire(5 * millisecond);
    const { module, server } = await wire.connected();
    let accepted = 0;
    wire.server.listen(1883, () => (accepted += 1));
    module.onEnd = () => module.stream.end();
    server.stream.end();
    await wire.kernel.runFor(1 * second);
    expect(server.closed).toBe('ended');
    const syn = {
      source: module.stream.local,
      destination: wire.serverAt,
      acknowledgement: 0,
      flags: 2,
      window: 1_000,
      payload: new Uint8Array(0),
    };
    wire.mark();
    wire.server.receive({ ...syn, sequence: advance(wire.next('>'), -100) });
    expect(wire.log).toEqual(['0 < ACK']);
    wire.server.receive({ ...syn, sequence: advance(wire.next('>'), 5_000) });
    expect(wire.log[1]).toBe('0 < SYN ACK');
    expect(accepted).toBe(0);
  });

  test('nobody has is said so', async () => {
    const station = await JoinedStation.create({ names: { broker: '192.168.10.234' } });
    expect(() => station.world.server('10.9.9.9')).toThrow(
      expect.objectContaining({ code: 'WORLD_BAD_ADDRESS' }),
    );
    station.world.server('BROKER').forgetConnections();
  });
});
