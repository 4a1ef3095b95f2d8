import { expect, test } from 'vitest';
import { connectedRig, type Rig } from '../testing/rig.ts';
import { text, wire } from '../testing/wire-bytes.ts';

/** The bytes of this client's PUBLISH of a one-letter topic. */
function published(payload: string, qos: 0 | 1 | 2, id?: number): number[] {
  return wire.publish('t', payload, id, qos * 2);
}

function publishBytes(rig: Rig): number {
  return rig.heap.usedBy('mqtt.publish');
}

test('[MQTT-4.3.1-1]: QoS 0 is done when the transport has the packet, and is not answered', async () => {
  const rig = await connectedRig();
  await rig.publish('t', 'a', 0);
  expect(rig.sent()).toEqual(published('a', 0));
  expect(rig.log).toEqual(['publish a ok']);
  expect(publishBytes(rig)).toBe(0);
});

test('PUB-20 [MQTT-4.3.2-1]: QoS 1 is done at PUBACK', async () => {
  const rig = await connectedRig();
  await rig.publish('t', 'a', 1);
  expect(rig.sent()).toEqual(published('a', 1, 1));
  expect(rig.log).toEqual([]);
  await rig.deliver(wire.puback(1));
  expect(rig.log).toEqual(['publish a ok']);
  expect(publishBytes(rig)).toBe(0);
});

test('PUB-20 [MQTT-4.3.3-1]: QoS 2 is done at PUBCOMP, after PUBREC and PUBREL', async () => {
  const rig = await connectedRig();
  await rig.publish('t', 'a', 2);
  expect(rig.sent()).toEqual(published('a', 2, 1));
  await rig.deliver(wire.pubrec(1));
  expect(rig.sent()).toEqual(wire.pubrel(1));
  expect(rig.log).toEqual([]);
  await rig.deliver(wire.pubcomp(1));
  expect(rig.log).toEqual(['publish a ok']);
  expect(rig.sent()).toEqual([]);
  expect(publishBytes(rig)).toBe(0);
});

test('topic and payload are held twice until the exchange ends, by the caller and the library', async () => {
  const rig = await connectedRig();
  await rig.publish('t'.repeat(128), 'p'.repeat(1_000), 1);
  expect(publishBytes(rig)).toBe(2 * (152 + 1_024));
  await rig.deliver(wire.puback(1));
  expect(publishBytes(rig)).toBe(0);
});

test('who waits for no acknowledgement holds its copy only until the packet has left', async () => {
  const rig = await connectedRig();
  await rig.publishTelling('p'.repeat(1_000), 1);
  expect(publishBytes(rig)).toBe(32 + 1_024);
  await rig.deliver(wire.puback(1));
  expect(publishBytes(rig)).toBe(0);
});

test('PUB-19: an empty payload needs no block of its own', async () => {
  const rig = await connectedRig();
  await rig.publish('t', '', 1);
  expect(rig.sent()).toEqual(published('', 1, 1));
  expect(publishBytes(rig)).toBe(2 * 32);
});

test('ruling 8: one QoS>0 exchange is in flight, the next waits for its end', async () => {
  const rig = await connectedRig();
  await rig.publish('t', 'a', 2);
  await rig.publish('t', 'b', 1);
  await rig.publish('t', 'c', 1);
  expect(rig.sent()).toEqual(published('a', 2, 1));
  await rig.deliver(wire.pubrec(1));
  expect(rig.sent()).toEqual(wire.pubrel(1));
  await rig.deliver(wire.pubcomp(1));
  expect(rig.sent()).toEqual(published('b', 1, 2));
  await rig.deliver(wire.puback(2));
  expect(rig.sent()).toEqual(published('c', 1, 3));
  await rig.deliver(wire.puback(3));
  expect(rig.log).toEqual(['publish a ok', 'publish b ok', 'publish c ok']);
});

test('QoS 0 does not wait for an exchange in flight', async () => {
  const rig = await connectedRig();
  await rig.publish('t', 'a', 1);
  await rig.publish('t', 'b', 0);
  expect(rig.sent()).toEqual([...published('a', 1, 1), ...published('b', 0)]);
});

test('[MQTT-4.3.3-1]: a second PUBREC gets a second PUBREL, both PUBCOMP are welcome', async () => {
  const rig = await connectedRig();
  await rig.publish('t', 'a', 2);
  rig.sent();
  await rig.deliver([...wire.pubrec(1), ...wire.pubrec(1)]);
  expect(rig.sent()).toEqual([...wire.pubrel(1), ...wire.pubrel(1)]);
  await rig.deliver([...wire.pubcomp(1), ...wire.pubcomp(1)]);
  expect(rig.log).toEqual(['publish a ok']);
  expect(rig.client.connected).toBe(true);
});

