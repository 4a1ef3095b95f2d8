import { millisecond, second } from '@w800/kernel';
import { describe, expect, test } from 'vitest';
import { sendAll } from '../testing/connected-pair.ts';
import { TcpWire, type WiredPair } from '../testing/tcp-wire.ts';
import { deviationPercent } from '../testing/deviation-percent.ts';

const slotsSeconds = [1.5, 3, 6, 12, 24, 48, 60, 60];
const bytes = new Uint8Array(20_000);

/** What lies between instants, in seconds. */
function gaps(timesMs: readonly number[]): number[] {
  return timesMs.slice(1).map((at, index) => (at - (timesMs[index] ?? NaN)) / 1_000);
}

/** A pair whose server has shut its window; time stands at a slow tick. */
async function shutPair(wire: TcpWire): Promise<WiredPair & { readonly readAgain: () => void }> {
  const pair = await wire.connected();
  const readAgain = wire.server.stopReading();
  pair.module.stream.write(Uint8Array.of(1));
  await wire.kernel.run(1_250 * millisecond);
  wire.mark();
  return { ...pair, readAgain };
}

describe('A server whose window is shut, measured', () => {
  test('is asked in the slots 1.5, 3, 6, 12, 24, 48, 60, 60 s, a byte each, while it answers', async () => {
    const wire = new TcpWire();
    const { module, server, readAgain } = await shutPair(wire);
    sendAll(module, bytes);
    await wire.kernel.runFor(230 * second);
    expect(
      deviationPercent(gaps([0, ...wire.times('>', /probe/)]), slotsSeconds),
    ).toBeLessThanOrEqual(5);
    expect(new Set(wire.log.map((line) => line.slice(line.indexOf(' ') + 1)))).toEqual(
      new Set(['> ACK 2-3 probe', '< ACK']),
    );
    expect(module.closed).toBeUndefined();
    readAgain();
    await wire.kernel.runFor(1 * second);
    expect(server.received.length).toBe(1 + bytes.length);
  });

  test('that has fallen silent gets three probes and is given up after 11.0 s', async () => {
    const wire = new TcpWire();
    const { module } = await shutPair(wire);
    sendAll(module, bytes);
    wire.silence();
    await wire.kernel.runFor(120 * second);
    expect(deviationPercent(wire.times('>', /probe/), [1_500, 4_500, 10_500])).toBeLessThanOrEqual(
      5,
    );
    expect(
      deviationPercent([((module.closedAt ?? 0) - wire.since) / millisecond], [11_000]),
    ).toBeLessThanOrEqual(5);
    expect(module.closed).toBe('timeout');
  });

  test('any segment of the server starts the count of unanswered probes anew', async () => {
    const wire = new TcpWire();
    const { module } = await wire.connected();
    wire.server.stopReading();
    sendAll(module, bytes);
    await wire.kernel.runFor(1 * second);
    const { fate } = wire;
    let probes = 0;
    // Of every three probes the first two are lost.
    wire.fate = (segment, direction) => {
      if (segment.mark !== 'probe') return fate(segment, direction);
      probes += 1;
      return probes % 3 === 0 ? fate(segment, direction) : [];
    };
    await wire.kernel.runFor(600 * second);
    expect(probes).toBeGreaterThan(9);
    expect(module.closed).toBeUndefined();
  });

  test('that reads again tells so at once, and no probe is needed', async () => {
    const wire = new TcpWire();
    const { module, server } = await wire.connected();
    const readAgain = wire.server.stopReading();
    sendAll(module, bytes);
    await wire.kernel.runFor(30 * second);
    wire.mark();
    readAgain();
    await wire.kernel.runFor(1 * second);
    expect(wire.log[0]).toBe('0 < ACK');
    expect(server.received.length).toBe(bytes.length);
    expect(wire.times('>', /probe/)).toEqual([]);
  });
});

describe('A window that is too small for the next segment, measured', () => {
  test('of 1,000 bytes is filled by a part of it after the first slot, 1.5 s', async () => {
    const wire = new TcpWire();
    const { module, server } = await shutPair(wire);
    module.stream.write(new Uint8Array(1_460));
    // The server answers that it has room for 1,000 bytes.
    const [source, destination] = [server.stream.local, server.stream.remote];
    const numbers = { sequence: wire.next('<'), acknowledgement: wire.next('>') };
    const rest = { flags: 16, window: 1_000, payload: new Uint8Array(0) };
    wire.module.receive({ source, destination, ...numbers, ...rest });
    await wire.kernel.runFor(1_600 * millisecond);
    expect(wire.log[0]).toBe('1500 > ACK 2-1002');
  });
});

