import fc from 'fast-check';
import { expect, test } from 'vitest';
import { text, wire } from '../testing/wire-bytes.ts';
import { Decoder } from './decoder.ts';

function decode(bytes: readonly number[]) {
  return new Decoder().decode(Uint8Array.from(bytes));
}

test('a PUBLISH keeps topic and payload byte for byte, whatever their encoding', () => {
  const bytes = [0x3d, 9, 0, 2, 0xff, 0x00, 0x12, 0x34, 0x0d, 0x0a, 0x80];
  expect(decode(bytes)).toEqual({
    packet: 'publish',
    exchange: 0x1234,
    topic: Uint8Array.of(0xff, 0x00),
    payload: Uint8Array.of(0x0d, 0x0a, 0x80),
    qos: 2,
    retain: true,
    dup: true,
  });
});

test('a PUBLISH of QoS 0 may be empty', () => {
  const message = { packet: 'publish', topic: text('t'), payload: text(''), qos: 0 };
  expect(decode(wire.publish('t', ''))).toEqual({ ...message, retain: false, dup: false });
});

test('acknowledgements give their packet identifier', () => {
  expect(decode(wire.puback(65_535))).toEqual({ packet: 'puback', exchange: 65_535 });
  expect(decode(wire.pubrec(1))).toEqual({ packet: 'pubrec', exchange: 1 });
  expect(decode(wire.pubrel(256))).toEqual({ packet: 'pubrel', exchange: 256 });
  expect(decode(wire.pubcomp(2))).toEqual({ packet: 'pubcomp', exchange: 2 });
  expect(decode(wire.unsuback(3))).toEqual({ packet: 'unsuback', exchange: 3 });
  const suback = { packet: 'suback', exchange: 4, granted: [2, 128] };
  expect(decode(wire.suback(4, 2, 128))).toEqual(suback);
});

test('CONNACK gives its return code and Session Present', () => {
  const refused = { packet: 'connack', returnCode: 5, sessionPresent: false };
  expect(decode(wire.connack(5))).toEqual(refused);
  expect(decode(wire.connack(0, 1))).toMatchObject({ returnCode: 0, sessionPresent: true });
});

test.each([
  ['[MQTT-2.2.2-2] reserved flags that are set', [0x41, 2, 0, 1]],
  ['[MQTT-2.2.2-2] PUBREL without flags 0010', [0x60, 2, 0, 1]],
  ['[MQTT-3.3.1-4] a PUBLISH of QoS 3', [0x36, 5, 0, 1, 0x74, 0, 1]],
  ['[MQTT-3.3.1-2] a PUBLISH of QoS 0 with DUP', [0x38, 3, 0, 1, 0x74]],
  ['[MQTT-2.3.1-1] a PUBLISH with identifier 0', [0x32, 5, 0, 1, 0x74, 0, 0]],
  ['a PUBLISH that ends before its identifier', [0x32, 4, 0, 1, 0x74, 0]],
  ['a PUBLISH whose topic is longer than the packet', [0x30, 4, 0, 9, 0x74, 0x74]],
  ['a PUBLISH without a body', [0x30, 0]],
  ['[MQTT-2.3.1-1] a PUBACK with identifier 0', [0x40, 2, 0, 0]],
  ['a PUBACK that is too short', [0x40, 1, 0]],
  ['a PUBACK that is too long', [0x40, 3, 0, 1, 0]],
  ['a CONNACK without a body', [0x20, 0]],
  ['a CONNACK of one byte', [0x20, 1, 0]],
  ['a CONNACK with reserved acknowledge flags', [0x20, 2, 2, 0]],
  ['a PINGRESP with a body', [0xd0, 1, 0]],
  ['[MQTT-3.9.3-2] a SUBACK with a reserved return code', [0x90, 3, 0, 1, 3]],
  ['packet type 0', [0x00, 0]],
  ['packet type 15', [0xf0, 0]],
  ['a PINGREQ, which only clients send', wire.pingreq],
  ['a DISCONNECT, which only clients send', wire.disconnect],
  ['a SUBSCRIBE, which only clients send', [0x82, 6, 0, 1, 0, 1, 0x74, 0]],
  ['a CONNECT, which only clients send', [0x10, 12, 0, 4, 77, 81, 84, 84, 4, 2, 0, 0, 0, 0]],
])('%s is not understood', (_name, bytes) => {
  expect(decode(bytes)).toBeUndefined();
});

test('any body behind any first byte is decoded or refused, and never throws', () => {
  const anyPacket = fc.tuple(fc.integer({ min: 0, max: 255 }), fc.uint8Array({ maxLength: 127 }));
  fc.assert(
    fc.property(anyPacket, ([first, body]) => {
      const packet = decode([first, body.length, ...body]);
      expect(typeof packet?.packet).toMatch(/^(string|undefined)$/);
    }),
    { numRuns: 2_000 },
  );
});