test.each([
  ['PUBACK for an identifier nobody used', 1, wire.puback(2)],
  ['PUBREC for QoS 1', 1, wire.pubrec(1)],
  ['PUBCOMP for QoS 1', 1, wire.pubcomp(1)],
  ['PUBACK for QoS 2', 2, wire.puback(1)],
  ['PUBCOMP before PUBREC', 2, wire.pubcomp(1)],
  ['SUBACK for a publish', 1, wire.suback(1, 0)],
  ['a second PUBACK', 1, [...wire.puback(1), ...wire.puback(1)]],
] as const)('[MQTT-4.8.0-1]: %s ends the session', async (_name, qos, bytes) => {
  const rig = await connectedRig();
  await rig.publish('t', 'a', qos);
  await rig.deliver(bytes);
  expect(rig.log).toContain('closed protocol');
  expect(rig.heap.freeBytes).toBe(rig.baselineBytes);
});

test('without heap a publish fails by itself: nothing is sent, nothing stays held', async () => {
  // Topic and payload need 32 and 1,024 bytes, twice.
  for (let spareBytes = 0; spareBytes <= 2_112; spareBytes += 8) {
    const rig = await connectedRig({ heapBytes: 2_464 + spareBytes });
    const { freeBytes } = rig.heap;
    await rig.publish('t', 'x'.repeat(1_000), 1);
    const fits = spareBytes === 2_112;
    expect(rig.log).toEqual(fits ? [] : [`publish ${'x'.repeat(1_000)} no-memory`]);
    expect(rig.heap.freeBytes).toBe(fits ? 0 : freeBytes);
    expect(rig.sent().length > 0).toBe(fits);
    expect(rig.client.connected).toBe(true);
  }
});

test('the queue is as long as the heap allows', async () => {
  // Four blocks of 32 bytes each, and a rest that the allocator does not split off.
  const rig = await connectedRig({ heapBytes: 2_464 + 3 * 128 + 48 });
  for (const payload of ['a', 'b', 'c', 'd']) await rig.publish('t', payload, 1);
  expect(rig.log).toEqual(['publish d no-memory']);
});

test('a full send buffer: the rest of a packet goes out as acknowledgements make room', async () => {
  const rig = await connectedRig();
  rig.peer.roomBytes = 0;
  await rig.publish('t', 'hello', 0);
  await rig.publish('t', 'world', 1);
  expect(rig.log).toEqual([]);
  const expected = [...published('hello', 0), ...published('world', 1, 1)];
  for (let index = 0; index < expected.length; index += 1) {
    expect(rig.sent()).toEqual(expected.slice(Math.max(index - 1, 0), index));
    expect(rig.log).toEqual(index < published('hello', 0).length ? [] : ['publish hello ok']);
    await rig.do(() => rig.peer.acknowledge(1));
  }
  await rig.deliver(wire.puback(1));
  expect(rig.log).toEqual(['publish hello ok', 'publish world ok']);
});

test('a publish from within the callback of another goes out after it', async () => {
  const rig = await connectedRig();
  const message = { topic: text('t'), payload: text('a'), qos: 0, retain: false } as const;
  await rig.do(() => {
    rig.client.publish(message, () => {
      rig.client.publish({ ...message, payload: text('b') }, (result) => rig.log.push(result));
    });
  });
  expect(rig.sent()).toEqual([...published('a', 0), ...published('b', 0)]);
  expect(rig.log).toEqual(['ok']);
});

test('before the session is accepted, and after it, a publish is closed', async () => {
  const rig = await connectedRig();
  await rig.do(() => rig.client.disconnect());
  await rig.publish('t', 'a', 0);
  expect(rig.log).toEqual(['publish a closed']);
});

test('that a packet has left is told before its exchange ends, and in its turn', async () => {
  const rig = await connectedRig();
  await rig.publishTelling('a', 1);
  await rig.publishTelling('b', 2);
  await rig.publishTelling('c', 0);
  expect(rig.log).toEqual(['sent a', 'sent c', 'publish c ok']);
  await rig.deliver(wire.puback(1));
  expect(rig.log.slice(3)).toEqual(['publish a ok', 'sent b']);
});
