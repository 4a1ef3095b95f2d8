import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { noEncounters } from './testing/encounters.ts';
import { oddLayouts, w800Layout } from './testing/heap-layouts.ts';
import { heapSteps } from './testing/heap-step.ts';
import { HeapTrial } from './testing/heap-trial.ts';

test('100,000 operations on the two regions of a W800 go as on a naive heap', () => {
  const met = noEncounters();
  fc.assert(
    fc.property(heapSteps(258_744, 1_000), (steps) => {
      new HeapTrial(w800Layout, met).performAll(steps);
    }),
    { numRuns: 280 },
  );
  expect(met.steps).toBeGreaterThan(100_000);
  // Without these they would not have been where allocators go wrong.
  expect(met.blocksMax).toBeGreaterThan(100);
  expect(met.gapsMax).toBeGreaterThan(30);
  expect(met.fragmented).toBeGreaterThan(1_500);
  expect(met.givenAlong).toBeGreaterThan(5_000);
  expect(met.moved).toBeGreaterThan(10_000);
});

test('100,000 operations on small odd layouts go as on a naive heap', () => {
  const met = noEncounters();
  fc.assert(
    fc.property(oddLayouts, heapSteps(2_000, 400), (layout, steps) => {
      new HeapTrial(layout, met).performAll(steps);
    }),
    { numRuns: 700 },
  );
  expect(met.steps).toBeGreaterThan(100_000);
  expect(met.exhausted).toBeGreaterThan(10_000);
  expect(met.fragmented).toBeGreaterThan(2_000);
  expect(met.givenAlong).toBeGreaterThan(5_000);
});
