import { second } from '@w800/kernel';
import { describe, expect, test } from 'vitest';
import { KeptSession } from './testing/kept-session.ts';
import { wire } from './testing/wire-bytes.ts';

const dup = 0b1000;

function published(payload: string, qos: 1 | 2, id: number, flags = 0): number[] {
  return wire.publish('t', payload, id, (qos << 1) | flags);
}

describe('what is sent again', () => {
  test.each([false, true])(
    '[MQTT-4.4.0-1], [MQTT-3.3.1-1], [MQTT-2.3.1-3]: PUBLISH with DUP and its id (%s)',
    async (sessionPresent) => {
      for (const qos of [1, 2] as const) {
        const session = new KeptSession();
        expect(await session.connect(false)).toEqual([]);
        await session.publish('x', qos);
        expect(session.sent()).toEqual(published('x', qos, 1));
        await session.lose();
        expect(await session.connect(sessionPresent)).toEqual(published('x', qos, 1, dup));
      }
    },
  );

  test('[MQTT-4.4.0-1], [MQTT-4.3.3-1]: PUBREL with its id, and the PUBLISH no more', async () => {
    const session = new KeptSession();
    await session.connect(false);
    await session.publish('x', 2);
    await session.deliver(wire.pubrec(1));
    expect(session.sent()).toEqual([...published('x', 2, 1), ...wire.pubrel(1)]);
    await session.lose();
    expect(await session.connect(true)).toEqual(wire.pubrel(1));
    await session.lose();
    expect(await session.connect(true)).toEqual(wire.pubrel(1));
    await session.deliver(wire.pubcomp(1));
    await session.lose();
    expect(await session.connect(true)).toEqual([]);
    expect(session.heap.blockCount).toBeGreaterThan(0);
    await session.lose();
    expect(session.heap.blockCount).toBe(0);
  });

  test('[MQTT-4.3.2-1], [MQTT-4.3.3-1]: a message is unacknowledged until its last answer', async () => {
    const session = new KeptSession();
    await session.connect(false);
    // One that has timed out is unacknowledged all the same; one that is answered is not.
    await session.publish('late', 1);
    await session.until(11 * second);
    await session.publish('done', 1);
    await session.deliver(wire.puback(2));
    await session.publish('half', 2);
    await session.deliver(wire.pubrec(3));
    expect(session.log).toEqual(['publish late timeout', 'publish done ok']);
    expect(session.kept.unfinished).toBe(2);
    await session.lose();
    expect(await session.connect(true)).toEqual(published('late', 1, 1, dup));
    await session.deliver(wire.puback(1));
    expect(session.sent()).toEqual(wire.pubrel(3));
    await session.deliver(wire.pubcomp(3));
    expect(session.kept.unfinished).toBe(0);
  });

  test('[MQTT-4.6.0-1]: in the order it was sent first, whatever its QoS', async () => {
    const session = new KeptSession();
    await session.connect(false);
    const qos = [2, 1, 1, 2, 1] as const;
    for (const [index, level] of qos.entries()) {
      await session.publish(`${index}`, level);
      await session.until(session.kernel.now + 10 * second);
    }
    await session.lose();
    const again = [...(await session.connect(true))];
    for (const [index, level] of qos.entries()) {
      await session.deliver(level === 1 ? wire.puback(index + 1) : wire.pubrec(index + 1));
      if (level === 2) await session.deliver(wire.pubcomp(index + 1));
      again.push(...session.sent());
    }
    expect(again).toEqual(
      qos.flatMap((level, index) => [
        ...published(`${index}`, level, index + 1, dup),
        ...(level === 2 ? wire.pubrel(index + 1) : []),
      ]),
    );
  });

  test('[MQTT-4.6.0-4]: PUBREL in the order of the PUBRECs', async () => {
    const session = new KeptSession();
    await session.connect(false);
    for (const payload of ['a', 'b', 'c']) {
      await session.publish(payload, 2);
      await session.until(session.kernel.now + 10 * second);
    }
    await session.deliver([...wire.pubrec(3), ...wire.pubrec(1), ...wire.pubrec(2)]);
    await session.lose();
    const again = [...(await session.connect(true))];
    for (const id of [3, 1, 2]) {
      await session.deliver(wire.pubcomp(id));
      again.push(...session.sent());
    }
    expect(again).toEqual([...wire.pubrel(3), ...wire.pubrel(1), ...wire.pubrel(2)]);
  });

  test('[MQTT-2.3.1-2], [MQTT-2.3.1-3]: the identifier stays taken until the answer', async () => {
    const session = new KeptSession();
    await session.connect(false);
    await session.publish('x', 1);
    await session.lose();
    expect(await session.connect(true)).toEqual(published('x', 1, 1, dup));
    await session.until(session.kernel.now + 10 * second);
    await session.publish('y', 1);
    expect(session.sent()).toEqual(published('y', 1, 2));
  });
});

