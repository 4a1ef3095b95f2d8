import { hour, millisecond, second } from '@w800/kernel';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { connectedPair, sendAll } from '../testing/connected-pair.ts';

const kilobytes100 = Uint8Array.from(
  { length: 100_000 },
  (_, index) => (index * 7 + (index >> 8)) & 255,
);

describe('A TCP stream', () => {
  test('carries 100 KB from the module intact and in order, 1460 bytes a segment', async () => {
    const { station, module, server } = await connectedPair();
    sendAll(module, kilobytes100);
    await station.kernel.run(10 * second);
    expect(server.received.length).toBe(kilobytes100.length);
    expect(Uint8Array.from(server.received)).toEqual(kilobytes100);
    expect(server.largestChunk).toBe(1460);
    expect(module.acknowledgedBytes).toBe(kilobytes100.length);
  });

  test('carries 100 KB to the module intact and in order', async () => {
    const { station, module, server } = await connectedPair();
    sendAll(server, kilobytes100);
    await station.kernel.run(10 * second);
    expect(Uint8Array.from(module.received)).toEqual(kilobytes100);
    expect(module.largestChunk).toBe(1460);
  });

  test('takes 8760 bytes to send and no more until some are acknowledged', async () => {
    const { station, module } = await connectedPair();
    expect(module.stream.write(new Uint8Array(10_000))).toBe(8_760);
    expect(module.stream.write(Uint8Array.of(1))).toBe(0);
    await station.kernel.runFor(6 * millisecond);
    expect(module.acknowledgedBytes).toBeGreaterThan(0);
    expect(module.stream.write(new Uint8Array(10_000))).toBe(module.acknowledgedBytes);
  });

  test('a module that does not consume gets 11680 bytes and then the window is shut', async () => {
    const { station, module, server } = await connectedPair();
    module.consumes = false;
    sendAll(server, kilobytes100);
    await station.kernel.runFor(20 * second);
    expect(module.received.length).toBe(11_680);
    // Under 2920 freed bytes the module keeps its news to itself.
    const before = station.segments().length;
    module.stream.consumed(2_919);
    expect(station.segments().length).toBe(before);
    module.stream.consumed(1);
    expect(station.segments().length).toBe(before + 1);
    await station.kernel.runFor(1 * second);
    expect(module.received.length).toBe(11_680 + 2_920);
    module.consumes = true;
    module.stream.consumed(11_680);
    await station.kernel.runFor(20 * second);
    expect(Uint8Array.from(module.received)).toEqual(kilobytes100);
  });

  test('survives the loss of a window update: the server asks again', async () => {
    const { station, module, server } = await connectedPair();
    module.consumes = false;
    sendAll(server, kilobytes100);
    await station.kernel.runFor(1 * second);
    station.world.link.down();
    module.consumes = true;
    module.stream.consumed(11_680);
    await station.kernel.runFor(100 * millisecond);
    station.world.link.up();
    await station.kernel.runFor(60 * second);
    expect(Uint8Array.from(module.received)).toEqual(kilobytes100);
  });

  test('tells the sender when the ACK arrives, which a quiet server delays by 40 ms', async () => {
    const { station, module } = await connectedPair();
    module.stream.write(new Uint8Array(100));
    await station.kernel.run(3 * second);
    expect(module.acknowledgedAt).toBe(2 * second + (3 + 40 + 3) * millisecond);
    expect(module.log).toEqual(['acknowledged 100']);
  });

  test.each([
    ['at once', 0],
    ['within the 40 ms a server waits', 10],
  ])('an answer %s carries the acknowledgement; none follows alone', async (_when, delayMs) => {
    const { station, module, server } = await connectedPair();
    const answer = (): void => void server.stream.write(Uint8Array.of(0x40, 2, 0, 1));
    server.onData = () => {
      if (delayMs === 0) answer();
      else station.kernel.after(delayMs * millisecond, answer);
    };
    await station.kernel.run(2_100 * millisecond);
    const before = station.segments().length;
    module.stream.write(new Uint8Array(20));
    await station.kernel.run(4 * second);
    expect(module.log).toEqual(['acknowledged 20', 'data 4']);
    expect(station.segments().slice(before)).toEqual([
      '2100 > PSH ACK 20',
      `${2_106 + delayMs} < PSH ACK 4`,
      '2250 > ACK 0',
    ]);
  });

  test('the module acknowledges alone at its next fast tick, 250 ms apart', async () => {
    const { station, server } = await connectedPair();
    await station.kernel.run(2_100 * millisecond);
    server.stream.write(Uint8Array.of(1));
    await station.kernel.run(3 * second);
    // The tick started with the SYN at 1 s.
    expect(station.segments().at(-1)).toBe('2250 > ACK 0');
    expect(server.acknowledgedAt).toBe(2_253 * millisecond);
  });

  test('sequence numbers count from the SYN; the windows are those of the stacks', async () => {
    const { station, module } = await connectedPair();
    module.stream.write(new Uint8Array(10));
    module.stream.write(new Uint8Array(5));
    await station.kernel.runFor(1 * second);
    const sent = station.records
      .filter(({ kind, data }) => kind === 'tcp.segment' && data['destinationPort'] === 1883)
      .map(({ data }) => data);
    const first = Number(sent[0]?.['sequence']);
    expect(sent.map(({ sequence }) => (Number(sequence) - first) >>> 0)).toEqual([0, 1, 1, 11]);
    expect(sent[0]?.['mssBytes']).toBe(1460);
    expect(sent[0]?.['window']).toBe(11_680);
    const answer = station.records.find(({ data }) => data['sourcePort'] === 1883);
    expect(answer?.data['acknowledgement']).toBe((first + 1) >>> 0);
    expect(answer?.data['window']).toBe(65_535);
  });

  test('an idle connection costs no event in 24 hours', async () => {
    // What a lease costs is DHCP's: this one does not end.
    const { station, module } = await connectedPair({
      dhcpServers: [{ leaseSeconds: 2 ** 32 - 1 }],
    });
    module.stream.write(Uint8Array.of(1));
    await station.kernel.runFor(1 * second);
    const before = station.kernel.eventCount;
    await station.kernel.runFor(24 * hour);
    expect(station.kernel.eventCount).toBe(before);
  });

  test('costs one event a segment, however many bytes it has', async () => {
    const { station, module } = await connectedPair();
    const events = station.kernel.eventCount;
    const segments = station.segments().length;
    sendAll(module, kilobytes100);
    await station.kernel.run(10 * second);
    const perSegment = station.segments().length - segments;
    // Beside the segments there may be a delayed acknowledgement at the very end.
    expect(station.kernel.eventCount - events).toBeLessThanOrEqual(perSegment + 2);
    expect(perSegment).toBeLessThan(120);
  });

  test('law: through any short silences every byte arrives once and in order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 4_000 }), { minLength: 1, maxLength: 12 }),
        fc.array(fc.integer({ min: 1, max: 900 }), { maxLength: 4 }),
        fc.boolean(),
        async (sizes, silencesMs, upward) => {
          const { station, module, server } = await connectedPair();
          const [from, to] = upward ? [module, server] : [server, module];
          const bytes = kilobytes100.subarray(
            0,
            sizes.reduce((a, b) => a + b),
          );
          sendAll(from, bytes);
          for (const silenceMs of silencesMs) {
            await station.kernel.runFor(3 * millisecond);
            station.world.link.down();
            await station.kernel.runFor(silenceMs * millisecond);
            station.world.link.up();
          }
          await station.kernel.runFor(120 * second);
          expect(Uint8Array.from(to.received)).toEqual(bytes);
          expect(from.acknowledgedBytes).toBe(bytes.length);
          expect(from.closed).toBeUndefined();
        },
      ),
      { numRuns: 60 },
    );
  });
});
