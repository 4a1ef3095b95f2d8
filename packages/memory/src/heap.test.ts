import { Digest, Kernel, TwinBug, type TraceRecord } from '@w800/kernel';
import { describe, expect, test, vi } from 'vitest';
import { Heap } from './heap.ts';
import { heapExhausted, heapFree } from './heap-trace.ts';
import { w800Layout as layout } from './testing/heap-layouts.ts';

function setUp(regions = layout.regions): { kernel: Kernel; heap: Heap } {
  const kernel = new Kernel({ seed: 1 });
  return { kernel, heap: new Heap(kernel, { ...layout, regions }) };
}

function take(heap: Heap, bytes: number, owner = 'test') {
  const block = heap.allocate(bytes, owner);
  if (block === undefined) throw new Error(`${bytes} bytes do not fit`);
  return block;
}

describe('the heap of a W800', () => {
  test('has 258,744 bytes at power-on, at most 131,040 in one piece', () => {
    const { heap } = setUp();
    expect(heap.capacityBytes).toBe(258_744);
    expect(heap.freeBytes).toBe(258_744);
    expect(heap.largestFreeBytes).toBe(131_040);
    expect(heap.usedBytes).toBe(0);
    expect(heap.blockCount).toBe(0);
  });

  test.each([
    [1, 32],
    [8, 32],
    [9, 40],
    [104, 128],
    [4096, 4120],
    [16_765, 16_792],
  ])('a request of %i bytes costs %i', (requestedBytes, bytes) => {
    const { heap } = setUp();
    expect(take(heap, requestedBytes)).toMatchObject({ requestedBytes, bytes });
    expect(heap.usedBytes).toBe(bytes);
  });

  test('a request of 0 bytes gets nothing', () => {
    const { heap } = setUp();
    expect(heap.allocate(0, 'test')).toBeUndefined();
    expect(heap.usedBytes).toBe(0);
  });

  test('SRAM is filled before DRAM, from the first aligned address on', () => {
    const { heap } = setUp();
    expect(take(heap, 100).address).toBe(0x20008d10);
    expect(take(heap, 127_704 - 128 - 24).address).toBe(0x20008d10 + 128);
    expect(take(heap, 1).address).toBe(0x20028000);
  });

  test('a request that SRAM cannot hold goes to DRAM, a smaller one still to SRAM', () => {
    const { heap } = setUp();
    expect(take(heap, 130_000).address).toBe(0x20028000);
    expect(take(heap, 100).address).toBe(0x20008d10);
  });

  test('a rest of two headers is given along, one of 56 bytes is split off', () => {
    const { heap } = setUp([{ name: 'sram', base: 0, bytes: 128 }]);
    const whole = take(heap, 56);
    expect(whole.bytes).toBe(128);
    expect(heap.freeBytes).toBe(0);
    heap.free(whole);
    expect(take(heap, 48).bytes).toBe(72);
    expect(heap.freeBytes).toBe(56);
  });

  test('16,765 bytes in one piece can fail with over 40,000 free', () => {
    const { heap } = setUp([{ name: 'sram', base: 0, bytes: 96_000 }]);
    const blocks = Array.from({ length: 6 }, () => take(heap, 16_000 - 24));
    for (const [index, block] of blocks.entries()) if (index % 2 === 0) heap.free(block);
    expect(heap.freeBytes).toBe(48_000);
    expect(heap.largestFreeBytes).toBe(16_000);
    expect(heap.allocate(16_765, 'tls')).toBeUndefined();
  });

  test('the largest free stretch can be taken up to one header less', () => {
    const { heap } = setUp();
    expect(heap.allocate(131_040 - 23, 'test')).toBeUndefined();
    expect(take(heap, 131_040 - 24).bytes).toBe(131_040);
  });

  test('a full heap has no largest free stretch', () => {
    const { heap } = setUp([{ name: 'sram', base: 0, bytes: 64 }]);
    take(heap, 40);
    expect(heap.largestFreeBytes).toBe(0);
    expect(heap.freeBytes).toBe(0);
  });

  test('the low-water mark stays when memory comes back and is forgotten at reset', () => {
    const { heap } = setUp();
    heap.free(take(heap, 10_000));
    take(heap, 8);
    expect(heap.lowWaterBytes).toBe(258_744 - 10_024);
    heap.reset();
    expect(heap.lowWaterBytes).toBe(258_744);
  });

  test('every byte has an owner', () => {
    const { heap } = setUp();
    take(heap, 100, 'mqtt.client');
    const second = take(heap, 200, 'mqtt.client');
    const third = take(heap, 1, 'tcp.socket');
    expect(heap.owners()).toEqual(
      new Map([
        ['mqtt.client', 128 + 224],
        ['tcp.socket', 32],
      ]),
    );
    heap.free(second);
    heap.free(third);
    expect(heap.usedBy('mqtt.client')).toBe(128);
    expect(heap.usedBy('tcp.socket')).toBe(0);
    expect([...heap.owners().keys()]).toEqual(['mqtt.client']);
  });

  test('the blocks in use are listed by address', () => {
    const { heap } = setUp();
    const [first, second, third] = [take(heap, 40), take(heap, 8), take(heap, 300)];
    heap.free(first);
    const again = take(heap, 40);
    expect(heap.blocks()).toEqual([again, second, third]);
  });

  test('a block grows by way of a second one, so both are held for a moment', () => {
    const { heap } = setUp();
    const old = take(heap, 1000);
    const grown = heap.reallocate(old, 2000);
    expect(grown).toMatchObject({ address: old.address + 1024, owner: 'test', bytes: 2024 });
    expect(heap.usedBytes).toBe(2024);
    expect(heap.lowWaterBytes).toBe(258_744 - 1024 - 2024);
  });

  test('a block that cannot grow stays as it is', () => {
    const { heap } = setUp([{ name: 'sram', base: 0, bytes: 2048 }]);
    const old = take(heap, 1000);
    expect(heap.reallocate(old, 1001)).toBeUndefined();
    expect(heap.blocks()).toEqual([old]);
  });

  test('after a reset the first block lies where it lay after power-on', () => {
    const { heap } = setUp();
    const first = take(heap, 100);
    take(heap, 130_000);
    heap.reset();
    expect(heap.freeBytes).toBe(258_744);
    expect(heap.blockCount).toBe(0);
    expect(heap.owners().size).toBe(0);
    expect(take(heap, 100).address).toBe(first.address);
  });

  test('freeing twice is our own fault, which tells whose block it is and where it lay', () => {
    const { heap } = setUp();
    const block = take(heap, 1_000, 'mqtt.client');
    heap.free(block);
    const claim = 'the block of mqtt.client at 0x20008d10, 1000 bytes, was freed before';
    expect(() => heap.free(block)).toThrow(TwinBug);
    expect(() => heap.free(block)).toThrow(`${claim} and is freed now`);
    expect(() => heap.reallocate(block, 16)).toThrow(`${claim} and is resized now`);
    // Also when somebody else holds the place by now, who keeps it.
    const next = take(heap, 1_000, 'tcp.socket');
    expect(next.address).toBe(block.address);
    expect(() => heap.free(block)).toThrow(claim);
    expect(heap.blocks()).toEqual([next]);
  });

  test('so is freeing what the heap never gave, gave before a restart or another heap gave', () => {
    const { kernel, heap } = setUp();
    const place = 'the block of tls.peer at 0x20008d10, 8 bytes,';
    const copy = { ...take(heap, 8, 'tls.peer') };
    expect(() => heap.free(copy)).toThrow(TwinBug);
    expect(() => heap.free(copy)).toThrow(`${place} was never allocated and is freed now`);
    heap.reset();
    const old = take(heap, 8, 'tls.peer');
    heap.reset();
    expect(() => heap.free(old)).toThrow(`${place} is from before a restart and is freed now`);
    expect(() => heap.reallocate(old, 16)).toThrow('is from before a restart and is resized now');
    const foreign = take(new Heap(kernel, layout), 8, 'tls.peer');
    expect(() => heap.free(foreign)).toThrow(`${place} is of another heap and is freed now`);
    expect(heap.freeBytes).toBe(258_744);
    expect([copy, old, foreign].map((block) => heap.holds(block))).toEqual([false, false, false]);
  });

  test.each([-1, 1.5, Number.NaN])('asking for %d bytes is our own fault', (bytes) => {
    const { heap } = setUp();
    expect(() => heap.allocate(bytes, 'test')).toThrow(TwinBug);
  });

  test('the trace tells the life of a block', () => {
    const { kernel, heap } = setUp([{ name: 'sram', base: 0, bytes: 1024 }]);
    const records: TraceRecord[] = [];
    kernel.trace.onAny((record) => records.push(record));
    const block = take(heap, 100, 'mqtt.packet');
    heap.allocate(2000, 'mqtt.packet');
    heap.free(block);
    const data = { owner: 'mqtt.packet', address: 0, requestedBytes: 100, bytes: 128 };
    expect(records).toEqual([
      { at: 0, kind: 'heap.allocate', data: { ...data, freeBytes: 896 } },
      {
        at: 0,
        kind: 'heap.exhausted',
        data: {
          owner: 'mqtt.packet',
          requestedBytes: 2000,
          freeBytes: 896,
          largestFreeBytes: 896,
          holders: [{ owner: 'mqtt.packet', bytes: 128 }],
        },
      },
      { at: 0, kind: 'heap.free', data: { ...data, freeBytes: 1024 } },
    ]);
    // A record must be data the digest can read.
    const digest = new Digest();
    for (const record of records) digest.add(record);
    expect(digest.toString()).toMatch(/^[0-9a-f]{16}$/);
  });

  test('an exhausted heap tells who held what, the most first, when somebody listens', () => {
    const { kernel, heap } = setUp([{ name: 'sram', base: 0, bytes: 1_024 }]);
    take(heap, 8, 'b');
    take(heap, 100, 'mqtt.client');
    take(heap, 8, 'a');
    heap.free(take(heap, 8, 'gone'));
    const holders: unknown[] = [];
    kernel.trace.on(heapExhausted, ({ data }) => holders.push(data.holders));
    heap.allocate(2_000, 'tls.peer');
    expect(holders).toEqual([
      [
        { owner: 'mqtt.client', bytes: 128 },
        { owner: 'a', bytes: 32 },
        { owner: 'b', bytes: 32 },
      ],
    ]);
  });

  test('who holds what is not worked out for a record nobody reads', () => {
    const { kernel, heap } = setUp([{ name: 'sram', base: 0, bytes: 1_024 }]);
    kernel.trace.on(heapFree, () => {});
    const holders = vi.spyOn(heap, 'holders');
    heap.allocate(2_000, 'tls.peer');
    expect(holders).not.toHaveBeenCalled();
    kernel.trace.on(heapExhausted, () => {});
    heap.allocate(2_000, 'tls.peer');
    expect(holders).toHaveBeenCalledOnce();
  });

  test('what is free is listed by region, then by address', () => {
    const { heap } = setUp();
    const block = take(heap, 100);
    take(heap, 100);
    take(heap, 131_000);
    heap.free(block);
    expect(heap.stretches()).toEqual([
      { address: 0x20008d10, bytes: 128 },
      { address: 0x20008d10 + 256, bytes: 127_704 - 256 },
    ]);
  });
});

