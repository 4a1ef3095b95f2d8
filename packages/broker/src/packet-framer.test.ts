import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { generate, type Packet } from 'mqtt-packet';
import { describe, expect, test } from 'vitest';
import { PacketFramer } from './packet-framer.ts';

const packets: readonly Packet[] = [
  { cmd: 'connect', clientId: 'W800', clean: true, keepalive: 60 },
  { cmd: 'connack', returnCode: 0, sessionPresent: false },
  { cmd: 'publish', topic: 't', payload: 'hello', qos: 1, messageId: 1, dup: true, retain: true },
  { cmd: 'publish', topic: 't', payload: 'x'.repeat(200), qos: 0, dup: false, retain: false },
  { cmd: 'puback', messageId: 1 },
  { cmd: 'pubrec', messageId: 2 },
  { cmd: 'pubrel', messageId: 2 },
  { cmd: 'pubcomp', messageId: 2 },
  { cmd: 'subscribe', messageId: 3, subscriptions: [{ topic: 't', qos: 2 }] },
  { cmd: 'suback', messageId: 3, granted: [2] },
  { cmd: 'unsubscribe', messageId: 4, unsubscriptions: ['t'] },
  { cmd: 'unsuback', messageId: 4, granted: [] },
  { cmd: 'pingreq' },
  { cmd: 'pingresp' },
  { cmd: 'disconnect' },
];
const names = packets.map(({ cmd }) => cmd);
const stream = Buffer.concat(packets.map((packet) => generate(packet)));

function cutAt(places: readonly number[], bytes: Uint8Array): Uint8Array[] {
  const edges = [...new Set(places.map((place) => place % (bytes.length + 1)))];
  const sorted = [0, ...edges.toSorted((a, b) => a - b), bytes.length];
  return sorted.slice(1).map((edge, index) => bytes.subarray(sorted[index], edge));
}

describe('A stream cut into packets', () => {
  test('is the same packets wherever it is split', () => {
    for (let place = 0; place <= stream.length; place += 1) {
      const framer = new PacketFramer();
      const frames = cutAt([place], stream).flatMap((piece) => framer.cut(piece));
      expect(frames.map(({ name }) => name)).toEqual(names);
      expect(frames.map(({ bytes }) => Buffer.from(bytes))).toEqual(
        packets.map((packet) => generate(packet)),
      );
      expect(framer.rest()).toEqual([]);
    }
  });

  test('a packet that came in one piece is not copied', () => {
    const bytes = Uint8Array.of(0xd0, 0, 0x40, 2, 0, 1);
    const [ping, puback] = new PacketFramer().cut(bytes);
    expect([ping?.bytes.buffer, puback?.bytes.buffer]).toEqual([bytes.buffer, bytes.buffer]);
    expect([puback?.bytes.byteOffset, puback?.bytes.length]).toEqual([2, 4]);
  });

  test.each([
    ['type 0', [0x00, 0]],
    ['type 15', [0xf0, 0]],
    ['PUBLISH of QoS 3', [0x36, 3, 0, 1, 0x61]],
    ['PUBACK with flags', [0x42, 2, 0, 1]],
    ['PUBREL without its flags', [0x60, 2, 0, 1]],
    ['SUBSCRIBE without its flags', [0x80, 2, 0, 1]],
    ['UNSUBSCRIBE with other flags', [0xa3, 2, 0, 1]],
    ['a remaining length of five bytes', [0x30, 0x80, 0x80, 0x80, 0x80, 1]],
  ])('%s is malformed, and so is whatever follows', (_what, bad) => {
    const framer = new PacketFramer();
    const first = framer.cut(Uint8Array.from([0xd0, 0, ...bad]));
    expect(first).toEqual([
      { name: 'pingresp', bytes: Uint8Array.of(0xd0, 0) },
      { name: 'malformed', bytes: Uint8Array.from(bad) },
    ]);
    const ping = Uint8Array.of(0xd0, 0);
    expect(framer.cut(ping)).toEqual([{ name: 'malformed', bytes: ping }]);
  });

  test('a remaining length of four bytes is not malformed', () => {
    const framer = new PacketFramer();
    expect(framer.cut(Uint8Array.of(0x30, 0x80, 0x80, 0x80, 1))).toEqual([]);
    expect(framer.cut(new Uint8Array(2_097_151))).toEqual([]);
    const [frame] = framer.cut(new Uint8Array(1));
    expect([frame?.name, frame?.bytes.length]).toEqual(['publish', 2_097_152 + 5]);
  });

  test('law: put together it is what it was, whatever it was and however it is split', () => {
    const anything = fc.oneof(
      fc.uint8Array({ maxLength: 60 }),
      fc.array(fc.constantFrom(...packets), { maxLength: 6 }).map((some) => {
        return Uint8Array.from(Buffer.concat(some.map((packet) => generate(packet))));
      }),
    );
    const streams = fc.tuple(anything, anything).map(([a, b]) => Uint8Array.from([...a, ...b]));
    fc.assert(
      fc.property(streams, fc.array(fc.nat(200), { maxLength: 8 }), (bytes, places) => {
        const framer = new PacketFramer();
        const frames = cutAt(places, bytes).flatMap((piece) => framer.cut(piece));
        const whole = [...frames, ...framer.rest()].flatMap((frame) => [...frame.bytes]);
        expect(whole).toEqual([...bytes]);
      }),
    );
  });
});
