import { second } from '@w800/kernel';
import { expect, test } from 'vitest';
import { connectedRig } from '../testing/rig.ts';
import { text, wire } from '../testing/wire-bytes.ts';

test('QoS 0 is passed on and not answered', async () => {
  const rig = await connectedRig();
  await rig.deliver(wire.publish('a/b', 'hello'));
  const message = { topic: text('a/b'), payload: text('hello'), qos: 0 };
  expect(rig.messages).toEqual([{ ...message, retain: false, dup: false }]);
  expect(rig.sent()).toEqual([]);
});

test('NOTE-10 [MQTT-4.3.2-2]: QoS 1 is passed on and answered with PUBACK', async () => {
  const rig = await connectedRig();
  await rig.deliver(wire.publish('t', 'x', 0x1234, 0b1011));
  expect(rig.messages[0]).toMatchObject({ qos: 1, retain: true, dup: true });
  expect(rig.sent()).toEqual(wire.puback(0x1234));
});

test('[MQTT-4.3.2-2]: after PUBACK the same identifier is a new message', async () => {
  const rig = await connectedRig();
  await rig.deliver([...wire.publish('t', 'x', 5), ...wire.publish('t', 'x', 5, 0b1010)]);
  expect(rig.log).toEqual(['message x', 'message x']);
  expect(rig.sent()).toEqual([...wire.puback(5), ...wire.puback(5)]);
});

test('NOTE-12 [MQTT-4.3.3-2]: QoS 2 is passed on once, when PUBREL arrives', async () => {
  const rig = await connectedRig();
  await rig.deliver(wire.publish('t', 'x', 5, 0b0100));
  expect(rig.log).toEqual([]);
  expect(rig.sent()).toEqual(wire.pubrec(5));
  const held = rig.heap.usedBy('mqtt.message');
  await rig.deliver(wire.publish('t', 'again', 5, 0b1100));
  expect(rig.heap.usedBy('mqtt.message')).toBe(held);
  expect(rig.log).toEqual([]);
  expect(rig.sent()).toEqual(wire.pubrec(5));
  await rig.deliver(wire.pubrel(5));
  expect(rig.log).toEqual(['message x']);
  expect(rig.sent()).toEqual(wire.pubcomp(5));
  await rig.deliver(wire.pubrel(5));
  expect(rig.log).toEqual(['message x']);
  expect(rig.sent()).toEqual(wire.pubcomp(5));
  expect(rig.client.connected).toBe(true);
});

test('NOTE-12: after PUBREL the same identifier is a new message', async () => {
  const rig = await connectedRig();
  const message = wire.publish('t', 'x', 5, 0b0100);
  await rig.deliver([...message, ...wire.pubrel(5), ...message, ...wire.pubrel(5)]);
  expect(rig.log).toEqual(['message x', 'message x']);
});

test('[MQTT-4.3.3-2]: a PUBREL for a message from before this session gets its PUBCOMP', async () => {
  const rig = await connectedRig({}, { cleanSession: false });
  await rig.deliver(wire.pubrel(77));
  expect(rig.sent()).toEqual(wire.pubcomp(77));
  expect(rig.log).toEqual([]);
});

test('identifiers of the broker and of the client are two worlds', async () => {
  const rig = await connectedRig();
  await rig.publish('t', 'mine', 2);
  await rig.deliver([...wire.publish('t', 'yours', 1, 0b0100), ...wire.pubrec(1)]);
  await rig.deliver([...wire.pubrel(1), ...wire.pubcomp(1)]);
  expect(rig.log).toEqual(['message yours', 'publish mine ok']);
});

test('a packet is understood however its bytes are split', async () => {
  const bytes = [
    ...wire.publish('topic', 'payload', 9),
    ...wire.pingresp,
    ...wire.publish('t', ''),
  ];
  for (let chunkBytes = 1; chunkBytes <= bytes.length; chunkBytes += 1) {
    const rig = await connectedRig();
    await rig.deliver(bytes, chunkBytes);
    expect(rig.log).toEqual(['message payload', 'message ']);
    expect(rig.sent()).toEqual(wire.puback(9));
    expect(rig.peer.consumedBytes).toBe(4 + bytes.length);
  }
});

test('a QoS 1 packet split at every one of its bytes is acknowledged once', async () => {
  const bytes = wire.publish('topic', 'payload', 9);
  for (let cut = 1; cut < bytes.length; cut += 1) {
    const rig = await connectedRig();
    await rig.deliver(bytes.slice(0, cut));
    expect(rig.log).toEqual([]);
    await rig.until(rig.kernel.now + second);
    await rig.deliver(bytes.slice(cut));
    expect(rig.log).toEqual(['message payload']);
    expect(rig.sent()).toEqual(wire.puback(9));
  }
});

test('a message is held in the heap until it is handled', async () => {
  const rig = await connectedRig({ handleAtOnce: false });
  await rig.deliver(wire.publish('topic', 'x'.repeat(100)));
  expect(rig.heap.usedBy('mqtt.message')).toBe(32 + 128);
  rig.handled[0]?.();
  expect(rig.heap.usedBy('mqtt.message')).toBe(0);
  // Saying so twice does no harm.
  rig.handled[0]?.();
});

test('a QoS 2 message is held from PUBLISH on', async () => {
  const rig = await connectedRig();
  await rig.deliver(wire.publish('topic', 'x', 5, 0b0100));
  expect(rig.heap.usedBy('mqtt.message')).toBe(64);
  await rig.deliver(wire.pubrel(5));
  expect(rig.heap.usedBy('mqtt.message')).toBe(0);
});

test('what is still held when the session ends is freed then, and handled later does no harm', async () => {
  const rig = await connectedRig({ handleAtOnce: false });
  await rig.deliver([...wire.publish('t', 'a'), ...wire.publish('t', 'b', 5, 0b0100)]);
  await rig.do(() => rig.peer.close('reset'));
  expect(rig.log).toEqual(['message a', 'closed peer']);
  rig.handled[0]?.();
  expect(rig.heap.freeBytes).toBe(rig.baselineBytes);
});

test('a message that does not fit ends the session, unacknowledged', async () => {
  const rig = await connectedRig({ heapBytes: 2_464 + 1_000 });
  await rig.deliver(wire.publish('t', 'x'.repeat(980), 3));
  expect(rig.log).toEqual(['closed no-memory']);
  expect(rig.sent()).toEqual(wire.disconnect);
});

test('the receive queue grows for a packet above 1,000 bytes and keeps its size', async () => {
  const rig = await connectedRig();
  expect(rig.heap.usedBy('mqtt.client')).toBe(2_464);
  await rig.deliver(wire.publish('t', 'x'.repeat(997)));
  expect(rig.heap.usedBy('mqtt.client')).toBe(2_464);
  await rig.deliver(wire.publish('t', 'x'.repeat(2_000)));
  expect(rig.heap.usedBy('mqtt.client')).toBe(2_464 - 1_024 + 2_032);
  expect(rig.messages).toHaveLength(2);
  await rig.deliver(wire.publish('t', 'x'.repeat(10)));
  expect(rig.heap.usedBy('mqtt.client')).toBe(2_464 - 1_024 + 2_032);
  await rig.do(() => rig.client.disconnect());
  expect(rig.heap.freeBytes).toBe(rig.baselineBytes);
});

test('a packet larger than the heap ends the session as soon as its length is known', async () => {
  const rig = await connectedRig();
  await rig.deliver([0x30, 0xff, 0xff, 0xff, 0x7f]);
  expect(rig.log).toEqual(['closed no-memory']);
});
