import { Random } from '@w800/kernel';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RareTrials } from './rare-trials.ts';

describe('rare trials', () => {
  test.each([1, 10, 1000, 250_000, 500_000, 900_000])(
    '%i of a million hit as many as they should, within three in a hundred',
    (perMillion) => {
      const trials = Math.floor((4000 * 1_000_000) / perMillion);
      const hits = new RareTrials(new Random('ratio'), perMillion).next(trials).length;
      expect(Math.abs(hits - 4000)).toBeLessThan(120);
    },
  );

  test('leave gaps of each length as often as that many misses in a row come', () => {
    const hits = new RareTrials(new Random('gaps'), 200_000).next(200_000);
    const gaps = hits.slice(1).map((place, index) => place - (hits[index] ?? 0) - 1);
    for (const length of [0, 1, 2, 3, 5, 8, 13]) {
      const due = gaps.length * 0.2 * 0.8 ** length;
      const found = gaps.filter((gap) => gap === length).length;
      expect(Math.abs(found - due)).toBeLessThan(4 * Math.sqrt(due));
    }
  });

  test('all hit at a million of a million', () => {
    expect(new RareTrials(new Random('all'), 1_000_000).next(5)).toEqual([0, 1, 2, 3, 4]);
  });

  test('hit the same places in whatever pieces they are gone through', () => {
    const pieces = fc.array(fc.nat(300), { maxLength: 30 });
    fc.assert(
      fc.property(pieces, fc.integer({ min: 1, max: 1_000_000 }), (lengths, perMillion) => {
        const sum = lengths.reduce((all, length) => all + length, 0);
        const whole = new RareTrials(new Random('pieces'), perMillion).next(sum);
        const piecewise = new RareTrials(new Random('pieces'), perMillion);
        let from = 0;
        const found = lengths.flatMap((length) => {
          const hits = piecewise.next(length).map((place) => place + from);
          from += length;
          return hits;
        });
        expect(found).toEqual(whole);
      }),
    );
  });

  test('cost by the hit: a thousand million of them draw no more than a million', () => {
    let drawn = 0;
    class Counting extends Random {
      override uint32(): number {
        drawn += 1;
        return super.uint32();
      }
    }
    const trials = new RareTrials(new Counting('cost'), 1);
    drawn = 0;
    const hits = trials.next(1_000_000_000).length;
    expect(drawn).toBeLessThan(80 * (hits + 1));
  });
});
