import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ConnectOptions } from '../connect-options.ts';
import { readConnect, type ReadConnect } from '../testing/read-connect.ts';
import { text } from '../testing/wire-bytes.ts';
import { encode } from './encode.ts';

const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }).map(text);
const qos = fc.constantFrom(0 as const, 1 as const, 2 as const);
const bytes = fc.uint8Array({ maxLength: 300 });
const anyWill = fc.record({ topic: words, payload: bytes, qos, retain: fc.boolean() });
const parts = fc.record({
  clientId: words,
  cleanSession: fc.boolean(),
  keepaliveSeconds: fc.nat({ max: 65_535 }),
});

function read(options: ConnectOptions): ReadConnect {
  return readConnect(encode({ packet: 'connect', options }));
}

function payload(...fields: Uint8Array[]): number[][] {
  return fields.map((field) => [...field]);
}

test('[MQTT-2.2.2-1], [MQTT-3.1.3-3]: every CONNECT has reserved bits 0 and the client id first', () => {
  fc.assert(
    fc.property(
      parts,
      fc.option(anyWill, { nil: undefined }),
      fc.option(words, { nil: undefined }),
      (options, will, username) => {
        const found = read({
          ...options,
          ...(will === undefined ? {} : { will }),
          ...(username === undefined ? {} : { username }),
        });
        expect(found).toMatchObject({ firstByte: 0x10, protocolName: 'MQTT', level: 4 });
        expect(found.flags).toMatchObject({ reserved: false, cleanSession: options.cleanSession });
        expect(found.keepaliveSeconds).toBe(options.keepaliveSeconds);
        expect(found.payload[0]).toEqual([...options.clientId]);
      },
    ),
  );
});

test('[MQTT-3.1.2-11], [MQTT-3.1.2-13], [MQTT-3.1.2-15]: no will, no bit of it and no field', () => {
  fc.assert(
    fc.property(parts, words, words, (options, username, password) => {
      const without = { will: false, willQos: 0, willRetain: false };
      const bare = read(options);
      expect(bare.flags).toMatchObject(without);
      expect(bare.payload).toEqual(payload(options.clientId));
      const known = read({ ...options, username, password });
      expect(known.flags).toMatchObject(without);
      expect(known.payload).toEqual(payload(options.clientId, username, password));
    }),
  );
});

test('[MQTT-3.1.2-9], [MQTT-3.1.2-14]: a will sets its flag and brings its topic and message', () => {
  fc.assert(
    fc.property(parts, anyWill, (options, will) => {
      const { flags, payload: found } = read({ ...options, will });
      expect(flags).toMatchObject({ will: true, willQos: will.qos, willRetain: will.retain });
      expect(found).toEqual(payload(options.clientId, will.topic, will.payload));
    }),
  );
});

test.each([
  ['[MQTT-3.1.2-18], [MQTT-3.1.2-20]: neither', undefined, undefined],
  ['[MQTT-3.1.2-19], [MQTT-3.1.2-20]: a user name alone', 'user', undefined],
  ['[MQTT-3.1.2-19], [MQTT-3.1.2-21]: a user name and a password', 'user', 'secret'],
  ['[MQTT-3.1.2-19], [MQTT-3.1.2-21]: both of them empty', '', ''],
])('%s: the flags say what the payload has', (_case, username, password) => {
  fc.assert(
    fc.property(parts, fc.option(anyWill, { nil: undefined }), (options, will) => {
      const credentials = [username, password].filter((value) => value !== undefined).map(text);
      const found = read({
        ...options,
        ...(will === undefined ? {} : { will }),
        ...(username === undefined ? {} : { username: text(username) }),
        ...(password === undefined ? {} : { password: text(password) }),
      });
      expect(found.flags).toMatchObject({
        username: username !== undefined,
        password: password !== undefined,
      });
      const before = will === undefined ? [] : [will.topic, will.payload];
      expect(found.payload).toEqual(payload(options.clientId, ...before, ...credentials));
    }),
  );
});

test('[MQTT-3.1.3-1]: client id, will topic, will message, user name, password', () => {
  const { payload: found } = read({
    clientId: text('1'),
    will: { topic: text('2'), payload: text('3'), qos: 1, retain: false },
    username: text('4'),
    password: text('5'),
    keepaliveSeconds: 0,
    cleanSession: true,
  });
  expect(found).toEqual(payload(...['1', '2', '3', '4', '5'].map(text)));
});

