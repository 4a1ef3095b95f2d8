import { millisecond, second } from '@w800/kernel';
import { describe, expect, test } from 'vitest';
import { connectedPair, serverAt, type ConnectedPair } from '../testing/connected-pair.ts';
import { RecordingUser } from '../testing/recording-user.ts';

/** Small exchanges, as publishes are, each answered at once. */
async function exchange({ station, module, server }: ConnectedPair, count: number): Promise<void> {
  server.onData = () => server.stream.write(Uint8Array.of(2));
  for (let turn = 0; turn < count; turn += 1) {
    module.stream.write(Uint8Array.of(1));
    await station.kernel.runFor(10 * millisecond);
  }
  server.onData = undefined;
}

describe('On a silent path an established connection', () => {
  test('without a sample is given up after 15.5 s: 3, 9, 15 s and one tick', async () => {
    const pair = await connectedPair();
    const { station, module, server } = pair;
    station.world.uplink.down();
    // Slow ticks stand at 1.25, 1.75, 2.25 s; this is sent right at one.
    await station.kernel.run(2_250 * millisecond);
    module.stream.write(Uint8Array.of(1));
    await station.kernel.run(60 * second);
    expect(module.closed).toBe('timeout');
    expect(module.closedAt).toBe((2_250 + 15_500) * millisecond);
    expect(station.segments().slice(-4)).toEqual([
      '2250 > PSH ACK 1',
      '5250 > PSH ACK 1',
      '11250 > PSH ACK 1',
      '17250 > PSH ACK 1',
    ]);
    expect(server.log).toEqual([]);
  });

  test('with fast samples is given up after 8.0 s: 1.5, 4.5, 7.5 s and one tick', async () => {
    const pair = await connectedPair();
    await exchange(pair, 6);
    const { station, module } = pair;
    await station.kernel.run(3_250 * millisecond);
    station.world.uplink.down();
    module.stream.write(Uint8Array.of(1));
    await station.kernel.run(60 * second);
    expect(module.closedAt).toBe((3_250 + 8_000) * millisecond);
    expect(station.segments().slice(-4)).toEqual([
      '3250 > PSH ACK 1',
      '4750 > PSH ACK 1',
      '7750 > PSH ACK 1',
      '10750 > PSH ACK 1',
    ]);
  });

  test('is given up a quarter second earlier when it sends that much after a tick', async () => {
    const pair = await connectedPair();
    await exchange(pair, 6);
    const { station, module } = pair;
    await station.kernel.run(3_500 * millisecond);
    station.world.uplink.down();
    module.stream.write(Uint8Array.of(1));
    await station.kernel.run(60 * second);
    expect(module.closedAt).toBe((3_500 + 7_750) * millisecond);
  });

  test('goes on when the silence ends in time, and nothing is lost or doubled', async () => {
    const pair = await connectedPair();
    const { station, module, server } = pair;
    station.world.uplink.down();
    module.stream.write(Uint8Array.of(1, 2, 3));
    await station.kernel.run(4 * second);
    station.world.uplink.up();
    module.stream.write(Uint8Array.of(4));
    await station.kernel.run(30 * second);
    expect(server.received).toEqual([1, 2, 3, 4]);
    expect(module.acknowledgedBytes).toBe(4);
    expect(module.closed).toBeUndefined();
  });

  test('is noticed by a sending server after a quarter of an hour (tcp_retries2)', async () => {
    const { station, server } = await connectedPair();
    station.world.uplink.down();
    server.stream.write(Uint8Array.of(1));
    await station.kernel.runFor(3_600 * second);
    expect(server.closed).toBe('timeout');
    const afterSeconds = ((server.closedAt ?? 0) - 2 * second) / second;
    // Linux documents 924.6 s for its smallest timeout of 200 ms; ours adds a round trip of 6 ms.
    expect(afterSeconds).toBeGreaterThan(924.6);
    expect(afterSeconds).toBeLessThan(935);
  });
});

