import { Kernel } from '@w800/kernel';
import { expect, test } from 'vitest';
import { AllocationFailure } from './allocation-failure.ts';
import { Ballast } from './ballast.ts';
import { Heap } from './heap.ts';
import { RequestCounter } from './request-counter.ts';
import { w800Layout } from './testing/heap-layouts.ts';

test('every request from now on counts, also one that fails and over a restart', () => {
  const kernel = new Kernel({ seed: 1 });
  const heap = new Heap(kernel, w800Layout);
  heap.allocate(8, 'boot');
  const counter = new RequestCounter(heap);
  expect([counter.count, counter.owners()]).toEqual([0, []]);
  const block = heap.allocate(8, 'mqtt');
  if (block !== undefined) heap.reallocate(block, 16);
  heap.allocate(200_000, 'tls');
  const failure = new AllocationFailure(kernel, heap, { nth: 1 });
  heap.allocate(8, 'tls');
  failure.disarm();
  heap.reset();
  heap.allocate(8, 'boot');
  expect(counter.count).toBe(5);
  expect(counter.owners()).toEqual(['mqtt', 'tls', 'boot']);
  expect(['mqtt', 'tls', 'boot', 'at'].map((owner) => counter.countOf(owner))).toEqual([
    2, 2, 1, 0,
  ]);
  counter.stop();
  heap.allocate(8, 'boot');
  expect(counter.count).toBe(5);
});

test('a request for nothing is none, and neither is what a ballast takes', () => {
  const heap = new Heap(new Kernel({ seed: 1 }), w800Layout);
  const counter = new RequestCounter(heap);
  heap.allocate(0, 'at');
  const ballast = new Ballast(heap, 'fault.leak');
  ballast.take(100);
  ballast.leave(200_000);
  ballast.fragment(1_000);
  expect(heap.usedBy('fault.leak')).toBeGreaterThan(50_000);
  expect(counter.count).toBe(0);
});
