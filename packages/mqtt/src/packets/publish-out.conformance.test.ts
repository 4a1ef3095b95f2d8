import { second } from '@w800/kernel';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { connectedRig, type Rig } from '../testing/rig.ts';
import { text, wire } from '../testing/wire-bytes.ts';

function published(payload: string, qos: 0 | 1 | 2, id?: number): number[] {
  return wire.publish('t', payload, id, qos << 1);
}

describe('the first transmission', () => {
  test('[MQTT-4.3.1-1], [MQTT-3.3.1-2], [MQTT-2.3.1-5]: QoS 0: DUP 0, no identifier', async () => {
    const rig = await connectedRig();
    await rig.publish('t', 'x', 0);
    expect(rig.sent()).toEqual([0x30, 4, 0, 1, 0x74, 0x78]);
  });

  test('[MQTT-4.3.2-1], [MQTT-4.3.3-1]: QoS 1 and 2: DUP 0 and an identifier of its own', async () => {
    const rig = await connectedRig();
    await rig.publish('t', 'x', 1);
    expect(rig.sent()).toEqual([0x32, 6, 0, 1, 0x74, 0, 1, 0x78]);
    await rig.deliver(wire.puback(1));
    await rig.publish('t', 'y', 2);
    expect(rig.sent()).toEqual([0x34, 6, 0, 1, 0x74, 0, 2, 0x79]);
  });
});

