import fc from 'fast-check';
import { expect, it } from 'vitest';

import { InOrder } from './in-order.ts';

it('hands on items in the order of their places, however they arrive', () => {
  const arrivals = fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6 });
  fc.assert(
    fc.property(arrivals, (places) => {
      const delivered: string[] = [];
      const order = new InOrder<string>((item) => delivered.push(item));
      for (const place of places) order.add(place, `${place} early`);
      for (const place of places) {
        order.add(place, `${place} late`);
        order.close(place);
      }
      const expected = [0, 1, 2, 3, 4, 5].flatMap((place) => [`${place} early`, `${place} late`]);
      expect(delivered).toStrictEqual(expected);
    }),
  );
});

it('does not hold back an item whose turn it is', () => {
  const delivered: string[] = [];
  const order = new InOrder<string>((item) => delivered.push(item));
  order.add(1, 'second');
  order.add(0, 'first');
  expect(delivered).toStrictEqual(['first']);
  order.close(0);
  order.add(1, 'more of the second');
  expect(delivered).toStrictEqual(['first', 'second', 'more of the second']);
});

it('hands on, at the end, what waits behind a place that never closed', () => {
  const delivered: string[] = [];
  const order = new InOrder<string>((item) => delivered.push(item));
  for (const place of [10, 9, 2]) order.add(place, String(place));
  order.flush();
  expect(delivered).toStrictEqual(['2', '9', '10']);
});
