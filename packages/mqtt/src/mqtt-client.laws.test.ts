import { second } from '@w800/kernel';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mqttRejected } from './session-trace.ts';
import { connectedRig, type Rig, type RigOptions } from './testing/rig.ts';
import { wire } from './testing/wire-bytes.ts';

/** A session with a publish in flight, one in the queue, a subscribe and messages it holds. */
async function busyRig(options: RigOptions = {}): Promise<Rig> {
  const rig = await connectedRig({ handleAtOnce: false, ...options });
  await rig.publish('t', 'first', 2);
  await rig.publish('t', 'second', 1);
  await rig.subscribe('t');
  await rig.unsubscribe('u');
  await rig.deliver([...wire.publish('t', 'held'), ...wire.publish('t', 'kept', 5, 0b0100)]);
  rig.log.length = 0;
  rig.sent();
  return rig;
}

/** What a broker may send to that session. */
const goodPacket = fc.constantFrom(
  wire.publish('t', 'x'),
  wire.publish('t', 'x', 1),
  wire.publish('t', 'x', 2, 4),
  wire.publish('topic', 'y'.repeat(200), 3),
  wire.pubrel(2),
  wire.pubrel(5),
  wire.pubrec(1),
  wire.suback(2, 0),
  wire.unsuback(3),
  wire.pingresp,
);

/** A packet with one of its bytes changed, left out or doubled. */
const mutatedPacket = fc
  .tuple(goodPacket, fc.nat(), fc.integer({ min: 0, max: 255 }), fc.integer({ min: 0, max: 2 }))
  .map(([packet, place, byte, count]) =>
    packet.toSpliced(place % packet.length, 1, ...Array.from({ length: count }, () => byte)),
  );

const anyBytes = fc.uint8Array({ minLength: 1, maxLength: 20 }).map((bytes) => [...bytes]);

const pieces = fc.array(fc.oneof(goodPacket, mutatedPacket, anyBytes), { maxLength: 12 });

/** How the owner and the session are set: every combination has to hold. */
const settings = fc.record({
  whenFull: fc.constantFrom('wait' as const, 'lose' as const),
  overdueBlocks: fc.boolean(),
  handleAtOnce: fc.boolean(),
  heapBytes: fc.constantFrom(3_200, 65_536),
});

test('any bytes, in any chunks: no crash, one end, one word on why, and the heap at its baseline', async () => {
  const ends: Record<string, number> = {};
  await fc.assert(
    fc.asyncProperty(
      pieces,
      settings,
      fc.integer({ min: 1, max: 40 }),
      async (all, options, size) => {
        const rig = await busyRig(options);
        let rejections = 0;
        rig.kernel.trace.on(mqttRejected, () => (rejections += 1));
        await rig.deliver(all.flat(), size);
        const closed = rig.log.filter((entry) => entry.startsWith('closed'));
        expect(closed).toHaveLength(rig.client.connected ? 0 : 1);
        expect(rejections).toBe(closed.length);
        ends[closed[0] ?? 'alive'] = (ends[closed[0] ?? 'alive'] ?? 0) + 1;
        await rig.until(rig.kernel.now + 5 * second);
        await rig.do(() => rig.client.disconnect());
        expect(rig.heap.freeBytes).toBe(rig.baselineBytes);
        // Every exchange ends exactly once.
        const done = rig.log.filter((entry) => /^(publish|subscribe|unsubscribe) /.test(entry));
        expect(done).toHaveLength(4);
        await rig.until(rig.kernel.now + 1_000 * second);
        expect(rig.log.filter((entry) => /^(publish|closed) /.test(entry)).length).toBeLessThan(4);
        expect(rig.kernel.nextAt).toBeUndefined();
      },
    ),
    { numRuns: 1_000 },
  );
  // The generators reach every end there is.
  expect(Object.keys(ends).toSorted()).toEqual(['alive', 'closed no-memory', 'closed protocol']);
});

