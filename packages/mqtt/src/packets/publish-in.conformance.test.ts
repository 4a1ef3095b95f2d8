import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { connectedRig } from '../testing/rig.ts';
import { text, wire } from '../testing/wire-bytes.ts';

const qos1 = 0b0010;
const qos2 = 0b0100;
const dup = 0b1000;

/** A PUBLISH of QoS 0 whose topic is these bytes. */
function withTopic(topic: readonly number[]): number[] {
  return [0x30, 2 + topic.length + 1, 0, topic.length, ...topic, 0x78];
}

describe('acknowledgements', () => {
  const arrivals = fc
    .uniqueArray(fc.integer({ min: 1, max: 65_535 }), { minLength: 1, maxLength: 20 })
    .chain((ids) => fc.tuple(...ids.map((id) => fc.tuple(fc.constant(id), fc.nat({ max: 2 })))));

  test('[MQTT-3.3.4-1], [MQTT-2.3.1-6]: nothing, PUBACK or PUBREC, by QoS, with the same id', async () => {
    await fc.assert(
      fc.asyncProperty(arrivals, fc.integer({ min: 1, max: 200 }), async (messages, chunkBytes) => {
        const rig = await connectedRig();
        const bytes = messages.flatMap(([id, qos]) =>
          wire.publish('t', `${id}`, qos === 0 ? undefined : id, qos << 1),
        );
        await rig.deliver(bytes, chunkBytes);
        const answers = messages.flatMap(([id, qos]) => {
          if (qos === 0) return [];
          return qos === 1 ? wire.puback(id) : wire.pubrec(id);
        });
        expect(rig.sent()).toEqual(answers);
      }),
    );
  });

  test('[MQTT-4.6.0-2], [MQTT-4.6.0-3]: PUBACK and PUBREC go out in the order of their messages', async () => {
    const rig = await connectedRig();
    // The send buffer is full, so that all of them wait, and have room for another order.
    rig.peer.roomBytes = 0;
    for (const [id, flags] of [
      [9, qos1],
      [7, qos2],
      [8, qos1],
      [2, qos2],
      [1, qos1],
    ] as const) {
      await rig.deliver(wire.publish('t', 'x', id, flags));
    }
    expect(rig.sent()).toEqual([]);
    await rig.do(() => rig.peer.acknowledge(1_000));
    const answers = [wire.puback(9), wire.pubrec(7), wire.puback(8), wire.pubrec(2)];
    expect(rig.sent()).toEqual([...answers.flat(), ...wire.puback(1)]);
  });

  test('[MQTT-4.5.0-2]: a message nobody asked for, and one nobody handles, is acknowledged', async () => {
    const rig = await connectedRig({ handleAtOnce: false });
    await rig.deliver([...wire.publish('never/subscribed', 'x', 1), ...wire.publish('t', 'y', 2)]);
    await rig.deliver(wire.publish('t', 'z', 3, qos2));
    expect(rig.sent()).toEqual([...wire.puback(1), ...wire.puback(2), ...wire.pubrec(3)]);
    expect(rig.handled).toHaveLength(2);
  });
});

describe('QoS 1 and 2', () => {
  test('[MQTT-4.3.2-2]: each PUBLISH of QoS 1 is a new message, whatever its id and DUP', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 2 }), fc.boolean()), { maxLength: 20 }),
        async (messages) => {
          const rig = await connectedRig();
          const bytes = messages.flatMap(([id, again], index) =>
            wire.publish('t', `${index}`, id, qos1 | (again ? dup : 0)),
          );
          await rig.deliver(bytes);
          expect(rig.log).toEqual(messages.map((_message, index) => `message ${index}`));
          expect(rig.messages.map((message) => message.dup)).toEqual(messages.map(([, d]) => d));
          expect(rig.sent()).toEqual(messages.flatMap(([id]) => wire.puback(id)));
        },
      ),
    );
  });

  test('[MQTT-4.3.3-2]: QoS 2 is passed on once a PUBREL, and each packet is answered', async () => {
    const step = fc.record({
      release: fc.boolean(),
      id: fc.integer({ min: 1, max: 3 }),
      again: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const rig = await connectedRig();
        const unreleased = new Map<number, string>();
        const passedOn: string[] = [];
        const answers: number[] = [];
        for (const [index, { release, id, again }] of steps.entries()) {
          if (release) {
            const payload = unreleased.get(id);
            if (payload !== undefined) passedOn.push(`message ${payload}`);
            unreleased.delete(id);
            answers.push(...wire.pubcomp(id));
            await rig.deliver(wire.pubrel(id));
          } else {
            if (!unreleased.has(id)) unreleased.set(id, `${index}`);
            answers.push(...wire.pubrec(id));
            await rig.deliver(wire.publish('t', `${index}`, id, qos2 | (again ? dup : 0)));
          }
        }
        expect(rig.log).toEqual(passedOn);
        expect(rig.sent()).toEqual(answers);
        await rig.do(() => rig.client.disconnect());
        expect(rig.heap.freeBytes).toBe(rig.baselineBytes);
      }),
    );
  });
});

