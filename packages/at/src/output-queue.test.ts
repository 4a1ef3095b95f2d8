import { expect, test } from 'vitest';
import { toBytes } from './byte-string.ts';
import { OutputQueue } from './output-queue.ts';
import { RecordingOutput } from './testing/recording-output.ts';

test('the next message is written when the one before was accepted', () => {
  const output = new RecordingOutput();
  output.waits = true;
  const queue = new OutputQueue(output);
  for (const text of ['a', 'b', 'c']) queue.print(toBytes(text));
  expect(output.messages).toEqual(['a']);
  output.accept();
  expect(output.messages).toEqual(['a', 'b']);
  output.accept();
  output.accept();
  queue.print(toBytes('d'));
  expect(output.messages).toEqual(['a', 'b', 'c', 'd']);
});

test('what is printed while several messages wait comes behind all of them', () => {
  const output = new RecordingOutput();
  output.waits = true;
  const queue = new OutputQueue(output);
  for (const text of ['a', 'b', 'c']) queue.print(toBytes(text));
  output.accept();
  queue.print(toBytes('d'));
  while (output.accept());
  expect(output.messages).toEqual(['a', 'b', 'c', 'd']);
});

test('what is printed from within `printed` comes last', () => {
  const output = new RecordingOutput();
  output.waits = true;
  const queue = new OutputQueue(output);
  queue.print(toBytes('a'), () => queue.print(toBytes('c')));
  queue.print(toBytes('b'));
  while (output.accept());
  expect(output.messages).toEqual(['a', 'b', 'c']);
});

test('a hundred thousand messages, each printed by the one before, fit the stack', () => {
  const output = new RecordingOutput();
  const queue = new OutputQueue(output);
  let left = 100_000;
  const more = (): void => {
    left -= 1;
    if (left > 0) queue.print(toBytes('m'), more);
  };
  more();
  expect(output.messages).toHaveLength(99_999);
});

test('an acceptance of before the clearing does not count for what came after', () => {
  const accepted: (() => void)[] = [];
  const written: number[] = [];
  const queue = new OutputQueue({
    write(bytes, accept) {
      written.push(bytes[0] ?? 0);
      accepted.push(accept);
    },
  });
  queue.print(Uint8Array.of(1), () => expect.unreachable());
  queue.print(Uint8Array.of(2));
  queue.clear();
  queue.print(Uint8Array.of(3));
  queue.print(Uint8Array.of(4));
  accepted[0]?.();
  expect(written).toEqual([1, 3]);
  accepted[1]?.();
  accepted[1]?.();
  expect(written).toEqual([1, 3, 4]);
});

test('clearing stops a queue whose output has begun to accept at once', () => {
  const output = new RecordingOutput();
  output.waits = true;
  const queue = new OutputQueue(output);
  queue.print(toBytes('a'));
  queue.print(toBytes('b'), () => queue.clear());
  queue.print(toBytes('old'));
  output.waits = false;
  output.accept();
  expect(output.messages).toEqual(['a', 'b']);
});

test('clearing from within `printed` stops the queue there', () => {
  const output = new RecordingOutput();
  const printed: string[] = [];
  output.waits = true;
  const queue = new OutputQueue(output);
  queue.print(toBytes('a'), () => {
    queue.clear();
    queue.print(toBytes('new'), () => printed.push('new'));
    queue.print(toBytes('newer'));
  });
  queue.print(toBytes('old'));
  output.accept();
  expect(output.messages).toEqual(['a', 'new']);
  output.accept();
  expect(output.messages).toEqual(['a', 'new', 'newer']);
  expect(printed).toEqual(['new']);
});

test('a queue that grows long says so once, and once when half of it is gone', () => {
  const output = new RecordingOutput();
  output.waits = true;
  const told: [boolean, number][] = [];
  let waiting = 0;
  const changed = (isLong: boolean): void => void told.push([isLong, waiting]);
  const queue = new OutputQueue(output, { messagesMax: 4, changed });
  for (waiting = 1; waiting <= 6; waiting += 1) queue.print(toBytes('m'));
  expect(told).toEqual([[true, 5]]);
  for (waiting = 5; waiting >= 0; waiting -= 1) output.accept();
  expect(told).toEqual([
    [true, 5],
    [false, 2],
  ]);
});

test('what is dropped makes a long queue short', () => {
  const output = new RecordingOutput();
  output.waits = true;
  const told: boolean[] = [];
  const queue = new OutputQueue(output, { messagesMax: 1, changed: (isLong) => told.push(isLong) });
  queue.print(toBytes('a'));
  queue.print(toBytes('b'));
  queue.clear();
  queue.clear();
  expect(told).toEqual([true, false]);
});
