import { describe, expect, test } from 'vitest';
import { FreeList } from './free-list.ts';

describe('the free list of a region', () => {
  test('takes from the lowest address that fits, not from the best fit', () => {
    const list = new FreeList(0, 1000);
    list.take(1000, 1);
    list.give(0, 300);
    list.give(500, 100);
    expect(list.take(100, 1)).toEqual({ address: 0, bytes: 100 });
  });

  test('skips a span that is too short', () => {
    const list = new FreeList(0, 1000);
    list.take(1000, 1);
    list.give(0, 64);
    list.give(500, 128);
    expect(list.take(65, 1)).toEqual({ address: 500, bytes: 65 });
    expect(list.take(65, 1)).toBeUndefined();
    expect(list.take(64, 1)).toEqual({ address: 0, bytes: 64 });
  });

  test('gives a rest along that is shorter than the least one', () => {
    const list = new FreeList(0, 100);
    expect(list.take(52, 49)).toEqual({ address: 0, bytes: 100 });
    expect(list.largestBytes).toBe(0);
  });

  test('splits off a rest of the least length', () => {
    const list = new FreeList(0, 100);
    expect(list.take(51, 49)).toEqual({ address: 0, bytes: 51 });
    expect(list.largestBytes).toBe(49);
  });

  test.each([
    ['in order', [0, 1, 2]],
    ['backwards', [2, 1, 0]],
    ['the middle last', [0, 2, 1]],
    ['the middle first', [1, 0, 2]],
  ])('becomes one span again when three neighbours return %s', (_order, sequence) => {
    const list = new FreeList(800, 300);
    list.take(300, 1);
    for (const place of sequence) list.give(800 + 100 * place, 100);
    expect(list.take(300, 1)).toEqual({ address: 800, bytes: 300 });
  });

  test('does not merge across a block in use', () => {
    const list = new FreeList(0, 300);
    list.take(300, 1);
    list.give(0, 100);
    list.give(200, 100);
    expect(list.largestBytes).toBe(100);
  });

  test('gives what lies at an address and keeps what is on either side', () => {
    const list = new FreeList(800, 300);
    expect(list.takeAt(900, 100, 1)).toEqual({ address: 900, bytes: 100 });
    expect(list.stretches()).toEqual([
      { address: 800, bytes: 100 },
      { address: 1000, bytes: 100 },
    ]);
    expect(list.takeAt(1000, 100, 1)).toEqual({ address: 1000, bytes: 100 });
    expect(list.takeAt(800, 50, 51)).toEqual({ address: 800, bytes: 100 });
    expect(list.stretches()).toEqual([]);
  });

  test('does not give what it does not have, nor from two spans at once', () => {
    const list = new FreeList(800, 300);
    list.takeAt(900, 100, 1);
    for (const address of [700, 899, 900, 950, 1001, 1100]) {
      expect(list.takeAt(address, 100, 1)).toBeUndefined();
    }
    expect(list.takeAt(800, 300, 1)).toBeUndefined();
    expect(list.stretches()).toHaveLength(2);
  });

  test('of a region without a byte is empty', () => {
    const list = new FreeList(800, 0);
    expect([list.stretches(), list.largestBytes, list.take(1, 1)]).toEqual([[], 0, undefined]);
  });
});
