import { second } from '@w800/kernel';
import { expect, test } from 'vitest';
import { connectedRig } from '../testing/rig.ts';
import { text, wire } from '../testing/wire-bytes.ts';

const start = 1 * second;

test('SUB-25 [MQTT-3.8.4-2]: SUBSCRIBE carries the QoS and ends at SUBACK', async () => {
  const rig = await connectedRig();
  await rig.subscribe('a/#', 1);
  expect(rig.sent()).toEqual([0x82, 8, 0, 1, 0, 3, ...text('a/#'), 1]);
  expect(rig.log).toEqual([]);
  await rig.deliver(wire.suback(1, 1));
  expect(rig.log).toEqual(['subscribe ok']);
  expect(rig.heap.usedBy('mqtt.subscribe')).toBe(0);
});

test('a QoS granted below the one asked for is a success', async () => {
  const rig = await connectedRig();
  await rig.subscribe('t', 2);
  await rig.deliver(wire.suback(1, 0));
  expect(rig.log).toEqual(['subscribe ok']);
});

test('SUB-21: return code 0x80 is a refusal and keeps the session', async () => {
  const rig = await connectedRig();
  await rig.subscribe('t');
  await rig.deliver(wire.suback(1, 0x80));
  expect(rig.log).toEqual(['subscribe refused']);
  expect(rig.client.connected).toBe(true);
});

test('UNSUBSCRIBE ends at UNSUBACK', async () => {
  const rig = await connectedRig();
  await rig.unsubscribe('a/#');
  expect(rig.sent()).toEqual([0xa2, 7, 0, 1, 0, 3, ...text('a/#')]);
  await rig.deliver(wire.unsuback(1));
  expect(rig.log).toEqual(['unsubscribe ok']);
});

test('SUB-22: no SUBACK within 10 s ends the session, then the command', async () => {
  const rig = await connectedRig();
  await rig.subscribe('t');
  rig.sent();
  await rig.until(start + 10 * second - 1);
  expect(rig.log).toEqual([]);
  await rig.until(start + 10 * second);
  expect(rig.log).toEqual(['closed timeout', 'subscribe timeout']);
  expect(rig.sent()).toEqual(wire.disconnect);
  expect(rig.peer.endedAt).toBe(start + 10 * second);
});

test('UNSUB-12: no UNSUBACK within 10 s ends the session, and what else was under way', async () => {
  const rig = await connectedRig();
  await rig.unsubscribe('t');
  await rig.until(start + 5 * second);
  await rig.publish('t', 'a', 1);
  await rig.subscribe('u');
  await rig.until(start + 10 * second);
  const ends = ['publish a closed', 'subscribe closed', 'unsubscribe timeout'];
  expect(rig.log).toEqual(['closed timeout', ...ends]);
  expect(rig.heap.freeBytes).toBe(rig.baselineBytes);
});

test('a SUBACK in the last nanosecond counts', async () => {
  const rig = await connectedRig();
  await rig.subscribe('t');
  await rig.until(start + 10 * second - 1);
  await rig.deliver(wire.suback(1, 0));
  await rig.until(start + 60 * second);
  expect(rig.log).toEqual(['subscribe ok']);
});

test('[MQTT-3.8.4-3]: a message may come before SUBACK', async () => {
  const rig = await connectedRig();
  await rig.subscribe('t');
  await rig.deliver([...wire.publish('t', 'retained'), ...wire.suback(1, 0)]);
  expect(rig.log).toEqual(['message retained', 'subscribe ok']);
});

test.each([
  ['SUBACK with two return codes', wire.suback(1, 0, 0)],
  ['SUBACK without a return code', wire.suback(1)],
  ['SUBACK for an identifier nobody used', wire.suback(2, 0)],
  ['UNSUBACK for a SUBSCRIBE', wire.unsuback(1)],
  ['PUBACK for a SUBSCRIBE', wire.puback(1)],
])('[MQTT-4.8.0-1]: %s ends the session', async (_name, bytes) => {
  const rig = await connectedRig();
  await rig.subscribe('t');
  await rig.deliver(bytes);
  expect(rig.log).toEqual(['closed protocol', 'subscribe closed']);
});

test('[MQTT-4.8.0-1]: a SUBACK for an UNSUBSCRIBE ends the session', async () => {
  const rig = await connectedRig();
  await rig.unsubscribe('t');
  await rig.deliver(wire.suback(1, 0));
  expect(rig.log).toEqual(['closed protocol', 'unsubscribe closed']);
});

test('without heap a subscribe fails by itself', async () => {
  const rig = await connectedRig({ heapBytes: 2_464 + 24 });
  await rig.subscribe('t');
  await rig.unsubscribe('t');
  expect(rig.log).toEqual(['subscribe no-memory', 'unsubscribe no-memory']);
  expect(rig.sent()).toEqual([]);
  expect(rig.client.connected).toBe(true);
});

test('identifiers are shared with publishes and free again after the answer', async () => {
  const rig = await connectedRig();
  await rig.subscribe('t');
  await rig.publish('t', 'a', 1);
  await rig.deliver([...wire.puback(2), ...wire.suback(1, 0)]);
  expect(rig.log).toEqual(['publish a ok', 'subscribe ok']);
});

test('where a missing SUBACK closes nothing, the command ends and a late one is taken silently', async () => {
  const rig = await connectedRig({ subscribeTimeoutCloses: false });
  await rig.subscribe('t');
  rig.sent();
  await rig.until(start + 10 * second);
  expect(rig.log).toEqual(['subscribe timeout']);
  expect(rig.heap.usedBy('mqtt.subscribe')).toBe(0);
  await rig.deliver(wire.suback(1, 0));
  expect(rig.log).toEqual(['subscribe timeout']);
  expect(rig.sent()).toEqual([]);
  expect(rig.client.connected).toBe(true);
  await rig.deliver(wire.suback(1, 0));
  expect(rig.log).toEqual(['subscribe timeout', 'closed protocol']);
});

test('there its identifier is not used again before the answer, and its end is told once', async () => {
  const rig = await connectedRig({ subscribeTimeoutCloses: false });
  await rig.unsubscribe('t');
  await rig.until(start + 10 * second);
  await rig.subscribe('t');
  expect(rig.log).toEqual(['unsubscribe timeout']);
  expect(rig.sent().slice(-8, -4)).toEqual([0x82, 6, 0, 2]);
  await rig.do(() => rig.client.abort());
  expect(rig.log).toEqual(['unsubscribe timeout', 'subscribe closed']);
  expect(rig.heap.freeBytes).toBe(rig.baselineBytes);
});
