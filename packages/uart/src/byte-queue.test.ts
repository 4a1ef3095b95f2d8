import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { ByteQueue } from './byte-queue.ts';

const step = fc.oneof(
  fc.record({ push: fc.uint8Array({ maxLength: 150 }) }),
  fc.record({ take: fc.nat(200) }),
  fc.record({ cut: fc.nat(200) }),
);

test('a byte queue behaves as an array of bytes', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const queue = new ByteQueue();
      const model: number[] = [];
      for (const chosen of steps) {
        let got: Uint8Array = new Uint8Array(0);
        let due: number[] = [];
        if ('push' in chosen) {
          queue.push(chosen.push);
          model.push(...chosen.push);
        } else if ('take' in chosen) {
          got = queue.take(Math.min(chosen.take, model.length));
          due = model.splice(0, chosen.take);
        } else {
          got = queue.cut(Math.min(chosen.cut, model.length));
          due = model.splice(chosen.cut);
        }
        expect([...got]).toEqual(due);
        expect(queue.length).toBe(model.length);
        const seen = model.map((_byte, index) => queue.at(index));
        expect(seen).toEqual(model);
        expect(queue.at(model.length)).toBeUndefined();
      }
    }),
  );
});

test('a byte queue keeps what it was given, whatever becomes of the array', () => {
  const queue = new ByteQueue();
  const bytes = Uint8Array.of(1, 2, 3);
  queue.push(bytes);
  bytes.fill(9);
  expect([...queue.take(3)]).toEqual([1, 2, 3]);
});
