import { Kernel, millisecond, valuesOf } from '@w800/kernel';
import { Heap } from '@w800/memory';
import type { ByteStream, ByteStreamEvents } from '@w800/ports';
import { describe, expect, test } from 'vitest';
import { lwipHeapFigures } from '../profile/lwip-heap-figures.ts';
import { CountedStream } from './counted-stream.ts';
import { HeldBlocks } from './held-blocks.ts';
import { tcpSocketBlocks } from './socket-blocks.ts';

const endpoint = { address: '192.168.10.100', port: 50_000 };
const figures = valuesOf(lwipHeapFigures);

/** A connected stream, what its stack can tell it, and what its user was told. */
function openStream(heapBytes = 65_536) {
  const kernel = new Kernel({ seed: 1 });
  const layout = {
    headerBytes: 24,
    alignmentBytes: 8,
    regions: [{ name: 'sram', base: 0x2000_0000, bytes: heapBytes }],
  };
  const heap = new Heap(kernel, layout);
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
  const socket = new HeldBlocks(heap, 'tcp.socket');
  expect(socket.take(tcpSocketBlocks(figures))).toBe(true);
  const stream = new CountedStream(inner, socket, { kernel, heap, figures });
  const log: string[] = [];
  stream.attach({
    data: (bytes) => log.push(`data ${bytes.length}`),
    end: () => log.push('end'),
    acknowledged: (byteCount) => log.push(`acknowledged ${byteCount}`),
    close: (reason) => log.push(`close ${reason}`),
  });
  return { kernel, heap, stream, log, events: told.events };
}

describe('what a stream holds', () => {
  test('an idle socket: 456 bytes in three blocks', () => {
    const { heap } = openStream();
    expect([heap.usedBytes, heap.blockCount]).toEqual([456, 3]);
  });

  test('a full send buffer: six segments of 1,600 bytes, and not a byte is accepted beyond', () => {
    const { heap, stream, events } = openStream();
    expect(stream.write(new Uint8Array(10_000))).toBe(8_760);
    expect(heap.usedBy('tcp.send')).toBe(9_600);
    expect(stream.write(new Uint8Array(1))).toBe(0);
    events?.acknowledged(1_460);
    expect(heap.usedBy('tcp.send')).toBe(8_000);
    expect(stream.write(new Uint8Array(100))).toBe(100);
  });

  test('a full receive window: eight frames of 1,608 bytes, each until it is read', () => {
    const { heap, stream, events } = openStream();
    for (let frame = 0; frame < 8; frame += 1) events?.data(new Uint8Array(1_460));
    expect(heap.usedBy('tcp.receive')).toBe(12_864);
    stream.consumed(1_459);
    expect(heap.usedBy('tcp.receive')).toBe(12_864);
    stream.consumed(1);
    expect(heap.usedBy('tcp.receive')).toBe(7 * 1_608);
  });

  test('a stream that is over gives back its socket and all that was under way', () => {
    const { heap, stream, events } = openStream();
    stream.write(new Uint8Array(100));
    events?.data(new Uint8Array(50));
    expect(heap.blockCount).toBe(6);
    events?.close('reset');
    expect(heap.blockCount).toBe(0);
  });

  test('a stream that is over after a restart takes nothing from the heap of the new life', () => {
    const { heap, stream, events } = openStream();
    stream.write(new Uint8Array(100));
    events?.data(new Uint8Array(50));
    heap.reset();
    const own = heap.allocate(100, 'boot.main');
    events?.acknowledged(60);
    stream.consumed(50);
    events?.close('aborted');
    expect(heap.blocks()).toEqual([own]);
  });
});

describe('without memory', () => {
  test('a segment that finds none leaves nothing behind and nothing is accepted', () => {
    const { heap, stream } = openStream();
    for (let fails = 1; fails <= 12; fails += 1) {
      let count = 0;
      const allow = heap.refuse(() => {
        count += 1;
        return count === fails;
      });
      expect(stream.write(new Uint8Array(8_760))).toBe(0);
      allow();
      expect(heap.usedBy('tcp.send')).toBe(0);
    }
    expect(stream.write(new Uint8Array(8_760))).toBe(8_760);
  });

  test('a frame that finds none comes again after 1 s, 2 s ..., and what follows it not before', async () => {
    const { kernel, heap, log, events } = openStream();
    const allow = heap.refuse(() => true);
    events?.data(new Uint8Array(50));
    const full = kernel.after(1_500 * millisecond, allow);
    events?.data(new Uint8Array(60));
    events?.end();
    await kernel.runFor(2_999 * millisecond);
    expect(full.pending).toBe(false);
    expect(log).toEqual([]);
    await kernel.runFor(1 * millisecond);
    expect(log).toEqual(['data 50', 'data 60', 'end']);
  });

  test.each(['close', 'abort'] as const)(
    'a frame that is to come again dies with a %s',
    async (how) => {
      const { kernel, heap, stream, log, events } = openStream();
      const allow = heap.refuse(() => true);
      events?.data(new Uint8Array(50));
      allow();
      if (how === 'close') events?.close('reset');
      else stream.abort();
      await kernel.runFor(60_000 * millisecond);
      expect(log).toEqual(how === 'close' ? ['close reset'] : []);
      expect(heap.blockCount).toBe(0);
      expect(kernel.nextAt).toBeUndefined();
    },
  );
});
