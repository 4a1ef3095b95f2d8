import { expect, test } from 'vitest';
import { checkObligations } from '../testing/obligations/check-obligations.ts';

/** In a hundred sequences. */
const leastOften = {
  'sessions lost': 100,
  reconnected: 60,
  'session present': 60,
  'cut by fin': 20,
  'cut by rst': 60,
  'cut by stall': 10,
  'publish timed out': 10,
  'published QoS 1': 40,
  'published QoS 2': 40,
  'resent PUBLISH with DUP': 12,
  'resent PUBREL': 1,
  'inbound PUBLISH again': 20,
  'inbound PUBREL again': 1,
  'printed QoS 1': 100,
  'printed QoS 2': 100,
  'came back and finished everything': 25,
  cleaned: 60,
} as const;

test('NOTE-09, NOTE-10, NOTE-12: with kept sessions every obligation is met, whatever happens', async ({
  annotate,
}) => {
  const found = await checkObligations(1);
  await annotate(found.describe());
  expect(found.rarerThan(leastOften)).toEqual([]);
});
