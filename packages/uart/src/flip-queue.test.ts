import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { FlipQueue } from './flip-queue.ts';

const lengths = fc.array(fc.record({ gap: fc.nat(5), length: fc.integer({ min: 1, max: 5 }) }), {
  maxLength: 40,
});

test('a queue of flips covers what lies in one, and has its edges where they begin and end', () => {
  fc.assert(
    fc.property(lengths, fc.nat(200), fc.nat(400), (drawn, forgotten, dropped) => {
      const queue = new FlipQueue();
      let end = 0;
      const flips = drawn.map(({ gap, length }) => {
        const from = end + gap;
        end = from + length;
        return { from, to: end };
      });
      for (const flip of flips) queue.push(flip);
      queue.forget(forgotten);
      queue.dropFrom(dropped);
      const left = flips.filter(({ from, to }) => to >= forgotten && from < dropped);
      expect(queue.length).toBe(left.length);
      for (let instant = forgotten; instant < 420; instant += 1) {
        const covering = left.some(({ from, to }) => from <= instant && instant < to);
        expect(queue.covers(instant)).toBe(covering);
        const edges = left.flatMap(({ from, to }) => [from, to]).filter((edge) => edge >= instant);
        expect(queue.edgeFrom(instant)).toBe(edges.length === 0 ? undefined : Math.min(...edges));
      }
    }),
  );
});

test('a queue of flips that is used up as it is filled keeps none of them', () => {
  const queue = new FlipQueue();
  for (let from = 0; from < 100_000; from += 10) {
    queue.push({ from, to: from + 1 });
    queue.forget(from);
    expect(queue.length).toBe(1);
  }
  queue.forget(200_000);
  expect(queue.length).toBe(0);
});
