import { second } from '@w800/kernel';
import { expect, test } from 'vitest';
import { connectedRig, type Rig } from '../testing/rig.ts';
import { text, wire } from '../testing/wire-bytes.ts';

const start = 1 * second;
const limit = 10 * second;

/** The bytes of this client's PUBLISH of a one-letter topic. */
function published(payload: string, qos: 0 | 1 | 2, id?: number): number[] {
  return wire.publish('t', payload, id, qos * 2);
}

function publishBytes(rig: Rig): number {
  return rig.heap.usedBy('mqtt.publish');
}

test.each([1, 2] as const)(
  'PUB-14: QoS %i without an answer ends after 10 s, to the nanosecond, and keeps the session',
  async (qos) => {
    const rig = await connectedRig();
    await rig.publish('t', 'a', qos);
    await rig.until(start + limit - 1);
    expect(rig.log).toEqual([]);
    await rig.until(start + limit);
    expect(rig.log).toEqual(['publish a timeout']);
    expect(rig.client.connected).toBe(true);
    expect(publishBytes(rig)).toBe(0);
  },
);

test('PUB-14: the 10 s of QoS 2 count for the whole exchange', async () => {
  const rig = await connectedRig();
  await rig.publish('t', 'a', 2);
  await rig.until(start + 9 * second);
  await rig.deliver(wire.pubrec(1));
  await rig.until(start + limit);
  expect(rig.log).toEqual(['publish a timeout']);
});

test('an answer in the last nanosecond counts', async () => {
  const rig = await connectedRig();
  await rig.publish('t', 'a', 1);
  await rig.until(start + limit - 1);
  await rig.deliver(wire.puback(1));
  await rig.until(start + 100 * second);
  expect(rig.log).toEqual(['publish a ok']);
});

test('NOTE-13: a late PUBACK is taken silently, and the next publish did not wait for it', async () => {
  const rig = await connectedRig();
  await rig.publish('t', 'a', 1);
  await rig.until(start + limit);
  rig.sent();
  await rig.publish('t', 'b', 1);
  expect(rig.sent()).toEqual(published('b', 1, 2));
  await rig.deliver(wire.puback(1));
  await rig.deliver(wire.puback(2));
  expect(rig.log).toEqual(['publish a timeout', 'publish b ok']);
  expect(rig.client.connected).toBe(true);
});

test('NOTE-13 [MQTT-4.3.3-1]: a late PUBREC still gets its PUBREL, the late PUBCOMP nothing', async () => {
  const rig = await connectedRig();
  await rig.publish('t', 'a', 2);
  await rig.until(start + limit);
  rig.sent();
  await rig.deliver(wire.pubrec(1));
  expect(rig.sent()).toEqual(wire.pubrel(1));
  await rig.deliver(wire.pubcomp(1));
  expect(rig.sent()).toEqual([]);
  expect(rig.log).toEqual(['publish a timeout']);
  expect(rig.client.connected).toBe(true);
});

test('NOTE-13: the identifier of a publish that timed out is not reused before its answer', async () => {
  const rig = await connectedRig({}, { keepaliveSeconds: 0 });
  await rig.publish('t', 'late', 1);
  await rig.until(start + limit);
  rig.sent();
  const identifiers = new Set<number>();
  const message = { topic: text('t'), payload: text('x'), qos: 1, retain: false } as const;
  await rig.do(() => {
    for (let count = 0; count < 65_535; count += 1) {
      rig.client.publish(message, () => undefined);
      const packet = rig.peer.writes.pop()?.bytes ?? new Uint8Array(0);
      const identifier = (packet[5] ?? 0) * 256 + (packet[6] ?? 0);
      identifiers.add(identifier);
      rig.peer.deliver(wire.puback(identifier));
    }
  });
  expect(identifiers.size).toBe(65_534);
  expect(identifiers.has(1)).toBe(false);
  expect(identifiers.has(0)).toBe(false);
  await rig.deliver(wire.puback(1));
  expect(rig.client.connected).toBe(true);
});

test('one whose 10 s run out in the queue is never sent, and those behind it are', async () => {
  const rig = await connectedRig();
  await rig.publish('t', 'a', 1);
  await rig.until(start + 9 * second);
  await rig.deliver(wire.puback(1));
  await rig.publish('t', 'b', 1);
  await rig.publish('t', 'c', 1);
  await rig.until(start + 12 * second);
  await rig.publish('t', 'd', 1);
  rig.sent();
  await rig.until(start + 19 * second);
  expect(rig.log).toEqual(['publish a ok', 'publish b timeout', 'publish c timeout']);
  expect(rig.sent()).toEqual(published('d', 1, 3));
  expect(publishBytes(rig)).toBe(2 * 64);
});

test('a timeout lets the next in the queue go at once', async () => {
  const rig = await connectedRig();
  await rig.publish('t', 'a', 1);
  await rig.until(start + 4 * second);
  await rig.publish('t', 'b', 1);
  rig.sent();
  await rig.until(start + limit);
  expect(rig.sent()).toEqual(published('b', 1, 2));
  await rig.deliver(wire.puback(2));
  expect(rig.log).toEqual(['publish a timeout', 'publish b ok']);
});

test('PUB-14: QoS 0 that the transport does not take ends after 10 s; its bytes still go', async () => {
  const rig = await connectedRig();
  rig.peer.roomBytes = 3;
  await rig.publish('t', 'a', 0);
  await rig.until(start + limit);
  expect(rig.log).toEqual(['publish a timeout']);
  // The stack still needs the bytes, so they stay held until it has them.
  expect(publishBytes(rig)).toBe(64);
  await rig.do(() => rig.peer.acknowledge(100));
  expect(rig.sent()).toEqual(published('a', 0));
  expect(publishBytes(rig)).toBe(0);
  expect(rig.log).toEqual(['publish a timeout']);
});
