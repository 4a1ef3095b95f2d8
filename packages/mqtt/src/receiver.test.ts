import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Receiver } from './receiver.ts';
import { wire } from './testing/wire-bytes.ts';

/** Every packet the receiver finds in the chunks, and what it said last. */
function receive(chunks: readonly (readonly number[])[], reserve = (_bytes: number) => true) {
  const receiver = new Receiver(reserve);
  const packets: number[][] = [];
  let last: unknown;
  for (const chunk of chunks) {
    receiver.add(Uint8Array.from(chunk));
    for (;;) {
      last = receiver.next();
      if (!(last instanceof Uint8Array)) break;
      packets.push([...last]);
    }
  }
  return { packets, last };
}

const long = wire.publish('topic', 'x'.repeat(300), 7);
const packets = [wire.pingresp, long, wire.puback(9), wire.publish('', ''), long];
const bytes = packets.flat();

/** The same bytes in any chunks. */
const anyChunks = fc
  .array(fc.integer({ min: 1, max: bytes.length - 1 }))
  .map((cuts) => [0, ...new Set(cuts.toSorted((a, b) => a - b)), bytes.length])
  .map((edges) => edges.slice(1).map((end, index) => bytes.slice(edges[index], end)));

test('a packet is found however it is cut in two', () => {
  for (let cut = 0; cut <= long.length; cut += 1) {
    const chunks = [long.slice(0, cut), long.slice(cut)].filter(({ length }) => length > 0);
    expect(receive(chunks).packets).toEqual([long]);
  }
});

test('packets are found in any chunks of the same bytes', () => {
  fc.assert(
    fc.property(anyChunks, (chunks) => {
      expect(receive(chunks).packets).toEqual(packets);
    }),
  );
});

test('chunks that came before any packet was asked for are read in order, and counted', () => {
  fc.assert(
    fc.property(anyChunks, (chunks) => {
      const receiver = new Receiver(() => true);
      for (const chunk of chunks) receiver.add(Uint8Array.from(chunk));
      for (const packet of packets) {
        expect(receiver.upcomingType).toBe((packet[0] ?? 0) >> 4);
        const found = receiver.next();
        expect([...(found instanceof Uint8Array ? found : [])]).toEqual(packet);
        expect(receiver.takeUsedBytes()).toBe(packet.length);
      }
      expect(receiver.upcomingType).toBeUndefined();
      expect(receiver.next()).toBe('incomplete');
    }),
  );
});

test('within a packet there is no upcoming one', () => {
  const receiver = new Receiver(() => true);
  for (const byte of wire.puback(9)) {
    receiver.add(Uint8Array.of(byte));
    receiver.next();
  }
  expect(receiver.upcomingType).toBeUndefined();
  receiver.add(Uint8Array.of(0x30));
  expect(receiver.upcomingType).toBe(3);
  receiver.next();
  expect(receiver.upcomingType).toBeUndefined();
});

test('a remaining length takes up to four bytes', () => {
  const reserved: number[] = [];
  const reserve = (byteCount: number) => reserved.push(byteCount) > 0;
  receive([[0x30, 0x7f]], reserve);
  receive([[0x30, 0x80, 0x01]], reserve);
  receive([[0x30, 0x80, 0x80, 0x01]], reserve);
  receive([[0x30, 0x80], [0x80, 0x80], [0x01]], reserve);
  expect(reserved).toEqual([127, 128, 16_384, 2_097_152]);
});

test('a fifth length byte breaks MQTT, and is not waited for', () => {
  const why = 'a remaining length goes on after four bytes';
  expect(receive([[0x30, 0xff, 0xff, 0xff, 0xff]]).last).toEqual({ why, reason: 'protocol' });
  expect(receive([[0x30, 0xff, 0xff, 0xff]]).last).toBe('incomplete');
});

test('what the fixed header has wrong is told before the body has come', () => {
  const why = 'PUBLISH has QoS 3';
  expect(receive([[0x36, 0x7f]]).last).toEqual({ why, reason: 'protocol' });
});

test('room is asked for before the body has arrived, and may be refused', () => {
  const { packets: found, last } = receive([[0x30, 0xff, 0xff, 0xff, 0x7f]], () => false);
  expect(found).toEqual([]);
  const why = 'a packet of 268435455 bytes does not fit in the heap';
  expect(last).toEqual({ why, reason: 'no-memory' });
});

test('a packet that came whole is asked for once, and refused as one that came in pieces is', () => {
  for (const chunks of [[wire.puback(9)], [wire.puback(9).slice(0, 1), wire.puback(9).slice(1)]]) {
    const asked: number[] = [];
    const { packets: found, last } = receive(chunks, (bodyBytes) => {
      asked.push(bodyBytes);
      return false;
    });
    expect([found, asked]).toEqual([[], [2]]);
    expect(last).toEqual({
      why: 'a packet of 2 bytes does not fit in the heap',
      reason: 'no-memory',
    });
  }
});

test('the excerpt is the header read so far and what came with it, cut to size', () => {
  const receiver = new Receiver(() => true);
  receiver.add(Uint8Array.of(0xf0));
  receiver.next();
  receiver.add(Uint8Array.of(2, 3, 4, 5));
  receiver.next();
  expect([...receiver.excerpt(64)]).toEqual([0xf0, 2, 3, 4, 5]);
  expect([...receiver.excerpt(3)]).toEqual([0xf0, 2, 3]);
});