describe('what a topic name may be', () => {
  test.each([
    ['[MQTT-1.5.3-1]: a continuation byte alone', [0x61, 0x80]],
    ['[MQTT-1.5.3-1]: a character cut short', [0x61, 0xe4, 0xbd]],
    ['[MQTT-1.5.3-1]: a slash in two bytes', [0xc0, 0xaf]],
    ['[MQTT-1.5.3-1]: a slash in three bytes', [0xe0, 0x80, 0xaf]],
    ['[MQTT-1.5.3-1]: the first surrogate', [0xed, 0xa0, 0x80]],
    ['[MQTT-1.5.3-1]: the last surrogate', [0xed, 0xbf, 0xbf]],
    ['[MQTT-1.5.3-1]: a code point above U+10FFFF', [0xf4, 0x90, 0x80, 0x80]],
    ['[MQTT-1.5.3-1]: text in GBK', [0xc4, 0xe3, 0xba, 0xc3]],
    ['[MQTT-1.5.3-2], [MQTT-4.7.3-2]: U+0000', [0x61, 0x00, 0x62]],
    ['[MQTT-1.5.3-2], [MQTT-1.5.3-1]: U+0000 in two bytes', [0xc0, 0x80]],
    ['[MQTT-3.3.2-2], [MQTT-4.7.1-1]: a wildcard #', [...text('a/#')]],
    ['[MQTT-3.3.2-2], [MQTT-4.7.1-1]: a wildcard +', [...text('+/a')]],
    ['[MQTT-3.3.2-2], [MQTT-4.7.1-1]: a + within a level', [...text('a+b')]],
    ['[MQTT-4.7.3-1]: nothing', []],
  ])('%s in a topic that arrives ends the connection, unseen', async (_case, topic) => {
    const rig = await connectedRig();
    await rig.deliver([...withTopic(topic), ...wire.publish('t', 'behind it')]);
    expect(rig.log).toEqual(['closed protocol']);
    expect(rig.sent()).toEqual(wire.disconnect);
    expect(rig.peer.endedAt).toBe(rig.kernel.now);
    expect(rig.heap.freeBytes).toBe(rig.baselineBytes);
  });

  test('[MQTT-1.5.3-1]: every well-formed text but U+0000 and wildcards arrives as it is', async () => {
    const character = fc
      .oneof(
        fc.integer({ min: 1, max: 0x7f }),
        fc.integer({ min: 0x80, max: 0xd7ff }),
        fc.integer({ min: 0xe000, max: 0xffff }),
        fc.integer({ min: 0x1_0000, max: 0x10_ffff }),
      )
      .filter((code) => code !== 0x23 && code !== 0x2b)
      .map((code) => String.fromCodePoint(code));
    const name = fc.string({ unit: character, minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(name, async (value) => {
        const rig = await connectedRig();
        await rig.deliver(withTopic([...text(value)]));
        expect(rig.messages).toMatchObject([{ topic: text(value), payload: text('x') }]);
      }),
    );
  });

  test('[MQTT-1.5.3-3]: EF BB BF stays where it stands, at the beginning as well', async () => {
    const mark = [0xef, 0xbb, 0xbf];
    const rig = await connectedRig();
    await rig.deliver([...withTopic([...mark, 0x61, ...mark]), ...withTopic(mark)]);
    expect(rig.messages.map(({ topic }) => [...topic])).toEqual([[...mark, 0x61, ...mark], mark]);
  });

  test('[MQTT-4.7.3-3]: a topic of 65,535 bytes arrives whole', async () => {
    const rig = await connectedRig({ heapBytes: 300_000 });
    const topic = Array.from({ length: 65_535 }, () => 0x61);
    await rig.deliver([0x30, 0x82, 0x80, 0x04, 0xff, 0xff, ...topic, 0x78]);
    expect(rig.messages[0]?.topic).toHaveLength(65_535);
    expect(rig.messages[0]?.payload).toEqual(text('x'));
  });
});

test('[MQTT-4.8.0-2]: a message there is no heap for ends the connection', async () => {
  const rig = await connectedRig({ heapBytes: 4_000 });
  await rig.deliver(wire.publish('t', 'x'.repeat(3_000), 1));
  expect(rig.log).toEqual(['closed no-memory']);
  // It was not acknowledged, so the broker still has it.
  expect(rig.sent()).toEqual(wire.disconnect);
  expect(rig.peer.endedAt).toBe(rig.kernel.now);
});