describe('Keepalive, measured with 10 s', () => {
  const keepaliveIdleNs = 10 * second;

  test('asks 10.25, 11.25 and 12.25 s after the last segment and ends by RST at 13.25 s', async () => {
    const wire = new TcpWire();
    const { module, server } = await wire.connected({ keepaliveIdleNs });
    // What is heard last comes between two slow ticks, 250 ms from each.
    await wire.kernel.run(1_495 * millisecond);
    server.stream.write(Uint8Array.of(1));
    await wire.kernel.run(1_500 * millisecond);
    wire.mark();
    wire.silence();
    await wire.kernel.runFor(60 * second);
    expect(
      deviationPercent(wire.times('>', /keepalive/), [10_250, 11_250, 12_250]),
    ).toBeLessThanOrEqual(5);
    expect(
      deviationPercent([((module.closedAt ?? 0) - wire.since) / millisecond], [13_250]),
    ).toBeLessThanOrEqual(5);
    expect(deviationPercent(wire.times('>', /RST ACK$/), [13_250])).toBeLessThanOrEqual(5);
    expect(module.closed).toBe('timeout');
  });

  test('asks a server that answers once in 10 s, and never without the option', async () => {
    const wire = new TcpWire();
    const { module } = await wire.connected({ keepaliveIdleNs });
    wire.mark();
    await wire.kernel.runFor(101 * second);
    const probes = wire.times('>', /keepalive/);
    // An answer comes 10 ms behind a slow tick, so that 10 s have passed at the 21st from there.
    expect(
      deviationPercent(
        gaps(probes),
        Array.from({ length: 8 }, () => 10.5),
      ),
    ).toBeLessThanOrEqual(5);
    expect(wire.times('<', /ACK/).length).toBe(9);
    expect(module.closed).toBeUndefined();
    const other = new TcpWire();
    await other.connected();
    other.mark();
    await other.kernel.runFor(101 * second);
    expect(other.log).toEqual([]);
  });

  test('costs no event a segment: traffic only moves the next question', async () => {
    const wire = new TcpWire();
    const { server } = await wire.connected({ keepaliveIdleNs });
    wire.mark();
    for (let turn = 0; turn < 100; turn += 1) {
      server.stream.write(Uint8Array.of(1));
      await wire.kernel.runFor(1 * second);
    }
    // The segment, its late acknowledgement twice, and the alarm every ten seconds.
    const before = wire.kernel.eventCount;
    for (let turn = 0; turn < 100; turn += 1) {
      server.stream.write(Uint8Array.of(1));
      await wire.kernel.runFor(1 * second);
    }
    expect(wire.kernel.eventCount - before).toBeLessThanOrEqual(300 + 11);
    expect(wire.times('>', /keepalive/)).toEqual([]);
  });
});

describe('A connection that ends and whose peer falls silent, measured', () => {
  test('in FIN_WAIT_2 the module waits 20 s, and a server 60 s', async () => {
    for (const [side, seconds] of [
      ['module', 20],
      ['server', 60],
    ] as const) {
      const wire = new TcpWire();
      const pair = await wire.connected();
      wire.mark();
      pair[side].stream.end();
      await wire.kernel.runFor(120 * second);
      const closedAt = pair[side].closedAt ?? 0;
      expect(deviationPercent([(closedAt - wire.since) / second], [seconds])).toBeLessThanOrEqual(
        5,
      );
      expect(pair[side].closed).toBe('timeout');
    }
  });

  test('in LAST_ACK the module waits 4 s from what it heard last', async () => {
    const wire = new TcpWire();
    const { module, server } = await wire.connected();
    wire.mark();
    server.stream.end();
    await wire.kernel.runFor(20 * millisecond);
    wire.silence();
    module.stream.end();
    await wire.kernel.runFor(60 * second);
    const seconds = ((module.closedAt ?? 0) - wire.since) / second;
    expect(seconds).toBeGreaterThanOrEqual(4);
    expect(seconds).toBeLessThanOrEqual(4.5);
    expect(module.closed).toBe('timeout');
  });

  test('in TIME_WAIT it answers a repeated FIN for 4 s, and with RST from then on', async () => {
    const wire = new TcpWire();
    const { module, server } = await wire.connected();
    let answers = 0;
    let isFinishing = false;
    // The last ACK of the module is lost again and again; the server repeats its FIN.
    wire.fate = (segment, direction) => {
      isFinishing ||= direction === '<' && (segment.flags & 1) !== 0;
      if (direction === '<' || !isFinishing) return [5 * millisecond];
      answers += 1;
      return [];
    };
    server.onEnd = () => server.stream.end();
    module.stream.end();
    await wire.kernel.runFor(1 * second);
    expect(module.closed).toBe('ended');
    expect(answers).toBeGreaterThan(1);
    wire.mark();
    await wire.kernel.runFor(60 * second);
    // Each FIN that is heard starts the four seconds anew, until they lie farther apart.
    const kinds = wire.log.filter((line) => line.includes('>')).map((line) => line.split(' > ')[1]);
    expect(kinds).toContain('ACK');
    expect(kinds.at(-1)).toBe('RST ACK');
    expect(kinds.indexOf('RST ACK')).toBeGreaterThan(kinds.lastIndexOf('ACK'));
  });
});
