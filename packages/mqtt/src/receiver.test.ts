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

test('a packet is found however it is cut in two', () => {
  for (let cut = 0; cut <= long.length; cut += 1) {
    const chunks = [long.slice(0, cut), long.slice(cut)].filter(({ length }) => length > 0);
    expect(receive(chunks).packets).toEqual([long]);
  }
});

test('packets are found in any chunks of the same bytes', () => {
  const packets = [wire.pingresp, long, wire.puback(9), wire.publish('', ''), long];
  const bytes = packets.flat();
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: bytes.length - 1 })), (cuts) => {
      const edges = [0, ...cuts.toSorted((a, b) => a - b), bytes.length];
      const chunks = edges.slice(1).map((end, index) => bytes.slice(edges[index], end));
      expect(receive(chunks).packets).toEqual(packets);
    }),
  );
});

test('a remaining length takes up to four bytes', () => {
  const reserved: number[] = [];
  const reserve = (bytes: number) => reserved.push(bytes) > 0;
  receive([[0x30, 0x7f]], reserve);
  receive([[0x30, 0x80, 0x01]], reserve);
  receive([[0x30, 0x80, 0x80, 0x01]], reserve);
  receive([[0x30, 0x80], [0x80, 0x80], [0x01]], reserve);
  expect(reserved).toEqual([127, 128, 16_384, 2_097_152]);
});

test('a fifth length byte is malformed', () => {
  expect(receive([[0x30, 0xff, 0xff, 0xff, 0xff]]).last).toBe('malformed');
});

test('room is asked for before the body has arrived, and may be refused', () => {
  const { packets, last } = receive([[0x30, 0xff, 0xff, 0xff, 0x7f]], () => false);
  expect(packets).toEqual([]);
  expect(last).toBe('no-memory');
});
