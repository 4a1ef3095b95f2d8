import { expect, test } from 'vitest';
import { checkObligations } from '../testing/obligations/check-obligations.ts';

/** In a hundred sequences. */
const leastOften = {
  'sessions lost': 100,
  reconnected: 60,
  'session not present': 100,
  'cut by fin': 20,
  'cut by rst': 60,
  'cut by stall': 10,
  'publish timed out': 10,
  'published QoS 1': 40,
  'published QoS 2': 40,
  'printed QoS 0': 5,
  'printed QoS 1': 20,
  'printed QoS 2': 15,
  'came back and finished everything': 25,
  cleaned: 60,
} as const;

test('NOTE-05, NOTE-10, CORE-16: with clean sessions every obligation is met, whatever happens', async ({
  annotate,
}) => {
  const found = await checkObligations(10);
  await annotate(found.describe());
  expect(found.rarerThan(leastOften)).toEqual([]);
  // What a clean session has not finished ends with it.
  expect(found.counts.get('resent PUBLISH with DUP')).toBeUndefined();
  expect(found.counts.get('resent PUBREL')).toBeUndefined();
});
