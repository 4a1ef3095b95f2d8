import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MessageLog } from './message-log.ts';
import type { ReceivedMessage } from './messages.ts';

const anyMessage = fc.record({
  at: fc.maxSafeNat(),
  clientId: fc.constantFrom('', 'W800', 'other'),
  topic: fc.constantFrom('t', 'a/b', '温'),
  payload: fc.uint8Array({ maxLength: 40 }),
  qos: fc.constantFrom(0 as const, 1 as const, 2 as const),
  retain: fc.boolean(),
  dup: fc.boolean(),
});

test('messages come out as they went in, whenever somebody reads', () => {
  const steps = fc.array(fc.record({ message: anyMessage, reads: fc.boolean() }), {
    maxLength: 60,
  });
  const law = fc.property(steps, (list) => {
    const log = new MessageLog();
    const model: ReceivedMessage[] = [];
    const seen: [ReceivedMessage[], ReceivedMessage[]][] = [];
    for (const step of list) {
      const { message, reads } = step;
      log.add(message);
      model.push({ ...message, payload: message.payload.slice() });
      // The log has taken a copy.
      message.payload.fill(0xee);
      if (reads) seen.push([[...log.messages], [...model]]);
    }
    for (const [read, due] of seen) expect(read).toEqual(due);
    expect(log.messages).toEqual(model);
    expect(log.messages).toBe(log.messages);
  });
  fc.assert(law);
});

test('a payload larger than what there was room for is kept whole', () => {
  const log = new MessageLog();
  const rest = { at: 1, clientId: 'a', topic: 't', qos: 0, retain: false, dup: false } as const;
  const sizes = [1, 4095, 1, 100_000, 0, 5];
  for (const size of sizes) log.add({ ...rest, payload: new Uint8Array(size).fill(size) });
  const filled = log.messages.map(({ payload }) => payload);
  expect(filled.map(({ length }) => length)).toEqual(sizes);
  for (const [index, payload] of filled.entries()) {
    expect(payload.every((byte) => byte === ((sizes[index] ?? 0) & 0xff))).toBe(true);
  }
});
