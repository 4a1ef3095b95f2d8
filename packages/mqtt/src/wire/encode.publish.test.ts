import fc from 'fast-check';
import { expect, test } from 'vitest';
import { text } from '../testing/wire-bytes.ts';
import { encode } from './encode.ts';

const message = fc.record({
  topic: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }).map(text),
  payload: fc.uint8Array({ maxLength: 90 }),
  retain: fc.boolean(),
});
const packetId = fc.integer({ min: 1, max: 65_535 });

test('[MQTT-3.3.2-1]: a PUBLISH is flags, length, topic, identifier and payload', () => {
  const law = fc.property(
    message,
    fc.constantFrom(1, 2),
    fc.boolean(),
    packetId,
    (fields, qosNumber, dup, id) => {
      const { topic, payload, retain } = fields;
      const qos = qosNumber === 1 ? 1 : 2;
      const bytes = encode({ packet: 'publish', packetId: id, ...fields, qos, dup });
      const first = 0x30 + (dup ? 8 : 0) + qos * 2 + (retain ? 1 : 0);
      const body = [0, topic.length, ...topic, id >> 8, id & 0xff, ...payload];
      const length = body.length < 128 ? [body.length] : [(body.length % 128) + 128, 1];
      fc.pre(body.length < 256);
      expect([...bytes]).toEqual([first, ...length, ...body]);
    },
  );
  fc.assert(law);
});

test('[MQTT-2.3.1-5]: at QoS 0 there is no identifier', () => {
  const law = fc.property(message, ({ topic, payload, retain }) => {
    fc.pre(topic.length + payload.length < 126);
    const fields = { topic, payload, retain };
    const bytes = encode({ packet: 'publish', ...fields, qos: 0, dup: false });
    const body = [0, topic.length, ...topic, ...payload];
    expect([...bytes]).toEqual([retain ? 0x31 : 0x30, body.length, ...body]);
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
  const flags = { qos: 0, retain: false, dup: false } as const;
  const bytes = encode({ packet: 'publish', topic, payload, ...flags });
  expect([...bytes.subarray(0, 1 + lengthBytes.length)]).toEqual([0x30, ...lengthBytes]);
  expect(bytes.length).toBe(1 + lengthBytes.length + bodyBytes);
  expect(bytes.at(-1)).toBe(7);
});

test('[MQTT-2.3.1-6], [MQTT-3.6.1-1]: acknowledgements are two bytes of identifier', () => {
  const firsts = { puback: 0x40, pubrec: 0x50, pubrel: 0x62, pubcomp: 0x70 } as const;
  const names = ['puback', 'pubrec', 'pubrel', 'pubcomp'] as const;
  fc.assert(
    fc.property(fc.constantFrom(...names), packetId, (packet, id) => {
      const bytes = encode({ packet, packetId: id });
      expect([...bytes]).toEqual([firsts[packet], 2, id >> 8, id & 0xff]);
    }),
  );
  expect([...encode({ packet: 'pingreq' })]).toEqual([0xc0, 0]);
  expect([...encode({ packet: 'disconnect' })]).toEqual([0xe0, 0]);
});
