import { expect, test } from 'vitest';
import { text } from '../testing/wire-bytes.ts';
import { encode } from './encode.ts';

const idle = { clientId: text(''), keepaliveSeconds: 0, cleanSession: true };

function connect(options: object): number[] {
  return [...encode({ packet: 'connect', options: { ...idle, ...options } })];
}

test('CONN-32 [MQTT-3.1.2-1] [MQTT-3.1.2-2]: CONNECT names MQTT, level 4', () => {
  expect(connect({})).toEqual([0x10, 12, 0, 4, ...text('MQTT'), 4, 0x02, 0, 0, 0, 0]);
});

test('CONNCFG-20 [MQTT-3.1.3-1]: CONNECT with everything, in the order of the standard', () => {
  const bytes = connect({
    clientId: text('W800'),
    username: text('user'),
    password: text('secret'),
    keepaliveSeconds: 7200,
    cleanSession: false,
    will: { topic: text('gone'), payload: text('bye'), qos: 2, retain: true },
  });
  const header = [0x10, 41, 0, 4, ...text('MQTT'), 4, 0b1111_0100, 0x1c, 0x20];
  const will = [0, 4, ...text('gone'), 0, 3, ...text('bye')];
  const credentials = [0, 4, ...text('user'), 0, 6, ...text('secret')];
  expect(bytes).toEqual([...header, 0, 4, ...text('W800'), ...will, ...credentials]);
});

test('CONNCFG-09, CONNCFG-10: clean session is bit 1 of the connect flags', () => {
  const clientId = text('a');
  expect(connect({ clientId, cleanSession: true })[9]).toBe(0x02);
  expect(connect({ clientId, cleanSession: false })[9]).toBe(0x00);
});

test('an empty client id goes out also with a kept session: the broker refuses it', () => {
  const bytes = connect({ cleanSession: false });
  expect(bytes.slice(8)).toEqual([4, 0x00, 0, 0, 0, 0]);
});

test('[MQTT-3.1.2-19], [MQTT-3.1.2-21]: user name and password set their flags, empty ones too', () => {
  expect(connect({ username: text('') })[9]).toBe(0x82);
  expect(connect({ username: text('u'), password: text('') })[9]).toBe(0xc2);
});

test('a will may be empty and its topic may be in any encoding', () => {
  const will = { topic: Uint8Array.of(0xff, 0xc4, 0xe3), payload: text(''), qos: 0, retain: false };
  expect(connect({ will }).slice(12)).toEqual([0, 0, 0, 3, 0xff, 0xc4, 0xe3, 0, 0]);
});

test('PUB-07, PUB-09: PUBLISH flags carry QoS, RETAIN and DUP', () => {
  const message = { packet: 'publish', topic: text('t'), payload: text('hi'), dup: false } as const;
  expect([...encode({ ...message, qos: 0, retain: true })]).toEqual([
    0x31,
    5,
    0,
    1,
    0x74,
    ...text('hi'),
  ]);
  expect([...encode({ ...message, qos: 1, retain: false, packetId: 258 })]).toEqual([
    0x32,
    7,
    0,
    1,
    0x74,
    1,
    2,
    ...text('hi'),
  ]);
  expect(encode({ ...message, qos: 2, retain: false, dup: true, packetId: 1 })[0]).toBe(0x3c);
});

test('a payload of 5760 bytes has two length bytes and arrives unchanged', () => {
  const payload = Uint8Array.from({ length: 5760 }, (_, index) => index & 0xff);
  const message = { topic: text('t'), payload, qos: 0, retain: false, dup: false } as const;
  const bytes = encode({ packet: 'publish', ...message });
  expect([...bytes.subarray(0, 6)]).toEqual([0x30, 0x83, 0x2d, 0, 1, 0x74]);
  expect([...bytes.subarray(6)]).toEqual([...payload]);
});

test('[MQTT-3.8.1-1] [MQTT-3.8.3-3]: SUBSCRIBE has flags 0010, one filter, its QoS', () => {
  const bytes = encode({ packet: 'subscribe', packetId: 10, filter: text('a/+'), qos: 2 });
  expect([...bytes]).toEqual([0x82, 8, 0, 10, 0, 3, ...text('a/+'), 2]);
});

test('[MQTT-3.10.1-1] [MQTT-3.10.3-2]: UNSUBSCRIBE has flags 0010 and one filter', () => {
  const bytes = encode({ packet: 'unsubscribe', packetId: 10, filter: text('a/+') });
  expect([...bytes]).toEqual([0xa2, 7, 0, 10, 0, 3, ...text('a/+')]);
});

test('a filter that is no UTF-8, and one of 128 bytes, go out byte for byte', () => {
  const gbk = Uint8Array.of(0xc4, 0xe3, 0xba, 0xc3);
  const short = encode({ packet: 'subscribe', packetId: 1, filter: gbk, qos: 0 });
  expect([...short.subarray(6, 10)]).toEqual([...gbk]);
  const long = new Uint8Array(128).fill(0xfe);
  const bytes = encode({ packet: 'unsubscribe', packetId: 1, filter: long });
  expect([...bytes.subarray(0, 7)]).toEqual([0xa2, 0x84, 0x01, 0, 1, 0, 128]);
  expect([...bytes.subarray(7)]).toEqual([...long]);
});

test('[MQTT-3.6.1-1]: PUBREL has flags 0010, the other acknowledgements 0000', () => {
  const packetId = 0xfffe;
  expect([...encode({ packet: 'puback', packetId })]).toEqual([0x40, 2, 0xff, 0xfe]);
  expect([...encode({ packet: 'pubrec', packetId })]).toEqual([0x50, 2, 0xff, 0xfe]);
  expect([...encode({ packet: 'pubrel', packetId })]).toEqual([0x62, 2, 0xff, 0xfe]);
  expect([...encode({ packet: 'pubcomp', packetId })]).toEqual([0x70, 2, 0xff, 0xfe]);
});

test('PINGREQ and DISCONNECT are two bytes', () => {
  expect([...encode({ packet: 'pingreq' })]).toEqual([0xc0, 0]);
  expect([...encode({ packet: 'disconnect' })]).toEqual([0xe0, 0]);
});

test('ruling 16: MQTT 3.1 calls itself MQIsdp, level 3, and is the same behind', () => {
  const will = { topic: text('gone'), payload: text('bye'), qos: 1, retain: false };
  const options = { clientId: text('W800'), username: text('u'), cleanSession: true, will };
  const [level3, level4] = [connect({ ...options, protocolLevel: 3 }), connect(options)];
  expect(level3.slice(0, 11)).toEqual([0x10, 32, 0, 6, ...text('MQIsdp'), 3]);
  expect(level4.slice(0, 9)).toEqual([0x10, 30, 0, 4, ...text('MQTT'), 4]);
  expect(level3.slice(11)).toEqual(level4.slice(9));
  expect(level4.slice(18, 24)).toEqual([0, 4, ...text('gone')]);
});