test('[MQTT-2.3.1-1], [MQTT-2.3.1-2], [MQTT-2.3.1-3]: no identifier is 0 or in use twice', async () => {
  const action = fc.oneof(
    fc.constantFrom('publish 1', 'publish 2', 'subscribe', 'unsubscribe', 'wait').map((name) => ({
      name,
      index: 0,
    })),
    fc.record({ name: fc.constant('answer'), index: fc.nat({ max: 5 }) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(action, { maxLength: 40 }), async (actions) => {
      const rig = await connectedRig({ subscribeTimeoutCloses: false }, { keepaliveSeconds: 0 });
      const due = new Map<number, number[]>();
      for (const { name, index } of actions) {
        if (name === 'publish 1') await rig.publish('t', 'x', 1);
        else if (name === 'publish 2') await rig.publish('t', 'x', 2);
        else if (name === 'subscribe') await rig.subscribe('t');
        else if (name === 'unsubscribe') await rig.unsubscribe('t');
        else if (name === 'wait') await rig.until(rig.kernel.now + 4 * second);
        else await answerOne(rig, due, index);
        collect(rig.sent(), due);
      }
      expect(rig.client.connected).toBe(true);
    }),
  );
});

/** The broker answers one of the exchanges it has not answered. */
async function answerOne(rig: Rig, due: Map<number, number[]>, index: number): Promise<void> {
  const found = [...due][index];
  if (found === undefined) return;
  due.delete(found[0]);
  await rig.deliver(found[1]);
}

/** Notes what each packet wants for an answer; here all of them are shorter than 128 bytes. */
function collect(bytes: readonly number[], due: Map<number, number[]>): void {
  for (let at = 0; at < bytes.length; at += 2 + (bytes[at + 1] ?? 0)) {
    const first = bytes[at] ?? 0;
    const idAt = first >> 4 === 3 ? at + 2 + 3 : at + 2;
    const id = (bytes[idAt] ?? 0) * 256 + (bytes[idAt + 1] ?? 0);
    const answers: Readonly<Record<number, number[]>> = {
      0x32: wire.puback(id),
      0x34: wire.pubrec(id),
      0x62: wire.pubcomp(id),
      0x82: wire.suback(id, 0),
      0xa2: wire.unsuback(id),
    };
    expect(id).toBeGreaterThan(0);
    expect(due.has(id)).toBe(false);
    due.set(id, answers[first] ?? []);
  }
}

describe('QoS 2', () => {
  test('[MQTT-4.3.3-1]: PUBLISH, PUBREL on each PUBREC, and no PUBLISH again', async () => {
    const rig = await connectedRig();
    await rig.publish('t', 'x', 2);
    expect(rig.sent()).toEqual(published('x', 2, 1));
    for (let count = 0; count < 3; count += 1) {
      await rig.deliver(wire.pubrec(1));
      expect(rig.sent()).toEqual(wire.pubrel(1));
      expect(rig.log).toEqual([]);
    }
    await rig.deliver(wire.pubcomp(1));
    expect(rig.log).toEqual(['publish x ok']);
    expect(rig.sent()).toEqual([]);
  });

  test('[MQTT-4.3.3-1]: PUBREL goes out also when nobody waits for the message any more', async () => {
    const rig = await connectedRig({}, { keepaliveSeconds: 0 });
    await rig.publish('t', 'x', 2);
    await rig.until(12 * second);
    expect(rig.log).toEqual(['publish x timeout']);
    rig.sent();
    await rig.deliver(wire.pubrec(1));
    expect(rig.sent()).toEqual(wire.pubrel(1));
    await rig.deliver(wire.pubcomp(1));
    expect(rig.log).toEqual(['publish x timeout']);
    expect(rig.client.connected).toBe(true);
  });

  test('[MQTT-4.6.0-4]: PUBRELs go out in the order of their PUBRECs', async () => {
    const rig = await connectedRig({}, { keepaliveSeconds: 0 });
    for (const payload of ['a', 'b', 'c']) {
      await rig.publish('t', payload, 2);
      await rig.until(rig.kernel.now + 10 * second);
    }
    expect(rig.sent()).toEqual([
      ...published('a', 2, 1),
      ...published('b', 2, 2),
      ...published('c', 2, 3),
    ]);
    rig.peer.roomBytes = 0;
    await rig.deliver([...wire.pubrec(3), ...wire.pubrec(1), ...wire.pubrec(2)]);
    await rig.do(() => rig.peer.acknowledge(100));
    expect(rig.sent()).toEqual([...wire.pubrel(3), ...wire.pubrel(1), ...wire.pubrel(2)]);
  });
});

/** Publishes at every QoS, subscribes and unsubscribes, as far as this is to be tried. */
async function tryAll(rig: Rig, topic: Uint8Array, as: 'name' | 'filter'): Promise<void> {
  await rig.do(() => {
    if (as === 'filter') {
      rig.client.subscribe(topic, 0, (result) => rig.log.push(result));
      rig.client.unsubscribe(topic, (result) => rig.log.push(result));
      return;
    }
    for (const qos of [0, 1, 2] as const) {
      const message = { topic, payload: text('x'), qos, retain: false };
      rig.client.publish(message, (result) => rig.log.push(result));
    }
  });
}

describe('what cannot be sent', () => {
  test.each([
    ['[MQTT-1.5.3-1]: text that is no UTF-8', Uint8Array.of(0x61, 0xff)],
    ['[MQTT-1.5.3-1]: a surrogate', Uint8Array.of(0xed, 0xa0, 0x80)],
    ['[MQTT-1.5.3-2], [MQTT-4.7.3-2]: U+0000', Uint8Array.of(0x61, 0, 0x61)],
    ['[MQTT-4.7.3-1]: no character at all', text('')],
    ['[MQTT-4.7.3-3]: 65,536 bytes', new Uint8Array(65_536).fill(0x61)],
  ])('%s: no topic name and no filter', async (_case, topic) => {
    const rig = await connectedRig({ heapBytes: 300_000 });
    await tryAll(rig, topic, 'name');
    await tryAll(rig, topic, 'filter');
    expect(rig.log).toEqual(Array.from({ length: 5 }, () => 'invalid'));
    expect(rig.sent()).toEqual([]);
    expect(rig.client.connected).toBe(true);
  });

  test.each([
    ['[MQTT-3.3.2-2], [MQTT-4.7.1-1]: #', 'a/#'],
    ['[MQTT-3.3.2-2], [MQTT-4.7.1-1]: +', 'a/+/b'],
    ['[MQTT-3.3.2-2], [MQTT-4.7.1-1]: + within a level', 'a+b'],
  ])('%s: no topic name', async (_case, topic) => {
    const rig = await connectedRig();
    await tryAll(rig, text(topic), 'name');
    expect(rig.log).toEqual(['invalid', 'invalid', 'invalid']);
    expect(rig.sent()).toEqual([]);
    expect(rig.client.connected).toBe(true);
  });

  test.each([
    ['[MQTT-4.7.1-2]: # within a level', 'a#'],
    ['[MQTT-4.7.1-2]: # before the last level', 'a/#/b'],
    ['[MQTT-4.7.1-2]: ##', '##'],
    ['[MQTT-4.7.1-3]: + at the end of a level', 'a+'],
    ['[MQTT-4.7.1-3]: + at the beginning of one', 'a/+b'],
  ])('%s: no filter', async (_case, filter) => {
    const rig = await connectedRig();
    await tryAll(rig, text(filter), 'filter');
    expect(rig.log).toEqual(['invalid', 'invalid']);
    expect(rig.sent()).toEqual([]);
    expect(rig.client.connected).toBe(true);
  });

  test('[MQTT-3.8.3-1], [MQTT-3.10.3-1]: a filter is sent exactly when it is UTF-8', async () => {
    const bytes = fc.uint8Array({ minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(bytes, async (filter) => {
        const rig = await connectedRig({}, { keepaliveSeconds: 0 });
        const isText = decodes(filter) && !filter.includes(0);
        fc.pre(!filter.includes(0x23) && !filter.includes(0x2b));
        await rig.do(() => {
          rig.client.subscribe(filter, 0, (result) => rig.log.push(result));
          rig.client.unsubscribe(filter, (result) => rig.log.push(result));
        });
        expect(rig.log).toEqual(isText ? [] : ['invalid', 'invalid']);
        expect(rig.sent().length > 0).toBe(isText);
      }),
      { numRuns: 300 },
    );
  });

  test('[MQTT-4.7.3-3]: a topic of 65,535 bytes is sent whole', async () => {
    const rig = await connectedRig({ heapBytes: 300_000 });
    const topic = new Uint8Array(65_535).fill(0x61);
    await rig.do(() => {
      const message = { topic, payload: text('x'), qos: 0, retain: false } as const;
      rig.client.publish(message, (result) => rig.log.push(result));
    });
    const sent = rig.sent();
    expect(sent.slice(0, 7)).toEqual([0x30, 0x82, 0x80, 0x04, 0xff, 0xff, 0x61]);
    expect(sent).toHaveLength(4 + 2 + 65_535 + 1);
    expect(rig.log).toEqual(['ok']);
  });
});

function decodes(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
