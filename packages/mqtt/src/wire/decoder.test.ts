import fc from 'fast-check';
import { expect, test } from 'vitest';
import { text, wire } from '../testing/wire-bytes.ts';
import { Decoder } from './decoder.ts';
import { bodyOffset } from './fixed-header.ts';
import { headerFault } from './header-fault.ts';

/** The packet, or what its header or body has wrong. */
function decode(bytes: readonly number[]) {
  const all = Uint8Array.from(bytes);
  return headerFault(all[0] ?? 0, all.length - bodyOffset(all)) ?? new Decoder().decode(all);
}

test('PUBLISH keeps topic and payload byte for byte', () => {
  const bytes = [0x3d, 10, 0, 3, 0xef, 0xbb, 0xbf, 0x12, 0x34, 0x0d, 0x00, 0x80];
  expect(decode(bytes)).toEqual({
    packet: 'publish',
    packetId: 0x1234,
    // [MQTT-1.5.3-3]: U+FEFF is kept.
    topic: Uint8Array.of(0xef, 0xbb, 0xbf),
    payload: Uint8Array.of(0x0d, 0x00, 0x80),
    qos: 2,
    retain: true,
    dup: true,
  });
});

test('PUBLISH of QoS 0 may be empty', () => {
  const message = { packet: 'publish', topic: text('t'), payload: text(''), qos: 0 };
  expect(decode(wire.publish('t', ''))).toEqual({ ...message, retain: false, dup: false });
});

test('acknowledgements give their packet identifier', () => {
  expect(decode(wire.puback(65_535))).toEqual({ packet: 'puback', packetId: 65_535 });
  expect(decode(wire.pubrec(1))).toEqual({ packet: 'pubrec', packetId: 1 });
  expect(decode(wire.pubrel(256))).toEqual({ packet: 'pubrel', packetId: 256 });
  expect(decode(wire.pubcomp(2))).toEqual({ packet: 'pubcomp', packetId: 2 });
  expect(decode(wire.unsuback(3))).toEqual({ packet: 'unsuback', packetId: 3 });
  const suback = { packet: 'suback', packetId: 4, granted: [2, 128] };
  expect(decode(wire.suback(4, 2, 128))).toEqual(suback);
  expect(decode(wire.suback(4))).toEqual({ ...suback, granted: [] });
});

test('a remaining length in more bytes than it needs is taken', () => {
  const puback = { packet: 'puback', packetId: 258 };
  expect(decode([0x40, 0x82, 0x00, 1, 2])).toEqual(puback);
  expect(decode([0x40, 0x82, 0x80, 0x80, 0x00, 1, 2])).toEqual(puback);
  expect(decode([0xd0, 0x80, 0x00])).toEqual({ packet: 'pingresp' });
});

test('CONNACK gives its return code and Session Present', () => {
  const refused = { packet: 'connack', returnCode: 5, sessionPresent: false };
  expect(decode(wire.connack(5))).toEqual(refused);
  expect(decode(wire.connack(0, 1))).toMatchObject({ returnCode: 0, sessionPresent: true });
});

