import { second } from '@w800/kernel';
import { expect, test } from 'vitest';
import { mqttEnded } from '../session-trace.ts';
import { Rig } from '../testing/rig.ts';
import { text, wire } from '../testing/wire-bytes.ts';

test('[MQTT-3.1.0-1]: CONNECT is the first packet, byte for byte', async () => {
  const rig = new Rig();
  await rig.connect({ clientId: text('W800'), keepaliveSeconds: 120 });
  const header = [0x10, 16, 0, 4, ...text('MQTT'), 4, 0x02, 0, 120];
  expect(rig.sent()).toEqual([...header, 0, 4, ...text('W800')]);
  expect(rig.client.connected).toBe(false);
});

test('CONNCFG-06, CONNCFG-07: CONNECT carries the keepalive it is given', async () => {
  const rig = new Rig();
  await rig.connect({ keepaliveSeconds: 7200 });
  expect(rig.sent().slice(10, 12)).toEqual([0x1c, 0x20]);
});

test.each([0, 1])('CONNACK 0 with Session Present %i opens the session', async (present) => {
  const rig = new Rig();
  await rig.connect({ cleanSession: false });
  await rig.deliver(wire.connack(0, present));
  expect(rig.connectResults).toEqual([{ ok: true, sessionPresent: present === 1 }]);
  expect(rig.client.connected).toBe(true);
});

test.each([1, 2, 3, 4, 5, 255])(
  'CONN-19 [MQTT-3.2.2-5]: CONNACK code %i is a refusal and ends the stream',
  async (code) => {
    const rig = new Rig();
    const ends: string[] = [];
    rig.kernel.trace.on(mqttEnded, ({ data }) => ends.push(`${data.reason} ${data.accepted}`));
    await rig.connect();
    rig.sent();
    await rig.deliver([...wire.connack(code), ...wire.pingresp]);
    // What comes behind is taken, unread.
    expect(rig.peer.consumedBytes).toBe(6);
    expect(rig.connectResults).toEqual([{ ok: false, reason: 'refused', code }]);
    expect(rig.peer.endedAt).toBe(0);
    expect(rig.sent()).toEqual([]);
    expect(rig.heap.freeBytes).toBe(rig.baselineBytes);
    expect(ends).toEqual(['refused false']);
    // Nothing is left to go off: no limit, no keepalive, no event.
    await rig.until(600 * second);
    expect(rig.log).toEqual(['connect refused']);
    expect(rig.kernel.eventCount).toBe(2);
  },
);

test('ruling 17: CONNACK is waited for 30 s, to the nanosecond', async () => {
  const rig = new Rig();
  await rig.until(2 * second);
  await rig.connect();
  rig.sent();
  await rig.until(32 * second - 1);
  expect(rig.log).toEqual([]);
  await rig.until(32 * second);
  expect(rig.log).toEqual(['connect timeout']);
  // A session that never was gets no DISCONNECT.
  expect(rig.sent()).toEqual([]);
  expect(rig.peer.endedAt).toBe(32 * second);
  expect(rig.heap.freeBytes).toBe(rig.baselineBytes);
});

test('the limit counts from the start of the attempt, transport included', async () => {
  const rig = new Rig();
  await rig.until(9 * second);
  await rig.connect({ startedAt: 1 * second });
  await rig.until(31 * second - 1);
  expect(rig.log).toEqual([]);
  await rig.until(31 * second);
  expect(rig.log).toEqual(['connect timeout']);
});

test('an attempt that is already too old fails at once', async () => {
  const rig = new Rig();
  await rig.until(40 * second);
  await rig.connect({ startedAt: 1 * second });
  await rig.until(40 * second);
  expect(rig.log).toEqual(['connect timeout']);
});

test('a CONNACK in time stops the clock', async () => {
  const rig = new Rig();
  await rig.connect({ keepaliveSeconds: 0 });
  await rig.until(30 * second - 1);
  await rig.deliver(wire.connack());
  await rig.until(600 * second);
  expect(rig.log).toEqual(['connect ok']);
  expect(rig.client.connected).toBe(true);
});

test('CONN-20: a stream that ends before CONNACK fails the attempt and is no lost session', async () => {
  for (const end of ['finish', 'reset', 'timeout'] as const) {
    const rig = new Rig();
    await rig.connect();
    await rig.do(() => (end === 'finish' ? rig.peer.finish() : rig.peer.close(end)));
    expect(rig.log).toEqual(['connect closed']);
    expect(rig.heap.freeBytes).toBe(rig.baselineBytes);
  }
});

test.each([
  ['PUBLISH', wire.publish('t', 'early')],
  ['PINGRESP', wire.pingresp],
  ['a malformed packet', [0x21, 2, 0, 0]],
])('[MQTT-3.2.0-1]: %s before CONNACK fails the attempt', async (_name, bytes) => {
  const rig = new Rig();
  await rig.connect();
  rig.sent();
  await rig.deliver(bytes);
  expect(rig.log).toEqual(['connect protocol']);
  expect(rig.peer.endedAt).toBe(0);
  expect(rig.sent()).toEqual([]);
});

test('memory that was reserved is used by the session, and given back without one', async () => {
  const options = { clientId: text('W800'), keepaliveSeconds: 120, cleanSession: true };
  const rig = new Rig();
  expect(rig.client.reserve(options)).toBe(true);
  const { freeBytes } = rig.heap;
  expect(rig.baselineBytes - freeBytes).toBe(2_464);
  await rig.connect();
  expect(rig.heap.freeBytes).toBe(freeBytes);
  const other = new Rig();
  other.client.reserve(options);
  other.client.abort();
  expect(other.heap.freeBytes).toBe(other.baselineBytes);
});

test('a client holds a copy of every text it was given', async () => {
  const rig = new Rig();
  await rig.connect({
    username: text('u'.repeat(64)),
    password: text('p'.repeat(64)),
    will: { topic: text('w'), payload: text('gone'), qos: 0, retain: false },
  });
  expect(rig.heap.usedBy('mqtt.client')).toBe(2_464 + 2 * 96 + 32 + 32);
});

test('without heap for the client the attempt fails and nothing stays held', async () => {
  for (let heapBytes = 0; heapBytes <= 2_464; heapBytes += 8) {
    const rig = new Rig({ heapBytes });
    await rig.connect();
    const fits = heapBytes === 2_464;
    expect(rig.log).toEqual(fits ? [] : ['connect no-memory']);
    expect(rig.heap.freeBytes).toBe(fits ? 0 : heapBytes);
    expect(rig.sent().length > 0).toBe(fits);
    expect(rig.peer.endedAt).toBe(fits ? undefined : 0);
  }
});

test('a second connect, and a password without a user name, are our own fault', async () => {
  const rig = new Rig();
  await rig.connect();
  await expect(rig.connect()).rejects.toThrow('one stream in its life');
  const other = new Rig();
  const refused = other.connect({ password: text('secret') });
  await expect(refused).rejects.toThrow('a password comes with a user name');
});