describe('what is kept', () => {
  test('[MQTT-3.1.2-4], [MQTT-4.1.0-1]: a QoS 2 message is passed on once over all', async () => {
    const session = new KeptSession();
    await session.connect(false);
    await session.deliver(published('x', 2, 7));
    expect(session.sent()).toEqual(wire.pubrec(7));
    await session.lose();
    await session.connect(true);
    await session.deliver(published('x', 2, 7, dup));
    expect(session.sent()).toEqual(wire.pubrec(7));
    expect(session.log).toEqual(['closed peer']);
    await session.lose();
    await session.connect(true);
    await session.deliver(wire.pubrel(7));
    await session.deliver(wire.pubrel(7));
    expect(session.sent()).toEqual([...wire.pubcomp(7), ...wire.pubcomp(7)]);
    expect(session.log).toEqual(['closed peer', 'closed peer', 'message x']);
  });

  test('[MQTT-4.1.0-2]: state lasts as long as the connection, also of a clean session', async () => {
    const session = new KeptSession();
    await session.connect(false, true);
    await session.publish('x', 2);
    await session.deliver(published('y', 2, 7));
    await session.until(3_600 * second);
    session.sent();
    await session.deliver([...wire.pubrec(1), ...wire.pubcomp(1)]);
    await session.deliver([...published('y', 2, 7, dup), ...wire.pubrel(7)]);
    expect(session.sent()).toEqual([...wire.pubrel(1), ...wire.pubrec(7), ...wire.pubcomp(7)]);
    expect(session.log).toEqual(['publish x timeout', 'message y']);
  });

  test('[MQTT-3.1.2-6]: nothing is left by a clean session', async () => {
    const session = new KeptSession();
    await session.connect(false, true);
    await session.publish('x', 1);
    await session.deliver(published('y', 2, 7));
    await session.lose();
    expect(session.kept.unfinished).toBe(0);
    expect(session.heap.blockCount).toBe(0);
    expect(await session.connect(false)).toEqual([]);
    await session.deliver(wire.pubrel(7));
    expect(session.log).toEqual(['closed peer', 'publish x closed']);
    await session.publish('z', 1);
    expect(session.sent()).toEqual([...wire.pubcomp(7), ...published('z', 1, 1)]);
  });

  test('[MQTT-3.1.2-6]: nothing of a kept session goes into a clean one, nor past it', async () => {
    const session = new KeptSession();
    await session.connect(false);
    await session.publish('x', 1);
    await session.deliver(published('y', 2, 7));
    await session.lose();
    expect(session.kept.unfinished).toBe(1);
    expect(await session.connect(false, true)).toEqual([]);
    expect(session.kept.unfinished).toBe(0);
    await session.deliver(wire.pubrel(7));
    expect(session.sent()).toEqual(wire.pubcomp(7));
    await session.lose();
    expect(await session.connect(true)).toEqual([]);
    expect(session.log.filter((line) => line.startsWith('message'))).toEqual([]);
  });
});
