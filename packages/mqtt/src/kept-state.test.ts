import { second } from '@w800/kernel';
import { expect, test } from 'vitest';
import { mqttResumed } from './session-trace.ts';
import { KeptSession } from './testing/kept-session.ts';
import { text, wire } from './testing/wire-bytes.ts';

const limit = 10 * second;
const dup = 0b1000;
/** Topic and payload of one byte each. */
const publishBytes = 64;

function published(payload: string, qos: 0 | 1 | 2, id?: number, flags = 0): number[] {
  return wire.publish('t', payload, id, (qos << 1) | flags);
}

/** A session with a connection that went with so many QoS 1 messages without an answer. */
async function interrupted(...payloads: string[]): Promise<KeptSession> {
  const session = new KeptSession();
  await session.connect(false);
  for (const payload of payloads) {
    await session.publish(payload, 1);
    await session.until(session.kernel.now + limit);
  }
  await session.lose();
  session.log.length = 0;
  return session;
}

function heldBytes(session: KeptSession): number {
  return session.heap.usedBy('mqtt.publish');
}

test('[MQTT-4.4.0-1]: one is in flight at a time, and the answers to them are silent', async () => {
  const session = await interrupted('a', 'b', 'c');
  expect(await session.connect(true)).toEqual(published('a', 1, 1, dup));
  await session.deliver(wire.puback(1));
  expect(session.sent()).toEqual(published('b', 1, 2, dup));
  await session.deliver(wire.puback(2));
  expect(session.sent()).toEqual(published('c', 1, 3, dup));
  await session.deliver(wire.puback(3));
  expect(session.sent()).toEqual([]);
  expect(session.kept.unfinished).toBe(0);
  expect(session.log).toEqual([]);
});

test('[MQTT-4.6.0-1]: nothing new overtakes what is sent again, QoS 0 no more than QoS 1', async () => {
  const session = await interrupted('a', 'b');
  await session.connect(true);
  await session.publish('new', 1);
  await session.publish('newest', 0);
  await session.publish('last', 2);
  expect(session.sent()).toEqual([]);
  await session.deliver(wire.puback(1));
  // QoS 0 waits for no answer, so it may follow at once.
  expect(session.sent()).toEqual([...published('b', 1, 2, dup), ...published('newest', 0)]);
  await session.deliver(wire.puback(2));
  expect(session.sent()).toEqual(published('new', 1, 3));
  await session.deliver(wire.puback(3));
  expect(session.sent()).toEqual(published('last', 2, 4));
  expect(session.log).toEqual(['publish newest ok', 'publish new ok']);
});

test('a single one that is sent again holds QoS 0 back no longer', async () => {
  const session = await interrupted('a');
  await session.connect(true);
  await session.publish('new', 0);
  expect(session.sent()).toEqual(published('new', 0));
});

test('ruling 8: one that is not answered within 10 s lets the next go, and stays', async () => {
  const session = await interrupted('a', 'b');
  await session.connect(true);
  const start = session.kernel.now;
  await session.until(start + limit - 1);
  expect(session.sent()).toEqual([]);
  await session.until(start + limit);
  expect(session.sent()).toEqual(published('b', 1, 2, dup));
  await session.deliver([...wire.puback(2), ...wire.puback(1)]);
  expect(session.kept.unfinished).toBe(0);
  expect(session.log).toEqual([]);
  expect(session.client?.connected).toBe(true);
});

test('what is sent again in vain is sent again on the next connection, and the next', async () => {
  const session = await interrupted('a', 'b');
  for (let connection = 0; connection < 3; connection += 1) {
    expect(await session.connect(connection % 2 === 0)).toEqual(published('a', 1, 1, dup));
    if (connection === 1) await session.until(session.kernel.now + limit);
    expect(session.sent()).toEqual(connection === 1 ? published('b', 1, 2, dup) : []);
    await session.lose();
  }
  expect(session.log).toEqual(['closed peer', 'closed peer', 'closed peer']);
});

test('one that is answered before its turn is not sent again', async () => {
  const session = await interrupted('a', 'b', 'c');
  await session.connect(true);
  await session.deliver(wire.puback(2));
  await session.deliver(wire.puback(1));
  expect(session.sent()).toEqual(published('c', 1, 3, dup));
});

