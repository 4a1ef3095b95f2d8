import { Kernel, valuesOf } from '@w800/kernel';
import { Heap } from '@w800/memory';
import type { ByteStream, ByteStreamEvents } from '@w800/ports';
import { expect, test } from 'vitest';
import { runtimeHeapFigures } from '../profile/heap-figures.ts';
import { CountedStream } from './counted-stream.ts';

const endpoint = { address: '192.168.10.100', port: 50_000 };

/** A connected stream with bytes under way both ways, and what its stack can tell it. */
function openStream() {
  const layout = {
    headerBytes: 24,
    alignmentBytes: 8,
    regions: [{ name: 'sram', base: 0x2000_0000, bytes: 65_536 }],
  };
  const heap = new Heap(new Kernel({ seed: 1 }), layout);
  const told: { events: ByteStreamEvents | undefined } = { events: undefined };
  const inner: ByteStream = {
    local: endpoint,
    remote: endpoint,
    attach: (events) => {
      told.events = events;
    },
    write: (bytes) => bytes.length,
    consumed: () => undefined,
    end: () => undefined,
    abort: () => undefined,
  };
  const figures = valuesOf(runtimeHeapFigures);
  const socket = heap.allocate(figures.socketBytes, 'tcp.socket');
  if (socket === undefined) throw new Error('the heap is large enough for a socket');
  const stream = new CountedStream(inner, socket, heap, figures);
  stream.attach({ data() {}, end() {}, acknowledged() {}, close() {} });
  stream.write(new Uint8Array(100));
  told.events?.data(new Uint8Array(50));
  return { heap, stream, events: told.events };
}

test('a stream that is over gives back its socket and all that was under way', () => {
  const { heap, events } = openStream();
  expect(heap.blockCount).toBe(3);
  events?.close('reset');
  expect(heap.blockCount).toBe(0);
});

test('a stream that is over after a restart takes nothing from the heap of the new life', () => {
  const { heap, stream, events } = openStream();
  heap.reset();
  const own = heap.allocate(100, 'boot.main');
  events?.acknowledged(60);
  stream.consumed(50);
  events?.close('aborted');
  expect(heap.blocks()).toEqual([own]);
});
