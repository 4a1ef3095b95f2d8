import { expect, test } from 'vitest';
import { connectedRig, Rig } from './testing/rig.ts';
import { text } from './testing/wire-bytes.ts';
import type { ConnectOptions } from './connect-options.ts';

const illFormed = Uint8Array.of(0xc4, 0xe3);
const withNul = text('a\0b');
const payload = text('x');

test.each([
  ['[MQTT-1.5.3-1] ill-formed UTF-8', illFormed],
  ['[MQTT-1.5.3-1] a surrogate', Uint8Array.of(0xed, 0xa0, 0x80)],
  ['[MQTT-1.5.3-2] U+0000', withNul],
  ['[MQTT-4.7.1-1] +', text('a/+')],
  ['[MQTT-4.7.1-1] #', text('#')],
  ['[MQTT-4.7.3-1] nothing', text('')],
  ['[MQTT-4.7.3-3] 65,536 bytes', text('a'.repeat(65_536))],
])('%s as a topic is invalid: nothing is sent, nothing held', async (_name, topic) => {
  const rig = await connectedRig();
  const { freeBytes } = rig.heap;
  for (const qos of [0, 1, 2] as const) {
    await rig.do(() => {
      const log = (what: string): void => void rig.log.push(what);
      rig.client.publish({ topic, payload, qos, retain: false }, log, () => log('sent'));
    });
  }
  expect(rig.log).toEqual(['invalid', 'invalid', 'invalid']);
  expect(rig.sent()).toEqual([]);
  expect(rig.heap.freeBytes).toBe(freeBytes);
  expect(rig.client.connected).toBe(true);
});

test.each([
  ['[MQTT-3.8.3-1] [MQTT-3.10.3-1] ill-formed UTF-8', illFormed],
  ['[MQTT-1.5.3-2] U+0000', withNul],
  ['[MQTT-4.7.1-2] a#', text('a#')],
  ['[MQTT-4.7.1-2] a/#/b', text('a/#/b')],
  ['[MQTT-4.7.1-3] a+', text('a+')],
  ['[MQTT-4.7.3-1] nothing', text('')],
])('%s as a filter is invalid: nothing is sent, no identifier used', async (_name, filter) => {
  const rig = await connectedRig();
  await rig.do(() => {
    rig.client.subscribe(filter, 1, (result) => rig.log.push(`subscribe ${result}`));
    rig.client.unsubscribe(filter, (result) => rig.log.push(`unsubscribe ${result}`));
  });
  expect(rig.log).toEqual(['subscribe invalid', 'unsubscribe invalid']);
  expect(rig.sent()).toEqual([]);
  await rig.subscribe('t');
  expect(rig.sent().slice(2, 4)).toEqual([0, 1]);
});

test('[MQTT-1.5.3-3]: U+FEFF goes out as the three bytes it is', async () => {
  const rig = await connectedRig();
  await rig.publish('\uFEFFt', 'x', 0);
  expect(rig.sent()).toEqual([0x30, 7, 0, 4, 0xef, 0xbb, 0xbf, 0x74, 0x78]);
  await rig.subscribe('\uFEFF');
  expect(rig.sent()).toEqual([0x82, 8, 0, 1, 0, 3, 0xef, 0xbb, 0xbf, 0]);
});

const will = { topic: text('t'), payload, qos: 0, retain: false } as const;

test.each<[string, Partial<ConnectOptions>]>([
  ['[MQTT-3.1.3-4] a client id that is no UTF-8', { clientId: illFormed }],
  ['[MQTT-1.5.3-2] a client id with U+0000', { clientId: withNul }],
  ['[MQTT-3.1.3-11] a user name that is no UTF-8', { username: illFormed }],
  ['[MQTT-1.5.3-2] a user name with U+0000', { username: withNul }],
  ['[MQTT-3.1.3-10] a will topic that is no UTF-8', { will: { ...will, topic: illFormed } }],
  ['[MQTT-1.5.3-2] a will topic with U+0000', { will: { ...will, topic: withNul } }],
  ['[MQTT-4.7.1-1] a will topic with a wildcard', { will: { ...will, topic: text('a/+') } }],
  ['[MQTT-4.7.3-1] a will topic without a byte', { will: { ...will, topic: text('') } }],
  ['[MQTT-3.1.3-7] no client id for a kept session', { clientId: text(''), cleanSession: false }],
])('%s: the stream is finished without a byte', async (_name, options) => {
  const rig = new Rig();
  await rig.connect(options);
  expect(rig.connectResults).toEqual([{ ok: false, reason: 'invalid' }]);
  expect(rig.sent()).toEqual([]);
  expect(rig.peer.endedAt).toBe(rig.kernel.now);
  expect(rig.heap.freeBytes).toBe(rig.baselineBytes);
  expect(rig.kernel.nextAt).toBeUndefined();
  // What the far end still says is taken, unread.
  await rig.deliver([0x20, 2, 0, 0]);
  await rig.do(() => rig.peer.close('ended'));
  expect(rig.peer.consumedBytes).toBe(4);
  expect(rig.log).toEqual(['connect invalid']);
});

test('a password and a will message are any bytes', async () => {
  const rig = new Rig();
  const password = Uint8Array.of(0x00, 0xff, 0x80);
  await rig.connect({ username: text('温'), password, will: { ...will, payload: password } });
  const bytes = rig.sent();
  expect(bytes.slice(-5)).toEqual([0, 3, 0x00, 0xff, 0x80]);
  expect(bytes.slice(18, 26)).toEqual([0, 1, 0x74, 0, 3, 0x00, 0xff, 0x80]);
});

test('[MQTT-3.1.3-7]: no client id goes with a clean session', async () => {
  const rig = new Rig();
  await rig.connect({ clientId: text('') });
  expect(rig.sent().slice(8)).toEqual([4, 2, 0, 120, 0, 0]);
});