describe('Ending a connection', () => {
  test('the module ends, the server still sends and ends: both are told "ended"', async () => {
    const { station, module, server } = await connectedPair();
    module.stream.write(Uint8Array.of(1));
    module.stream.end();
    await station.kernel.runFor(100 * millisecond);
    expect(server.log).toEqual(['data 1', 'end']);
    expect(module.closed).toBeUndefined();
    expect(module.stream.write(Uint8Array.of(9))).toBe(0);
    server.stream.write(Uint8Array.of(7, 8));
    await station.kernel.runFor(100 * millisecond);
    expect(module.received).toEqual([7, 8]);
    server.stream.end();
    await station.kernel.runFor(1 * second);
    expect(module.log.slice(-2)).toEqual(['end', 'close ended']);
    expect(server.log.at(-1)).toBe('close ended');
  });

  test('data written before end() arrives before the end', async () => {
    const { station, module, server } = await connectedPair();
    const bytes = Uint8Array.from({ length: 8_000 }, (_, index) => index & 255);
    server.stream.write(bytes);
    server.stream.end();
    await station.kernel.runFor(1 * second);
    expect(Uint8Array.from(module.received)).toEqual(bytes);
    expect(module.log.at(-1)).toBe('end');
  });

  test('a FIN lost on the way is sent again, and its last ACK too', async () => {
    const { station, module, server } = await connectedPair();
    server.onEnd = () => server.stream.end();
    module.stream.end();
    // The server's FIN comes at 6 ms; the module's answer to it is lost.
    await station.kernel.runFor(6 * millisecond);
    station.world.uplink.down();
    expect(module.closed).toBe('ended');
    expect(server.closed).toBeUndefined();
    await station.kernel.runFor(100 * millisecond);
    station.world.uplink.up();
    await station.kernel.runFor(3 * second);
    expect(server.closed).toBe('ended');
  });

  test('abort() resets: the peer is told, this side is not', async () => {
    const { station, module, server } = await connectedPair();
    module.stream.abort();
    await station.kernel.runFor(1 * second);
    expect(server.log).toEqual(['close reset']);
    expect(module.log).toEqual([]);
    expect(station.segments().at(-1)).toBe('2000 > RST ACK 0');
  });

  test('NOTE-03: leaving tells the module "aborted" and the server nothing', async () => {
    const { station, module, server } = await connectedPair();
    station.link.leave();
    expect(module.closed).toBeUndefined();
    await station.kernel.runFor(60 * second);
    expect(module.log).toEqual(['close aborted']);
    expect(server.log).toEqual([]);
    expect(station.segments().length).toBe(3);
  });

  test('abort() after leave() sends nothing: there is no interface', async () => {
    const { station, module, server } = await connectedPair();
    station.link.leave();
    module.stream.abort();
    await station.kernel.runFor(60 * second);
    expect([module.log, server.log]).toEqual([[], []]);
  });

  test('what a server sends to a station that came back is answered with RST', async () => {
    const { station, server } = await connectedPair();
    station.link.leave();
    await station.join();
    server.stream.write(Uint8Array.of(1));
    await station.kernel.runFor(1 * second);
    expect(server.log).toEqual(['close reset']);
  });

  test('what came before anyone was attached is told in order once someone is', async () => {
    const { station, module } = await connectedPair();
    station.world.servers.listen({ ...serverAt, port: 7 }, (stream) => {
      stream.write(Uint8Array.of(1, 2));
      stream.end();
    });
    const result = station.connect({ ...serverAt, port: 7 });
    await station.kernel.runFor(1 * second);
    if (result.outcome?.ok !== true) throw new Error('not connected');
    const user = new RecordingUser(station.kernel, result.outcome.stream);
    expect(user.log).toEqual([]);
    await station.kernel.runFor(1);
    expect(user.log).toEqual(['data 2', 'end']);
    expect(module.log).toEqual([]);
  });
});

test('what is still under way to an aborted connection is answered with RST, each of it', async () => {
  const pair = await connectedPair();
  await exchange(pair, 2);
  const { station, module, server } = pair;
  server.stream.write(Uint8Array.of(1));
  await station.kernel.runFor(0);
  module.stream.abort();
  const before = station.segments().length;
  await station.kernel.runFor(1 * second);
  const after = station.segments().slice(before);
  expect(after.map((shown) => shown.slice(shown.indexOf(' ') + 1))).toEqual([
    '< PSH ACK 1',
    '> RST ACK 0',
  ]);
});
