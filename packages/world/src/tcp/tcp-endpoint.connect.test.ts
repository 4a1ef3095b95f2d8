import { millisecond, second } from '@w800/kernel';
import { describe, expect, test } from 'vitest';
import { JoinedStation } from '../testing/joined-station.ts';
import { RecordingUser } from '../testing/recording-user.ts';

const broker = { address: '192.168.10.234', port: 1883 };

describe('Connecting', () => {
  test('takes one round trip of 6 ms: radio 2 ms and uplink 1 ms each way', async () => {
    const station = await JoinedStation.create();
    station.world.servers.listen(broker, () => {});
    const result = station.connect(broker);
    expect(result.outcome).toBeUndefined();
    await station.kernel.run(2 * second);
    expect(result.outcome?.ok).toBe(true);
    expect(result.at).toBe(1 * second + 6 * millisecond);
    expect(station.segments()).toEqual(['1000 > SYN 0', '1006 < SYN ACK 0', '1006 > ACK 0']);
  });

  test('the server has the stream half a round trip after the module', async () => {
    const station = await JoinedStation.create({ uplinkLatencyMs: 40 });
    let acceptedAt = 0;
    station.world.servers.listen(broker, () => (acceptedAt = station.kernel.now));
    const result = station.connect(broker);
    await station.kernel.run(2 * second);
    expect(result.at).toBe(1 * second + 84 * millisecond);
    expect(acceptedAt).toBe(1 * second + 126 * millisecond);
  });

  test('to a closed port of a host is refused by RST after one round trip', async () => {
    const station = await JoinedStation.create();
    station.world.servers.listen({ ...broker, port: 8883 }, () => {});
    const result = station.connect(broker);
    await station.kernel.run(2 * second);
    expect(result.outcome).toEqual({ ok: false, reason: 'refused' });
    expect(result.at).toBe(1 * second + 6 * millisecond);
    expect(station.segments()[1]).toBe('1006 < RST ACK 0');
  });

  test('to the gateway is refused even while the uplink is silent', async () => {
    const station = await JoinedStation.create();
    station.world.uplink.down();
    const result = station.connect({ address: '192.168.10.1', port: 80 });
    await station.kernel.run(2 * second);
    expect(result.outcome).toEqual({ ok: false, reason: 'refused' });
    expect(result.at).toBe(1 * second + 4 * millisecond);
  });

  test.each([
    ['an address nobody has', '192.168.10.99'],
    ['an address beyond the gateway that nobody has', '10.1.2.3'],
  ])('to %s: SYN at 0, 2.75, 5.75, 8.75 s and failure at 9.25 s', async (_name, address) => {
    const station = await JoinedStation.create();
    const result = station.connect({ address, port: 1883 });
    await station.kernel.run(30 * second);
    expect(result.outcome).toEqual({ ok: false, reason: 'timeout' });
    expect(result.at).toBe(1 * second + 9_250 * millisecond);
    expect(station.segments()).toEqual([
      '1000 > SYN 0',
      '3750 > SYN 0',
      '6750 > SYN 0',
      '9750 > SYN 0',
    ]);
  });

  test('the give-up lies between 9.0 and 9.5 s wherever the tick stands', async () => {
    const station = await JoinedStation.create();
    station.connect({ address: '192.168.10.98', port: 1 });
    for (let tenth = 1; tenth <= 7; tenth += 1) {
      const startedAt = 1 * second + tenth * 100 * millisecond;
      await station.kernel.run(startedAt);
      const result = station.connect({ address: '192.168.10.99', port: tenth });
      // Slow ticks stand at 250, 750, 1250 ms after the first connection.
      const sinceTick = (tenth * 100 + 250) % 500;
      void station.kernel.at(startedAt + 15 * second, () => {
        expect((result.at ?? 0) - startedAt).toBe((9_500 - sinceTick) * millisecond);
      });
    }
    const before = station.kernel.eventCount;
    await station.kernel.run(30 * second);
    expect(station.kernel.eventCount - before).toBeGreaterThan(7 * 3);
  });

  test('recovers when the silence ends before the last SYN', async () => {
    const station = await JoinedStation.create();
    station.world.servers.listen(broker, () => {});
    station.world.uplink.down();
    const result = station.connect(broker);
    await station.kernel.run(5 * second);
    station.world.uplink.up();
    await station.kernel.run(20 * second);
    expect(result.outcome?.ok).toBe(true);
    expect(result.at).toBe(6_750 * millisecond + 6 * millisecond);
  });

  test('a ninth socket is not to be had until one is closed', async () => {
    const station = await JoinedStation.create();
    station.world.servers.listen(broker, () => {});
    const results = Array.from({ length: 9 }, () => station.connect(broker));
    await station.kernel.run(2 * second);
    const first = results[0]?.outcome;
    expect(results.filter(({ outcome }) => outcome?.ok).length).toBe(8);
    expect(results[8]?.outcome).toEqual({ ok: false, reason: 'no-socket' });
    if (first?.ok !== true) throw new Error('not connected');
    first.stream.abort();
    const again = station.connect(broker);
    await station.kernel.run(3 * second);
    expect(again.outcome?.ok).toBe(true);
  });

  test('each connection has a local port of its own from 49152 up', async () => {
    const station = await JoinedStation.create();
    station.world.servers.listen(broker, () => {});
    const results = Array.from({ length: 8 }, () => station.connect(broker));
    await station.kernel.run(2 * second);
    const ports = results.map(({ outcome }) => (outcome?.ok ? outcome.stream.local.port : 0));
    expect(new Set(ports).size).toBe(8);
    expect(Math.min(...ports)).toBeGreaterThanOrEqual(49_152);
  });

  test('cancelled by the module calls nobody back, and a late SYN ACK gets RST', async () => {
    const station = await JoinedStation.create();
    let accepted = 0;
    station.world.servers.listen(broker, () => (accepted += 1));
    let calls = 0;
    const pending = station.network.connect(broker, () => (calls += 1));
    await station.kernel.runFor(1 * millisecond);
    pending.cancel();
    await station.kernel.run(30 * second);
    expect([calls, accepted]).toEqual([0, 0]);
    expect(station.segments().at(-1)).toBe('1006 > RST ACK 0');
  });

  test('a server that has stopped listening refuses, and its streams live on', async () => {
    const station = await JoinedStation.create();
    const users: RecordingUser[] = [];
    const listening = station.world.servers.listen(broker, (stream) =>
      users.push(new RecordingUser(station.kernel, stream)),
    );
    const first = station.connect(broker);
    await station.kernel.run(2 * second);
    listening.cancel();
    const other = station.connect(broker);
    if (first.outcome?.ok !== true) throw new Error('not connected');
    first.outcome.stream.write(Uint8Array.of(1));
    await station.kernel.run(3 * second);
    expect(other.outcome).toEqual({ ok: false, reason: 'refused' });
    expect(users[0]?.received).toEqual([1]);
  });

  test('two servers cannot listen on one port', async () => {
    const { world } = await JoinedStation.create();
    world.servers.listen(broker, () => {});
    expect(() => world.servers.listen(broker, () => {})).toThrow(
      expect.objectContaining({ code: 'WORLD_PORT_TAKEN' }),
    );
  });
});