test('[MQTT-4.6.0-1] [MQTT-4.6.0-4]: PUBLISH and PUBREL keep their places', async () => {
  const session = new KeptSession();
  await session.connect(false);
  for (const [payload, qos] of [
    ['a', 2],
    ['b', 1],
    ['c', 2],
  ] as const) {
    await session.publish(payload, qos);
    await session.until(session.kernel.now + limit);
  }
  // The PUBREC of the third comes before that of the first.
  await session.deliver([...wire.pubrec(3), ...wire.pubrec(1)]);
  await session.lose();
  expect(await session.connect(true)).toEqual(wire.pubrel(3));
  await session.deliver(wire.pubcomp(3));
  expect(session.sent()).toEqual(published('b', 1, 2, dup));
  await session.deliver(wire.puback(2));
  expect(session.sent()).toEqual(wire.pubrel(1));
  // One PUBCOMP answers it, whatever was sent on the connection before.
  await session.deliver(wire.pubcomp(1));
  expect(session.client?.connected).toBe(true);
  await session.deliver(wire.pubcomp(1));
  expect(session.client?.connected).toBe(false);
});

test('[MQTT-4.3.3-1]: a PUBLISH that is sent again goes on to its PUBREL and PUBCOMP', async () => {
  const session = new KeptSession();
  await session.connect(false);
  await session.publish('a', 2);
  await session.lose();
  expect(await session.connect(true)).toEqual(published('a', 2, 1, dup));
  await session.deliver(wire.pubrec(1));
  expect(session.sent()).toEqual(wire.pubrel(1));
  await session.deliver(wire.pubcomp(1));
  expect(session.kept.unfinished).toBe(0);
  expect(heldBytes(session)).toBe(0);
  // Its command was answered when the connection went.
  expect(session.log).toEqual(['closed peer', 'publish a closed']);
});

test('a PUBLISH of which the stream took a part is sent again whole', async () => {
  const session = new KeptSession();
  await session.connect(false);
  session.peer.roomBytes = 3;
  await session.publish('a', 1);
  await session.lose();
  expect(session.sent()).toEqual(published('a', 1, 1).slice(0, 3));
  expect(await session.connect(true)).toEqual(published('a', 1, 1, dup));
});

test('what waited in the queue was never sent, and is not kept', async () => {
  const session = new KeptSession();
  await session.connect(false);
  await session.publish('a', 1);
  await session.publish('b', 1);
  await session.lose();
  expect(session.kept.unfinished).toBe(1);
  expect(heldBytes(session)).toBe(publishBytes);
  expect(session.log).toEqual(['closed peer', 'publish a closed', 'publish b closed']);
  expect(await session.connect(true)).toEqual(published('a', 1, 1, dup));
  await session.deliver(wire.puback(1));
  expect(session.sent()).toEqual([]);
});

test.each(['disconnect', 'abort'] as const)(
  'a connection that ends in %s keeps it too',
  async (end) => {
    const session = new KeptSession();
    await session.connect(false);
    await session.publish('a', 1);
    await session.do(() => session.client?.[end]());
    expect(await session.connect(true)).toEqual(published('a', 1, 1, dup));
  },
);

test('an attempt that fails keeps it, and sends nothing again', async () => {
  const session = await interrupted('a');
  await session.attempt();
  await session.deliver(wire.connack(3));
  await session.attempt();
  await session.lose();
  expect(session.sent()).toEqual([]);
  expect(heldBytes(session)).toBe(publishBytes);
  expect(await session.connect(true)).toEqual(published('a', 1, 1, dup));
});

test('the memory of what may be sent again stays, and is freed by its answer', async () => {
  const session = await interrupted('a', 'b');
  expect(session.heap.usedBytes).toBe(2 * publishBytes);
  await session.connect(true);
  await session.deliver(wire.puback(1));
  expect(heldBytes(session)).toBe(publishBytes);
  await session.until(session.kernel.now + limit);
  expect(heldBytes(session)).toBe(publishBytes);
  await session.deliver(wire.puback(2));
  expect(heldBytes(session)).toBe(0);
});

test('discard frees what was kept, both ways, and the identifiers with it', async () => {
  const session = await interrupted('a', 'b');
  await session.connect(true);
  await session.deliver(wire.publish('t', 'held', 9, 0b0100));
  await session.lose();
  // A block of 64 bytes that was free is given whole for 32.
  expect(session.heap.usedBytes).toBe(3 * publishBytes + 32);
  session.kept.discard();
  expect(session.heap.usedBytes).toBe(0);
  expect(session.kept.unfinished).toBe(0);
  expect(await session.connect(true)).toEqual([]);
  await session.publish('new', 1);
  expect(session.sent()).toEqual(published('new', 1, 1));
});