test.each([
  ['PUBACK', 'puback', 0x40],
  ['PUBREC', 'pubrec', 0x50],
  ['PUBREL, [MQTT-3.6.1-1]', 'pubrel', 0x62],
  ['PUBCOMP', 'pubcomp', 0x70],
] as const)('[MQTT-2.2.2-1], [MQTT-2.3.1-6]: %s: type, flags and id', (_name, packet, first) => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 65_535 }), (packetId) => {
      expect([...encode({ packet, packetId })]).toEqual([first, 2, packetId >> 8, packetId & 0xff]);
    }),
  );
});

test('[MQTT-2.2.2-1]: PINGREQ and DISCONNECT have flags 0000', () => {
  expect(encode({ packet: 'pingreq' })[0]).toBe(0xc0);
  expect(encode({ packet: 'disconnect' })[0]).toBe(0xe0);
});

test('[MQTT-2.3.1-5], [MQTT-3.3.1-2], [MQTT-3.3.2-1]: QoS 0 is topic and payload, and DUP is 0', () => {
  fc.assert(
    fc.property(words, fc.uint8Array({ maxLength: 50 }), fc.boolean(), (topic, content, retain) => {
      const message = { topic, payload: content, qos: 0, retain, dup: false } as const;
      const found = [...encode({ packet: 'publish', ...message })];
      const body = [topic.length >> 8, topic.length & 0xff, ...topic, ...content];
      const start = body.length < 128 ? 2 : 3;
      expect(found[0]).toBe(retain ? 0x31 : 0x30);
      expect(found.slice(start)).toEqual(body);
    }),
  );
});

test('[MQTT-3.3.1-4], [MQTT-3.3.2-1]: above QoS 0 the topic is first, then the identifier', () => {
  fc.assert(
    fc.property(
      fc.string({ minLength: 1, maxLength: 20 }).map(text),
      fc.constantFrom(1 as const, 2 as const),
      fc.boolean(),
      fc.integer({ min: 1, max: 65_535 }),
      (topic, level, dup, packetId) => {
        const message = { topic, payload: text('x'), qos: level, retain: false, dup } as const;
        const found = [...encode({ packet: 'publish', ...message, packetId })];
        expect(found[0]).toBe(0x30 | (dup ? 8 : 0) | (level === 1 ? 2 : 4));
        const id = [packetId >> 8, packetId & 0xff];
        expect(found.slice(2)).toEqual([0, topic.length, ...topic, ...id, ...text('x')]);
      },
    ),
  );
});

test('[MQTT-3.8.1-1], [MQTT-3.8.3-1], [MQTT-3.8.3-3]: SUBSCRIBE is flags 0010, id, filter, QoS', () => {
  fc.assert(
    fc.property(words, qos, fc.integer({ min: 1, max: 65_535 }), (filter, level, packetId) => {
      const found = [...encode({ packet: 'subscribe', packetId, filter, qos: level })];
      const body = [packetId >> 8, packetId & 0xff, filter.length >> 8, filter.length & 0xff];
      expect(found[0]).toBe(0x82);
      expect(found.slice(-body.length - filter.length - 1)).toEqual([...body, ...filter, level]);
      expect(found).toHaveLength(1 + lengthBytes(body.length + filter.length + 1));
    }),
  );
});

test('[MQTT-3.10.1-1], [MQTT-3.10.3-1], [MQTT-3.10.3-2]: UNSUBSCRIBE is flags 0010, id, filter', () => {
  fc.assert(
    fc.property(words, fc.integer({ min: 1, max: 65_535 }), (filter, packetId) => {
      const found = [...encode({ packet: 'unsubscribe', packetId, filter })];
      const body = [packetId >> 8, packetId & 0xff, filter.length >> 8, filter.length & 0xff];
      expect(found[0]).toBe(0xa2);
      expect(found.slice(-body.length - filter.length)).toEqual([...body, ...filter]);
      expect(found).toHaveLength(1 + lengthBytes(body.length + filter.length));
    }),
  );
});

/** Of a body of so many bytes: the bytes of its length, and the body. */
function lengthBytes(bodyBytes: number): number {
  return bodyBytes + (bodyBytes < 128 ? 1 : 2);
}
