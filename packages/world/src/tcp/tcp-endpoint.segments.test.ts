import { millisecond, second } from '@w800/kernel';
import { describe, expect, test } from 'vitest';
import type { RecordingUser } from '../testing/recording-user.ts';
import { TcpWire, type WireDirection } from '../testing/tcp-wire.ts';
import { ack, advance, rst, syn } from './segment.ts';

const nothing = new Uint8Array(0);
const oneWayMs = 5;

/** A segment in the name of one end, as somebody on the way would send it. */
function forge(
  wire: TcpWire,
  { stream }: RecordingUser,
  direction: WireDirection,
  fields: { flags: number; offset?: number; acknowledgement?: number; payload?: Uint8Array },
): void {
  const to = direction === '>' ? wire.server : wire.module;
  const back = direction === '>' ? '<' : '>';
  to.receive({
    source: stream.local,
    destination: stream.remote,
    sequence: advance(wire.next(direction), fields.offset ?? 0),
    acknowledgement: fields.acknowledgement ?? wire.next(back),
    flags: fields.flags,
    window: 5_000,
    payload: fields.payload ?? nothing,
  });
}

describe('An RST', () => {
  test('with the very number expected ends the connection at once', async () => {
    const wire = new TcpWire();
    const { module, server } = await wire.connected();
    forge(wire, server, '<', { flags: rst | ack });
    expect(module.closed).toBe('reset');
  });

  test.each([
    ['inside the window is answered with an ACK (RFC 5961)', 1, 1],
    ['at the last place of the window too', 11_679, 1],
    ['behind the window is nothing', 11_680, 0],
    ['before the window is nothing', -1, 0],
  ])('%s and ends nothing', async (_where, offset, answers) => {
    const wire = new TcpWire();
    const { module, server } = await wire.connected();
    wire.mark();
    forge(wire, server, '<', { flags: rst | ack, offset });
    expect(wire.log).toEqual(Array.from({ length: answers }, () => '0 > ACK'));
    await wire.kernel.runFor(1 * second);
    expect(module.closed).toBeUndefined();
  });

  test('of a peer that aborted behind a lost segment gets through by the ACK it provokes', async () => {
    const wire = new TcpWire();
    const { module, server } = await wire.connected();
    wire.lose('<', () => true);
    server.stream.write(Uint8Array.of(1, 2, 3));
    wire.mark();
    server.stream.abort();
    await wire.kernel.runFor(1 * second);
    expect(wire.log).toEqual(['0 < RST ACK', '5 > ACK', '10 < RST']);
    expect(module.closed).toBe('reset');
  });

  test('that answers the SYN refuses only with the right acknowledgement', async () => {
    const wire = new TcpWire();
    wire.silence();
    let failure = '';
    wire.module.connect(wire.serverAt, (outcome) => {
      failure = outcome.ok ? 'none' : outcome.reason;
    });
    const local = { address: wire.module.address, port: wire.lastPort };
    const reset = { source: wire.serverAt, destination: local, sequence: 0, flags: rst | ack };
    const rest = { window: 0, payload: nothing };
    wire.module.receive({ ...reset, ...rest, acknowledgement: advance(wire.next('>'), 1) });
    expect(failure).toBe('');
    wire.module.receive({ ...reset, ...rest, acknowledgement: wire.next('>') });
    expect(failure).toBe('refused');
  });
});

describe('A connection of which one end knows nothing', () => {
  test('ends by RST when the other sends: the server restarted', async () => {
    const wire = new TcpWire();
    const { module, server } = await wire.connected();
    wire.server.forgetConnections();
    expect(server.closed).toBe('aborted');
    await wire.kernel.runFor(3_600 * second);
    expect(module.closed).toBeUndefined();
    wire.mark();
    module.stream.write(Uint8Array.of(1));
    await wire.kernel.runFor(1 * second);
    expect(wire.log).toEqual(['0 > PSH ACK 1-2', '5 < RST']);
    expect(module.closed).toBe('reset');
  });

  test('is cleared by the module that asks for a new one on the same ports', async () => {
    const wire = new TcpWire();
    const mine = wire.serverAt;
    let connected = false;
    const accepted: number[] = [];
    wire.server.listen(1883, () => accepted.push(accepted.length));
    // The server believes in an older connection and answers the SYN with an ACK of its own.
    const { fate } = wire;
    let isOld = true;
    wire.fate = (segment, direction) => {
      if (direction === '<' || !isOld) return fate(segment, direction);
      isOld = false;
      return [];
    };
    wire.module.connect(mine, ({ ok }) => (connected = ok));
    wire.mark();
    const local = { address: wire.module.address, port: wire.lastPort };
    wire.module.receive({
      source: mine,
      destination: local,
      sequence: 77,
      acknowledgement: 99,
      flags: ack,
      window: 100,
      payload: nothing,
    });
    expect(wire.log).toEqual(['0 > RST ACK', '0 > SYN retransmission']);
    await wire.kernel.runFor(1 * second);
    expect([connected, accepted]).toEqual([true, [0]]);
  });

  test('a SYN on a connection that stands is answered with an ACK and changes nothing', async () => {
    const wire = new TcpWire();
    const { module, server } = await wire.connected();
    wire.mark();
    forge(wire, server, '<', { flags: syn, offset: 5_000 });
    expect(wire.log).toEqual(['0 > ACK']);
    server.stream.write(Uint8Array.of(1));
    await wire.kernel.runFor(1 * second);
    expect(module.received).toEqual([1]);
  });
});

