import { Kernel } from '@w800/kernel';
import { Heap } from '@w800/memory';
import { expect, test } from 'vitest';
import { atMost, beyond, holdingsSince } from './holdings.ts';

const layout = {
  headerBytes: 24,
  alignmentBytes: 8,
  regions: [{ name: 'sram', base: 0x1000, bytes: 4096 }],
};

test('what was held before the mark does not count, and sizes are as they were asked for', () => {
  const heap = new Heap(new Kernel({ seed: 1 }), layout);
  heap.allocate(100, 'boot');
  const mark = heap.mark();
  heap.allocate(5, 'tls.peer');
  heap.allocate(7, 'tls.peer');
  heap.allocate(9, 'fault.leak');
  expect(holdingsSince(mark)).toEqual({ 'tls.peer': { blocks: 2, requestedBytes: 12 } });
});

test('a restart makes everything new', () => {
  const heap = new Heap(new Kernel({ seed: 1 }), layout);
  const mark = heap.mark();
  heap.allocate(5, 'lost');
  heap.reset();
  heap.allocate(100, 'boot');
  expect(holdingsSince(mark)).toEqual({ boot: { blocks: 1, requestedBytes: 100 } });
});

test.each([
  [{}, { a: { blocks: 1, requestedBytes: 8 } }, []],
  [{ a: { blocks: 1, requestedBytes: 8 } }, { a: { blocks: 1, requestedBytes: 8 } }, []],
  [{ a: { blocks: 1, requestedBytes: 8 } }, {}, ['a holds 1 block and 8 bytes too many']],
  [
    { a: { blocks: 3, requestedBytes: 9 }, b: { blocks: 1, requestedBytes: 2 } },
    { a: { blocks: 1, requestedBytes: 8 }, b: { blocks: 1, requestedBytes: 1 } },
    ['a holds 2 blocks and 1 byte too many', 'b holds 0 blocks and 1 byte too many'],
  ],
])('%o beyond %o is %o', (held, usual, told) => {
  expect(beyond(held, usual)).toEqual(told);
});

test('the larger of two holdings is so for each owner by itself', () => {
  const one = { a: { blocks: 2, requestedBytes: 8 }, b: { blocks: 1, requestedBytes: 1 } };
  const other = { a: { blocks: 1, requestedBytes: 9 }, c: { blocks: 1, requestedBytes: 3 } };
  expect(atMost(one, other)).toEqual({
    a: { blocks: 2, requestedBytes: 9 },
    b: { blocks: 1, requestedBytes: 1 },
    c: { blocks: 1, requestedBytes: 3 },
  });
});