test.each([
  ['[MQTT-2.3.1-1]', 'PUBLISH has packet identifier 0', [0x32, 5, 0, 1, 0x74, 0, 0]],
  ['[MQTT-2.3.1-1]', 'PUBACK has packet identifier 0', wire.puback(0)],
  ['[MQTT-2.3.1-1]', 'SUBACK has packet identifier 0', wire.suback(0, 0)],
  ['one byte short', 'PUBLISH ends before its packet identifier does', [0x32, 4, 0, 1, 0x74, 0]],
  ['topic too long', 'PUBLISH ends before its topic does', [0x30, 4, 0, 9, 0x74, 0x74]],
  ['half a length', 'PUBLISH ends before its topic does', [0x30, 1, 0]],
  ['no body', 'PUBLISH ends before its topic does', [0x30, 0]],
  ['[MQTT-4.7.3-1]', 'PUBLISH has an empty topic', wire.publish('', 'x')],
  ['[MQTT-3.3.2-2]', 'the topic of PUBLISH has a wildcard in it', wire.publish('a/+', 'x')],
  ['[MQTT-3.3.2-2]', 'the topic of PUBLISH has a wildcard in it', wire.publish('#', 'x', 4)],
  [
    '[MQTT-1.5.3-1] [MQTT-3.3.2-1]',
    'the topic of PUBLISH is no UTF-8, or has U+0000 in it',
    [0x30, 3, 0, 1, 0xff],
  ],
  [
    '[MQTT-1.5.3-2]',
    'the topic of PUBLISH is no UTF-8, or has U+0000 in it',
    wire.publish('a\0', 'x'),
  ],
  ['reserved bits', 'CONNACK has reserved acknowledge flags set', [0x20, 2, 2, 0]],
  ['reserved bits', 'CONNACK has reserved acknowledge flags set', [0x20, 2, 0x81, 0]],
  ['[MQTT-3.9.3-2]', 'SUBACK has the reserved return code 3', wire.suback(1, 3)],
  ['no identifier', 'SUBACK ends before its packet identifier does', [0x90, 1, 0]],
  ['no identifier', 'SUBACK ends before its packet identifier does', [0x90, 0]],
])('%s: %s', (_tag, why, bytes) => {
  expect(decode(bytes)).toBe(why);
});

/** The same packet, read by hand. Its remaining length is one byte. */
function readByHand([first = 0, , ...body]: readonly number[]): unknown {
  const name = names[first >> 4];
  const id = (at: number) => (body[at] ?? 0) * 256 + (body[at + 1] ?? 0);
  if (name === 'connack')
    return { packet: name, sessionPresent: body[0] === 1, returnCode: body[1] };
  if (name === 'pingresp') return { packet: name };
  if (name === 'suback') return { packet: name, packetId: id(0), granted: body.slice(2) };
  if (name !== 'publish') return { packet: name, packetId: id(0) };
  const qos = (first >> 1) & 3;
  const topicEnd = 2 + id(0);
  const topic = Uint8Array.from(body.slice(2, topicEnd));
  const payload = Uint8Array.from(body.slice(qos === 0 ? topicEnd : topicEnd + 2));
  const flags = { qos, retain: first % 2 === 1, dup: (first & 8) !== 0 };
  const fields = { packet: name, topic, payload, ...flags };
  return qos === 0 ? fields : { ...fields, packetId: id(topicEnd) };
}

const names: Readonly<Record<number, string>> = {
  2: 'connack',
  3: 'publish',
  4: 'puback',
  5: 'pubrec',
  6: 'pubrel',
  7: 'pubcomp',
  9: 'suback',
  11: 'unsuback',
  13: 'pingresp',
};

test('whatever is understood is understood as it is read by hand, and everything in order is understood', () => {
  const topical = fc.tuple(fc.constantFrom('t', 'a/b', '温'), fc.uint8Array({ maxLength: 9 }));
  const body = fc.oneof(
    fc.uint8Array({ maxLength: 127 }),
    fc.uint8Array({ minLength: 2, maxLength: 3 }),
    topical.map(([topic, rest]) => Uint8Array.of(0, text(topic).length, ...text(topic), ...rest)),
  );
  const likely = fc.constantFrom(0x20, 0x30, 0x32, 0x3d, 0x40, 0x50, 0x62, 0x70, 0x90, 0xb0);
  const first = fc.oneof(likely, fc.integer({ min: 0, max: 255 }));
  const understood = new Set<string>();
  fc.assert(
    fc.property(first, body, (firstByte, rest) => {
      const bytes = [firstByte, rest.length, ...rest];
      const packet = decode(bytes);
      // What has no fault is never beyond the codec.
      expect(packet).not.toBe('the codec cannot read this packet');
      fc.pre(typeof packet !== 'string');
      understood.add(packet.packet);
      expect(packet).toEqual(readByHand(bytes));
    }),
    { numRuns: 1_000 },
  );
  expect(understood.size).toBeGreaterThan(6);
});

test('any body behind any first byte is decoded or refused, and never throws', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 255 }),
      fc.uint8Array({ maxLength: 127 }),
      (first, body) => {
        expect(['string', 'object']).toContain(typeof decode([first, body.length, ...body]));
      },
    ),
    { numRuns: 2_000 },
  );
});
