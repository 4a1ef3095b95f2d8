import { second } from '@w800/kernel';
import { expect, test } from 'vitest';
import { mqttLost } from './session-trace.ts';
import { connectedRig, type Rig } from './testing/rig.ts';
import { text, wire } from './testing/wire-bytes.ts';

/** Messages the client passes on before one of them is handled. */
const max = 32;

/** A session whose owner has as many messages to handle as it may have. */
async function fullRig(options: Parameters<typeof connectedRig>[0] = {}): Promise<Rig> {
  const rig = await connectedRig({ handleAtOnce: false, ...options }, { keepaliveSeconds: 0 });
  await rig.deliver(Array.from({ length: max }, () => wire.publish('t', 'first')).flat());
  expect(rig.log).toHaveLength(max);
  rig.log.length = 0;
  return rig;
}

/** Handles the oldest message that was passed on, inside an event. */
function handleNext(rig: Rig): Promise<void> {
  return rig.do(() => rig.handled.shift()?.());
}

/** Bytes of the stream that are delivered and not used, in a stream of so many. */
function unusedBytes(rig: Rig, deliveredBytes: number): number {
  return deliveredBytes - rig.peer.consumedBytes;
}

test('with 32 messages to handle the next stays in the stream, unacknowledged', async () => {
  const rig = await fullRig();
  const before = rig.peer.consumedBytes;
  const next = [...wire.publish('t', 'a', 1), ...wire.publish('t', 'b', 2)];
  await rig.deliver(next, 3);
  expect(rig.log).toEqual([]);
  expect(rig.sent()).toEqual([]);
  expect(unusedBytes(rig, before + next.length)).toBe(next.length);
});

test('each message that is handled lets one more in, and TCP hears of its bytes', async () => {
  const rig = await fullRig();
  const before = rig.peer.consumedBytes;
  const [first, other] = [wire.publish('t', 'a', 1), wire.publish('t', 'other', 2)];
  await rig.deliver([...first, ...other, ...wire.pingresp]);
  await handleNext(rig);
  expect(rig.log).toEqual(['message a']);
  expect(rig.sent()).toEqual(wire.puback(1));
  expect(rig.peer.consumedBytes - before).toBe(first.length);
  await handleNext(rig);
  expect(rig.log).toEqual(['message a', 'message other']);
  expect(rig.sent()).toEqual(wire.puback(2));
  // What brings no message is read although there is no room for one.
  expect(rig.peer.consumedBytes - before).toBe(first.length + other.length + 2);
});

test('several that are handled at once let as many in', async () => {
  const rig = await fullRig();
  await rig.deliver(Array.from({ length: 5 }, (_, index) => wire.publish('t', `${index}`)).flat());
  await rig.do(() => {
    for (const handled of rig.handled.splice(0, 3)) handled();
  });
  expect(rig.log).toEqual(['message 0', 'message 1', 'message 2']);
  expect(rig.handled).toHaveLength(max);
});

test('an acknowledgement before the next message is read, one behind it is not', async () => {
  const rig = await fullRig();
  await rig.publish('t', 'mine', 1);
  await rig.publish('t', 'yours', 1);
  await rig.deliver([...wire.puback(1), ...wire.publish('t', 'a'), ...wire.puback(2)]);
  expect(rig.log).toEqual(['publish mine ok']);
  await handleNext(rig);
  expect(rig.log).toEqual(['publish mine ok', 'message a', 'publish yours ok']);
});

test('PUBLISH of QoS 2 and PUBREL wait alike', async () => {
  const rig = await connectedRig({ handleAtOnce: false }, { keepaliveSeconds: 0 });
  await rig.deliver(wire.publish('t', 'x', 7, 0b0100));
  await rig.deliver(Array.from({ length: max }, () => wire.publish('t', 'first')).flat());
  rig.sent();
  rig.log.length = 0;
  await rig.deliver([...wire.pubrel(7), ...wire.publish('t', 'y', 8, 0b0100)]);
  expect(rig.sent()).toEqual([]);
  await handleNext(rig);
  expect(rig.log).toEqual(['message x']);
  expect(rig.sent()).toEqual(wire.pubcomp(7));
  await handleNext(rig);
  expect(rig.sent()).toEqual(wire.pubrec(8));
});

test('half a packet before the pause does not stand in the way', async () => {
  const rig = await connectedRig({ handleAtOnce: false }, { keepaliveSeconds: 0 });
  const packet = wire.publish('t', 'cut', 1);
  const first = Array.from({ length: max }, () => wire.publish('t', 'first')).flat();
  await rig.deliver([...first, ...packet.slice(0, 4)]);
  await rig.deliver(packet.slice(4));
  expect(rig.log).toHaveLength(max);
  await handleNext(rig);
  expect(rig.log.at(-1)).toBe('message cut');
});

test('a FIN waits until what came before it is read', async () => {
  const rig = await fullRig();
  await rig.deliver([...wire.publish('t', 'a', 1), ...wire.publish('t', 'b'), 0x30]);
  await rig.do(() => rig.peer.finish());
  expect(rig.client.connected).toBe(true);
  await handleNext(rig);
  expect(rig.log).toEqual(['message a']);
  expect(rig.sent()).toEqual(wire.puback(1));
  // A packet that will not be completed is no reason to wait, once there would be room for it.
  await handleNext(rig);
  await handleNext(rig);
  expect(rig.log).toEqual(['message a', 'message b', 'closed peer']);
  expect(rig.peer.endedAt).toBe(rig.kernel.now);
});

