import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Random } from './random.ts';

function draw(random: Random, count: number): number[] {
  return Array.from({ length: count }, () => random.uint32());
}

describe('Random', () => {
  test('the same key gives the same numbers on every machine', () => {
    expect(draw(new Random('1'), 4)).toEqual([2864433838, 2133040807, 929313532, 3512475078]);
  });

  test('a fork depends on its label alone, not on what was drawn before it', () => {
    const early = new Random('1').fork('dhcp');
    const parent = new Random('1');
    draw(parent, 10);
    expect(draw(parent.fork('dhcp'), 8)).toEqual(draw(early, 8));
  });

  test('forks with other labels, and the parent, go their own ways', () => {
    const parent = new Random('1');
    const streams = [parent.fork('a'), parent.fork('b'), parent.fork('a').fork('b'), parent];
    expect(new Set(streams.map((stream) => draw(stream, 4).join())).size).toBe(4);
  });

  test('integers lie within their bounds and reach both of them', () => {
    const bounds = fc.tuple(fc.integer({ min: -1000, max: 1000 }), fc.nat(6), fc.nat());
    fc.assert(
      fc.property(bounds, ([min, span, seed]) => {
        const random = new Random(String(seed));
        const drawn = new Set(Array.from({ length: 300 }, () => random.integer(min, min + span)));
        expect([...drawn].toSorted((a, b) => a - b)).toEqual(
          Array.from({ length: span + 1 }, (_, index) => min + index),
        );
      }),
    );
  });

  test('a chance of n in m comes about n times in m', () => {
    const random = new Random('7');
    let hits = 0;
    for (let index = 0; index < 10_000; index += 1) if (random.chance(1, 4)) hits += 1;
    expect(hits).toBeGreaterThan(2_350);
    expect(hits).toBeLessThan(2_650);
  });

  test('bytes use their whole range', () => {
    expect(new Set(new Random('3').bytes(8_000)).size).toBe(256);
  });
});
