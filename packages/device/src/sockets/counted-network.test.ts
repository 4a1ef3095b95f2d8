import { Kernel, valuesOf } from '@w800/kernel';
import { Heap } from '@w800/memory';
import type { ConnectOutcome, ResolveOutcome } from '@w800/ports';
import { expect, test } from 'vitest';
import { lwipHeapFigures } from '../profile/lwip-heap-figures.ts';
import { w800Profile } from '../profile/w800-profile.ts';
import { MemoryMedium } from '../testing/memory-medium.ts';
import { CountedNetwork } from './counted-network.ts';

const server = { address: '10.0.0.9', port: 1_883 };

function setUp() {
  const kernel = new Kernel({ seed: 1 });
  const heap = new Heap(kernel, w800Profile.heapLayout);
  const medium = new MemoryMedium(kernel);
  let connections = 0;
  medium.onConnection = () => {
    connections += 1;
  };
  const figures = valuesOf(lwipHeapFigures);
  const network = new CountedNetwork(medium.network(), { kernel, heap, figures });
  const outcomes: (ConnectOutcome | ResolveOutcome)[] = [];
  const keep = (outcome: ConnectOutcome | ResolveOutcome): void => void outcomes.push(outcome);
  return { kernel, heap, medium, network, outcomes, keep, connections: () => connections };
}

test('a connect without memory for its socket fails later, and nobody hears of it', async () => {
  const { kernel, heap, network, outcomes, keep, connections } = setUp();
  for (let fails = 1; fails <= 3; fails += 1) {
    let count = 0;
    const allow = heap.refuse(() => {
      count += 1;
      return count === fails;
    });
    network.connect(server, keep);
    allow();
    expect(heap.usedBytes).toBe(0);
  }
  expect(outcomes).toEqual([]);
  await kernel.runFor(1);
  expect(outcomes).toEqual(Array.from({ length: 3 }, () => ({ ok: false, reason: 'no-socket' })));
  expect(connections()).toBe(0);
});

test('a connect that is given up gives its socket back, one that came about keeps it', async () => {
  const { kernel, heap, network, outcomes, keep } = setUp();
  network.connect(server, keep).cancel();
  expect(heap.usedBytes).toBe(0);
  const connecting = network.connect(server, keep);
  await kernel.runFor(1);
  expect(outcomes).toMatchObject([{ ok: true }]);
  connecting.cancel();
  expect(heap.usedBytes).toBe(456);
});

test('a connect that is refused gives its socket back', async () => {
  const { kernel, heap, medium, network, outcomes, keep } = setUp();
  medium.onConnection = undefined;
  network.connect(server, keep);
  await kernel.runFor(1);
  expect(outcomes).toEqual([{ ok: false, reason: 'refused' }]);
  expect(heap.usedBytes).toBe(0);
});

test('a name is asked for over a socket, which an address does without', async () => {
  const { kernel, heap, network, outcomes, keep } = setUp();
  network.resolve('10.0.0.9', keep);
  expect(heap.usedBytes).toBe(0);
  network.resolve('broker.example', keep);
  expect(heap.usedBy('lwip.dns')).toBe(312);
  await kernel.runFor(1);
  expect(heap.usedBytes).toBe(0);
  network.resolve('broker.example', keep).cancel();
  expect(heap.usedBytes).toBe(0);
  heap.refuse(() => true);
  network.resolve('broker.example', keep);
  await kernel.runFor(1);
  expect(outcomes.map(({ ok }) => ok)).toEqual([true, true, false]);
});

test('a UDP socket is held until it is closed; without a place in the table none is', () => {
  const { heap, medium, network } = setUp();
  const socket = network.openDatagram();
  expect(heap.usedBy('udp.socket')).toBe(312);
  socket?.close();
  socket?.close();
  expect(heap.usedBytes).toBe(0);
  medium.datagramSocketsLeft = 0;
  expect(network.openDatagram()).toBeUndefined();
  expect(heap.usedBytes).toBe(0);
});