test('[MQTT-2.3.1-2]: an identifier without its end goes to no SUBSCRIBE either', async () => {
  const session = await interrupted('a', 'b');
  await session.connect(true);
  const identifiers = new Set<number>();
  await session.do(() => {
    for (let count = 0; count < 65_540; count += 1) {
      session.client?.subscribe(text('t'), 0, () => {});
      const packet = session.peer.writes.pop()?.bytes ?? new Uint8Array(0);
      const identifier = (packet[2] ?? 0) * 256 + (packet[3] ?? 0);
      identifiers.add(identifier);
      session.peer.deliver(wire.suback(identifier, 0));
    }
  });
  expect(identifiers.size).toBe(65_533);
  expect([0, 1, 2].filter((identifier) => identifiers.has(identifier))).toEqual([]);
});

test('the identifier of a SUBSCRIBE that went with its connection is free', async () => {
  const session = new KeptSession();
  await session.connect(false);
  await session.do(() => session.client?.subscribe(text('t'), 0, () => {}));
  await session.lose();
  await session.connect(true);
  await session.deliver(wire.suback(1, 0));
  expect(session.log).toEqual(['closed peer', 'closed protocol']);
  expect(session.kept.identifiers.take()).toBe(2);
});

test.each(['timeout', 'closed'])('once the answer is %s its bytes may change', async (answer) => {
  const session = new KeptSession();
  await session.connect(false);
  const [topic, payload] = [text('t'), text('a')];
  await session.do(() =>
    session.client?.publish({ topic, payload, qos: 1, retain: true }, (result) => {
      session.log.push(result);
      topic.fill(0x7a);
      payload.fill(0x7a);
    }),
  );
  if (answer === 'timeout') await session.until(limit);
  await session.lose();
  expect(session.log).toContain(answer);
  expect(await session.connect(true)).toEqual(published('a', 1, 1, dup | 1));
});

test('[MQTT-4.3.3-1]: PUBCOMPs that are owed do not outlive the connection', async () => {
  const session = new KeptSession();
  await session.connect(false);
  await session.publish('a', 2);
  await session.deliver([...wire.pubrec(1), ...wire.pubrec(1), ...wire.pubcomp(1)]);
  expect(session.log).toEqual(['publish a ok']);
  expect(session.kept.unfinished).toBe(0);
  await session.lose();
  expect(await session.connect(true)).toEqual([]);
  await session.deliver(wire.pubcomp(1));
  expect(session.log).toEqual(['publish a ok', 'closed peer', 'closed protocol']);
  // Nor does the identifier stay taken for them.
  const free = Array.from({ length: 65_535 }, () => session.kept.identifiers.take());
  expect(free).not.toContain(undefined);
});

test('a QoS 2 message from the broker keeps its memory until it is released', async () => {
  const session = new KeptSession();
  await session.connect(false);
  await session.deliver(wire.publish('t', 'x', 7, 0b0100));
  await session.lose();
  expect(session.heap.usedBytes).toBe(publishBytes);
  await session.connect(true);
  await session.deliver(wire.pubrel(7));
  expect(session.heap.usedBy('mqtt.message')).toBe(0);
  expect(session.log).toEqual(['closed peer', 'message x']);
});

test('Session Present 0: what the broker has not released is forgotten, and freed', async () => {
  const session = new KeptSession();
  await session.connect(false);
  await session.deliver(wire.publish('t', 'old', 7, 0b0100));
  await session.lose();
  await session.connect(false);
  expect(session.heap.usedBy('mqtt.message')).toBe(0);
  // The same identifier means a new message now.
  await session.deliver([...wire.publish('t', 'new', 7, 0b0100), ...wire.pubrel(7)]);
  expect(session.log).toEqual(['closed peer', 'message new']);
});

test('the trace says that a session goes on, and with how many exchanges', async () => {
  const session = await interrupted('a', 'b');
  const resent: number[] = [];
  session.kernel.trace.on(mqttResumed, ({ data }) => resent.push(data.resent));
  await session.connect(true);
  await session.deliver([...wire.puback(1), ...wire.puback(2)]);
  await session.lose();
  await session.connect(true);
  expect(resent).toEqual([2]);
});

test('two clients at a time, and a discard under a client, are our own fault', async () => {
  const session = new KeptSession();
  await session.connect(false);
  expect(() => session.kept.discard()).toThrow('between two connections');
  await expect(session.attempt()).rejects.toThrow('one client at a time');
});