describe('memory that is occupied', () => {
  test('lies where a request would lie, or at the address that is named', () => {
    const { heap } = setUp();
    const first = heap.occupy(100, 'test');
    expect(first).toMatchObject({ address: 0x20008d10, bytes: 128, owner: 'test' });
    const second = heap.occupy(100, 'test', 0x20028100);
    expect(second).toMatchObject({ address: 0x20028100, bytes: 128, requestedBytes: 100 });
    expect(heap.usedBy('test')).toBe(256);
    expect(heap.lowWaterBytes).toBe(258_744 - 256);
    expect(heap.stretches()).toEqual([
      { address: 0x20008d10 + 128, bytes: 127_704 - 128 },
      { address: 0x20028000, bytes: 0x100 },
      { address: 0x20028180, bytes: 131_040 - 0x180 },
    ]);
    for (const block of heap.blocks()) heap.free(block);
    expect(heap.stretches()).toHaveLength(2);
  });

  test('is nothing where not all of the place is free, and in no region', () => {
    const { heap } = setUp();
    take(heap, 100);
    expect(heap.occupy(1, 'test', 0x20008d10)).toBeUndefined();
    expect(heap.occupy(0, 'test', 0x20028000)).toBeUndefined();
    expect(heap.occupy(1, 'test', 0x20028000 + 131_040)).toBeUndefined();
    expect(heap.occupy(1, 'test', 0x20028000 + 131_040 - 24)).toBeUndefined();
    expect(heap.occupy(1, 'test', 0x1000)).toBeUndefined();
    expect(() => heap.occupy(1, 'test', 0x20028001)).toThrow('aligned');
    expect(heap.blockCount).toBe(1);
  });

  test('is given the rest along that is not worth splitting off', () => {
    const { heap } = setUp([{ name: 'sram', base: 0, bytes: 256 }]);
    expect(heap.occupy(8, 'test', 256 - 32 - 48)?.bytes).toBe(80);
    expect(heap.stretches()).toEqual([{ address: 0, bytes: 176 }]);
  });

  test('is no request: it is not refused, and what does not fit is not exhaustion', () => {
    const { kernel, heap } = setUp();
    const seen: string[] = [];
    kernel.trace.onAny(({ kind }) => seen.push(kind));
    heap.refuse(() => true);
    expect(heap.occupy(300_000, 'test')).toBeUndefined();
    expect(heap.occupy(8, 'test')).toBeDefined();
    expect(seen).toEqual(['heap.allocate']);
  });
});
