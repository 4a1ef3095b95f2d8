import fc from 'fast-check';
import { generate, type Packet } from 'mqtt-packet';
import { expect, test } from 'vitest';
import { encode } from './encode.ts';
import { PacketSink } from './packet-sink.ts';

const piece = fc.oneof(fc.uint8Array({ maxLength: 3_000 }), fc.string({ unit: 'grapheme' }));

test('the pieces of a packet come out in one, and the next begins anew', () => {
  const sink = new PacketSink();
  const law = fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
    for (const written of pieces) expect(sink.write(written)).toBe(true);
    const expected = Buffer.concat(pieces.map((written) => Buffer.from(written)));
    const packet = sink.take();
    expect([...packet]).toEqual([...expected]);
    // What was taken is nobody's but the taker's.
    sink.write('xxxxxxxxxxxx');
    sink.take();
    expect([...packet]).toEqual([...expected]);
  });
  fc.assert(law);
});

test('a packet the codec cannot write throws, and leaves nothing behind', () => {
  const sink = new PacketSink();
  sink.write('half');
  expect(() => sink.destroy(new Error('Invalid topic'))).toThrow('Invalid topic');
  expect(sink.take().length).toBe(0);
});

test('what is encoded is what the codec generates by itself', () => {
  const publish = fc.record({
    topic: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }),
    payload: fc.uint8Array({ maxLength: 20_000 }),
    packetId: fc.integer({ min: 1, max: 65_535 }),
    retain: fc.boolean(),
    dup: fc.boolean(),
    isOnce: fc.boolean(),
  });
  const law = fc.property(publish, ({ topic, payload, packetId, isOnce, ...flags }) => {
    const qos = isOnce ? 2 : 1;
    const rest = { qos, ...flags } as const;
    const packet: Packet = {
      cmd: 'publish',
      topic,
      payload: Buffer.from(payload),
      messageId: packetId,
      ...rest,
    };
    const bytes = new TextEncoder().encode(topic);
    const encoded = encode({ packet: 'publish', packetId, topic: bytes, payload, ...rest });
    expect(Buffer.compare(encoded, generate(packet))).toBe(0);
  });
  fc.assert(law);
});
