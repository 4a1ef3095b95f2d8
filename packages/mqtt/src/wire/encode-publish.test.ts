import fc from 'fast-check';
import { generate } from 'mqtt-packet';
import { expect, test } from 'vitest';
import { encodePublish } from './encode-publish.ts';

const message = {
  topic: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }),
  payload: fc.uint8Array({ maxLength: 300 }),
  retain: fc.boolean(),
  dup: fc.boolean(),
};

test('a PUBLISH is what the codec writes, byte for byte', () => {
  const law = fc.property(
    fc.record({
      ...message,
      qos: fc.constantFrom(1, 2),
      packetId: fc.integer({ min: 1, max: 65_535 }),
    }),
    ({ packetId, topic, payload, ...flags }) => {
      const { qos, retain, dup } = { ...flags, qos: flags.qos === 1 ? 1 : 2 } as const;
      const fields = { cmd: 'publish', topic, qos, retain, dup, messageId: packetId } as const;
      const ours = { packet: 'publish', packetId, payload, qos, retain, dup } as const;
      const theirs = generate({ ...fields, payload: Buffer.from(payload) });
      const bytes = encodePublish({ ...ours, topic: new TextEncoder().encode(topic) });
      expect([...bytes]).toEqual([...theirs]);
    },
  );
  fc.assert(law);
});

test('[MQTT-2.3.1-5]: at QoS 0 there is no identifier, as the codec has it', () => {
  const law = fc.property(fc.record(message), ({ topic, payload, retain }) => {
    const fields = { cmd: 'publish', topic, qos: 0, retain, dup: false } as const;
    const theirs = generate({ ...fields, payload: Buffer.from(payload) });
    const ours = { packet: 'publish', payload, qos: 0, retain, dup: false } as const;
    const bytes = encodePublish({ ...ours, topic: new TextEncoder().encode(topic) });
    expect([...bytes]).toEqual([...theirs]);
  });
  fc.assert(law);
});

test.each([
  [127, [0x7f]],
  [128, [0x80, 0x01]],
  [16_383, [0xff, 0x7f]],
  [16_384, [0x80, 0x80, 0x01]],
  [2_097_151, [0xff, 0xff, 0x7f]],
  [2_097_152, [0x80, 0x80, 0x80, 0x01]],
])('a body of %i bytes has the length bytes of the standard', (bodyBytes, lengthBytes) => {
  const payload = new Uint8Array(bodyBytes - 3).fill(7);
  const topic = Uint8Array.of(0x74);
  const bytes = encodePublish({
    packet: 'publish',
    topic,
    payload,
    qos: 0,
    retain: false,
    dup: false,
  });
  expect([...bytes.subarray(0, 1 + lengthBytes.length)]).toEqual([0x30, ...lengthBytes]);
  expect(bytes.length).toBe(1 + lengthBytes.length + bodyBytes);
  expect(bytes.at(-1)).toBe(7);
});
