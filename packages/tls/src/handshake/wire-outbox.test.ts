import { Kernel, second } from '@w800/kernel';
import { expect, test } from 'vitest';
import { PairEnd } from '../testing/stream-pair.ts';
import { WireOutbox } from './wire-outbox.ts';

function outboxOver(sendBufferBytes: number): { kernel: Kernel; end: PairEnd; outbox: WireOutbox } {
  const kernel = new Kernel({ seed: 1 });
  const { client } = PairEnd.pair(kernel, { sendBufferBytes });
  return { kernel, end: client, outbox: new WireOutbox(kernel, client, 1 * second) };
}

test("a record's data has arrived when the last of its bytes has", () => {
  const { outbox } = outboxOver(10_000);
  outbox.add(new Uint8Array(30), 10);
  outbox.add(new Uint8Array(30), 0);
  outbox.add(new Uint8Array(30), 7);
  outbox.flush();
  const arrived = [29, 1, 30, 29, 1].map((byteCount) => outbox.acknowledged(byteCount));
  expect(arrived).toEqual([0, 10, 0, 0, 7]);
});

test('what waits together is written together, as far as there is room', () => {
  const { end, outbox } = outboxOver(50);
  outbox.add(new Uint8Array(30), 1);
  outbox.add(new Uint8Array(30), 1);
  outbox.flush();
  expect([end.writes.map(({ length }) => length), outbox.isEmpty]).toEqual([[50], false]);
});

test('the stream is finished only behind what waits', () => {
  const { end, outbox } = outboxOver(50);
  outbox.add(new Uint8Array(60), 1);
  outbox.finish();
  expect(end.isFinished).toBe(false);
  outbox.stop();
  outbox.finish();
  expect(end.isFinished).toBe(true);
});