test('after a FIN what becomes of the stream does not cut short what came before', async () => {
  const rig = await fullRig();
  await rig.deliver(wire.publish('t', 'a', 1));
  await rig.do(() => rig.peer.finish());
  await rig.do(() => rig.peer.close('reset'));
  expect(rig.log).toEqual([]);
  await rig.publish('t', 'late', 0);
  await handleNext(rig);
  expect(rig.log).toEqual(['message a', 'closed peer', 'publish late closed']);
  expect(rig.sent()).toEqual([]);
  expect(rig.heap.freeBytes).toBe(rig.baselineBytes);
});

test.each([
  ['reset', 'peer'],
  ['timeout', 'stream'],
  ['aborted', 'stream'],
] as const)(
  'a stream that dies (%s) ends the session at once; what was not read was not acknowledged',
  async (by, reason) => {
    const rig = await fullRig();
    await rig.deliver(wire.publish('t', 'unread', 1));
    await rig.do(() => rig.peer.close(by));
    expect(rig.log).toEqual([`closed ${reason}`]);
    expect(rig.sent()).toEqual([]);
    await handleNext(rig);
    await rig.until(100 * second);
    expect(rig.log).toEqual([`closed ${reason}`]);
    expect(rig.heap.freeBytes).toBe(rig.baselineBytes);
  },
);

test.each(['disconnect', 'abort'] as const)('%s ends it at once as well', async (end) => {
  const rig = await fullRig();
  const before = rig.peer.consumedBytes;
  const unread = wire.publish('t', 'unread', 1);
  await rig.deliver(unread);
  // The handled message asks for reading to go on, which must not come true any more.
  await rig.do(() => {
    rig.handled.shift()?.();
    rig.client[end]();
    expect(rig.kernel.nextAt).toBeUndefined();
  });
  await rig.until(100 * second);
  expect(rig.log).toEqual([]);
  expect(rig.sent()).toEqual(end === 'disconnect' ? wire.disconnect : []);
  // What is unread is let go, so that the broker's FIN can come.
  expect(rig.peer.consumedBytes - before).toBe(end === 'disconnect' ? unread.length : 0);
  expect(rig.heap.freeBytes).toBe(rig.baselineBytes);
});

test('a burst of 1,000 messages in large chunks is passed on whole and in order', async () => {
  for (const qos of [0, 1, 2] as const) {
    const rig = await connectedRig({ handleAtOnce: false, heapBytes: 16_384 });
    const burst = Array.from({ length: 1_000 }, (_, index) =>
      wire.publish('t', `${index}`, qos === 0 ? undefined : index + 1, qos << 1),
    );
    const releases = Array.from({ length: qos === 2 ? 1_000 : 0 }, (_, index) =>
      wire.pubrel(index + 1),
    );
    const packets = burst.flatMap((packet, index) => [packet, releases[index] ?? []]).flat();
    await rig.deliver(packets, 1_460);
    expect(rig.log).toHaveLength(max);
    while (rig.handled.length > 0) await handleNext(rig);
    expect(rig.log).toEqual(burst.map((_, index) => `message ${index}`));
    expect(rig.peer.consumedBytes).toBe(4 + packets.length);
    const answers = burst.flatMap((_, index) => {
      if (qos === 2) return [...wire.pubrec(index + 1), ...wire.pubcomp(index + 1)];
      return qos === 1 ? wire.puback(index + 1) : [];
    });
    expect(rig.sent()).toEqual(answers);
    expect(rig.heap.usedBy('mqtt.message')).toBe(0);
  }
});

test('ruling 18: where the firmware loses it, it is acknowledged first, and the trace says so', async () => {
  const rig = await fullRig({ whenFull: 'lose' });
  const lost: unknown[] = [];
  rig.kernel.trace.on(mqttLost, ({ data }) => lost.push(data));
  const used = rig.heap.usedBytes;
  await rig.deliver([...wire.publish('t', 'a', 1), ...wire.publish('t', 'b')]);
  await rig.deliver([...wire.publish('t', 'c', 2, 0b0100), ...wire.pubrel(2)]);
  expect(rig.log).toEqual(['lost a', 'lost b', 'lost c']);
  expect(rig.sent()).toEqual([...wire.puback(1), ...wire.pubrec(2), ...wire.pubcomp(2)]);
  expect(lost[2]).toEqual({ topic: 't', payload: text('c'), qos: 2 });
  expect(rig.heap.usedBytes).toBe(used);
  await handleNext(rig);
  await rig.deliver([...wire.publish('t', 'd', 3), ...wire.publish('t', 'e', 4)]);
  expect(rig.log.slice(3)).toEqual(['message d', 'lost e']);
});

test('[MQTT-4.5.0-2]: a burst that is lost in part is acknowledged whole', async () => {
  const rig = await connectedRig({ handleAtOnce: false, whenFull: 'lose' });
  const ids = Array.from({ length: 1_000 }, (_, index) => index + 1);
  await rig.deliver(ids.flatMap((id) => wire.publish('t', `${id}`, id)));
  expect(rig.sent()).toEqual(ids.flatMap((id) => wire.puback(id)));
  expect(rig.log.filter((entry) => entry.startsWith('message'))).toHaveLength(max);
  expect(rig.log.filter((entry) => entry.startsWith('lost'))).toHaveLength(1_000 - max);
});

test('bytes that arrive while a packet is handled are read after it', async () => {
  const rig = await connectedRig();
  let isFirst = true;
  rig.duringMessage = () => {
    if (isFirst) rig.peer.deliver(wire.publish('t', 'inner', 2));
    isFirst = false;
  };
  await rig.deliver([...wire.publish('t', 'one', 1), ...wire.publish('t', 'two', 3)]);
  expect(rig.log).toEqual(['message one', 'message two', 'message inner']);
  expect(rig.sent()).toEqual([...wire.puback(1), ...wire.puback(3), ...wire.puback(2)]);
  expect(rig.peer.consumedBytes).toBe(4 + 10 + 10 + 12);
});