test('an acknowledgement of what was never sent is answered with where we are', async () => {
  const wire = new TcpWire();
  const { server } = await wire.connected();
  wire.mark();
  forge(wire, server, '<', { flags: ack, acknowledgement: advance(wire.next('>'), 1) });
  expect(wire.log).toEqual(['0 > ACK']);
});

describe('A segment that comes out of order', () => {
  test('is kept, and each one behind the gap is answered at once with where the gap is', async () => {
    const wire = new TcpWire();
    const { module, server } = await wire.connected();
    wire.lose('<', (nth) => nth === 1);
    wire.mark();
    for (const byte of [1, 2, 3, 4]) server.stream.write(Uint8Array.of(byte));
    await wire.kernel.runFor(100 * millisecond);
    expect(wire.log.filter((line) => line.includes('> ACK'))).toEqual(
      Array.from({ length: 3 }, () => '5 > ACK'),
    );
    expect(module.received).toEqual([1, 2, 3, 4]);
    // What had been kept did not have to be sent again.
    expect(wire.times('<', /retransmission/)).toEqual([10]);
  });

  test('doubled, or sent again in other pieces, is taken once', async () => {
    const wire = new TcpWire();
    const { module, server } = await wire.connected();
    const from = wire.next('<');
    for (const [offset, bytes] of [
      [4, [5, 6]],
      [2, [3, 4, 5]],
      [4, [5, 6]],
      [4, [5, 6, 7, 8]],
      [1, [2]],
      [0, [1, 2, 3]],
      [0, [1, 2, 3]],
    ] as const) {
      const offsetNow = (from + offset - wire.next('<')) | 0;
      const payload = Uint8Array.from(bytes);
      forge(wire, server, '<', { flags: ack, offset: offsetNow, payload });
    }
    expect(module.received).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  test('with FIN ends the stream when the gap is filled, not before', async () => {
    const wire = new TcpWire();
    const { module, server } = await wire.connected();
    wire.lose('<', (nth) => nth === 1);
    server.stream.write(Uint8Array.of(1));
    server.stream.end();
    await wire.kernel.runFor(100 * millisecond);
    expect(module.log).toEqual([]);
    await wire.kernel.runFor(2 * second);
    expect(module.log).toEqual(['data 1', 'end']);
  });

  test('is thrown away by the module after six timeouts without a word', async () => {
    const wire = new TcpWire();
    const { module, server } = await wire.connected();
    wire.silence();
    forge(wire, server, '<', { flags: ack, offset: 1, payload: Uint8Array.of(2) });
    await wire.kernel.runFor(20 * second);
    forge(wire, server, '<', { flags: ack, payload: Uint8Array.of(1) });
    expect(module.received).toEqual([1]);
    forge(wire, server, '<', { flags: ack, offset: 1, payload: Uint8Array.of(3) });
    expect(module.received).toEqual([1, 3]);
  });

  test('a pure ACK that was overtaken takes no window back and is no duplicate', async () => {
    const wire = new TcpWire();
    const { module, server } = await wire.connected();
    server.stream.write(Uint8Array.of(1));
    await wire.kernel.runFor(1 * second);
    wire.mark();
    module.stream.write(new Uint8Array(100));
    // Older than what has come since, with a window of nothing.
    const [source, destination] = [server.stream.local, server.stream.remote];
    const acknowledgement = advance(wire.next('>'), -100);
    const numbers = { sequence: advance(wire.next('<'), -1), acknowledgement };
    wire.module.receive({
      source,
      destination,
      ...numbers,
      flags: ack,
      window: 0,
      payload: nothing,
    });
    module.stream.write(new Uint8Array(1_460));
    await wire.kernel.runFor(1 * millisecond);
    expect(wire.times('>', /\d-\d/).length).toBe(2);
  });
});

describe('The window the module announces', () => {
  test('shrinks byte by byte and grows by a segment at least', async () => {
    const wire = new TcpWire(oneWayMs * millisecond);
    const { module, server } = await wire.connected();
    const windows: number[] = [];
    const { fate } = wire;
    wire.fate = (segment, direction) => {
      if (direction === '>') windows.push(segment.window);
      return fate(segment, direction);
    };
    server.onData = () => server.stream.write(new Uint8Array(500));
    for (let turn = 0; turn < 5; turn += 1) {
      module.stream.write(Uint8Array.of(1));
      await wire.kernel.runFor(20 * millisecond);
    }
    // 500 bytes in each answer, all of them read at once.
    expect(windows.filter((_window, index) => index % 2 === 0)).toEqual(
      expect.arrayContaining([11_680, 11_180, 10_680]),
    );
    expect(Math.max(...windows.slice(3))).toBe(11_680);
  });
});

describe('Ending from both sides at once', () => {
  test('is told both as "ended", and both ends answer a repeated FIN', async () => {
    const wire = new TcpWire();
    const { module, server } = await wire.connected();
    wire.mark();
    module.stream.end();
    server.stream.end();
    await wire.kernel.runFor(1 * second);
    expect([module.closed, server.closed]).toEqual(['ended', 'ended']);
    expect(wire.log).toEqual(['0 > FIN ACK', '0 < FIN ACK', '5 < ACK', '5 > ACK']);
    wire.mark();
    forge(wire, server, '<', { flags: ack | 1, offset: -1 });
    forge(wire, module, '>', { flags: ack | 1, offset: -1 });
    expect(wire.log).toEqual(['0 > ACK', '0 < ACK']);
  });
});