test('a bad packet is refused wherever TCP cuts it, with the same words and bytes', async () => {
  const bad = [
    wire.publish('a/#', 'x', 1),
    wire.publish('t', 'x', 0),
    wire.puback(9),
    wire.suback(2, 0, 1),
    [0x30, 0x80, 0x80, 0x80, 0x80],
    [0x50, 3, 0, 1, 0],
  ];
  for (const packet of bad) {
    const seen = new Set<string>();
    for (let cut = 0; cut < packet.length; cut += 1) {
      const rig = await busyRig();
      rig.kernel.trace.on(mqttRejected, ({ data }) => seen.add(data.why));
      const chunks = [packet.slice(0, cut), packet.slice(cut)].filter(({ length }) => length > 0);
      for (const chunk of chunks) await rig.deliver(chunk);
      expect(rig.log[0]).toBe('closed protocol');
      expect(rig.heap.freeBytes).toBe(rig.baselineBytes);
    }
    expect(seen.size).toBe(1);
  }
});

/** What the broker says in a conversation in which everything occurs; the client talks between. */
const script = [
  wire.publish('t', 'zero'),
  wire.publish('topic', 'one', 0x1234),
  wire.publish('t', 'two', 5, 0b0100),
  wire.pubrec(1),
  wire.publish('t', 'two', 5, 0b1100),
  wire.pubrel(5),
  wire.pubcomp(1),
  wire.pingresp,
  wire.puback(4),
  wire.suback(2, 0),
  wire.publish('t', 'y'.repeat(300), 6),
  wire.unsuback(3),
].flat();

async function converse(chunks: readonly (readonly number[])[]): Promise<[string[], number[]]> {
  const rig = await connectedRig({ handleAtOnce: true });
  await rig.publish('t', 'first', 2);
  await rig.subscribe('t');
  await rig.unsubscribe('u');
  await rig.publish('t', 'second', 1);
  rig.sent();
  for (const chunk of chunks) await rig.deliver(chunk);
  expect(rig.client.connected).toBe(true);
  return [rig.log, rig.sent()];
}

test('a conversation goes the same way however TCP cuts it, whole or byte by byte', async () => {
  const whole = await converse([script]);
  expect(whole[0]).toEqual([
    'message zero',
    'message one',
    'message two',
    'publish first ok',
    'publish second ok',
    'subscribe ok',
    `message ${'y'.repeat(300)}`,
    'unsubscribe ok',
  ]);
  for (let size = 1; size < script.length; size += 1) {
    const count = Math.ceil(script.length / size);
    const chunks = Array.from({ length: count }, (_, index) =>
      script.slice(index * size, (index + 1) * size),
    );
    expect(await converse(chunks)).toEqual(whole);
  }
  for (let cut = 1; cut < script.length; cut += 1) {
    expect(await converse([script.slice(0, cut), script.slice(cut)])).toEqual(whole);
  }
});

test('the same holds for any cuts, also of a client that stops and goes on', async () => {
  const bytes = Array.from({ length: 60 }, (_, index) =>
    wire.publish('t', `${index}`, index + 1),
  ).flat();
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 4 }))),
      async (steps) => {
        const rig = await connectedRig({ handleAtOnce: false });
        let offset = 0;
        for (const [size, handles] of steps) {
          const chunk = bytes.slice(offset, offset + size);
          offset += chunk.length;
          if (chunk.length > 0) await rig.deliver(chunk);
          expect(rig.handled.length).toBeLessThanOrEqual(32);
          await rig.do(() => rig.handled.splice(0, handles).forEach((handled) => handled()));
        }
        await rig.deliver(bytes.slice(offset));
        while (rig.handled.length > 0) await rig.do(() => rig.handled.shift()?.());
        expect(rig.log).toEqual(Array.from({ length: 60 }, (_, index) => `message ${index}`));
        expect(rig.peer.consumedBytes).toBe(4 + bytes.length);
        const ids = Array.from({ length: 60 }, (_, index) => wire.puback(index + 1)).flat();
        expect(rig.sent()).toEqual(ids);
      },
    ),
    { numRuns: 200 },
  );
});

test('200,000 packets in one chunk are read one after the other', async () => {
  // Were the rest of the chunk copied for each, it would be more bytes than there is time for.
  const packet = wire.publish('t', 'x');
  const count = 200_000;
  const chunk = new Uint8Array(count * packet.length);
  for (let offset = 0; offset < chunk.length; offset += packet.length) chunk.set(packet, offset);
  const rig = await connectedRig();
  await rig.do(() => rig.peer.deliver(chunk));
  expect(rig.messages).toHaveLength(count);
});
