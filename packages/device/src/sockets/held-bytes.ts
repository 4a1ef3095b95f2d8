import type { Block, Heap } from '@w800/memory';

/** Bytes of one direction of a stream, with the blocks that hold them, oldest first. */
export class HeldBytes {
  private readonly heap: Heap;
  private readonly queue: { bytes: number; readonly block: Block | undefined }[] = [];

  constructor(heap: Heap) {
    this.heap = heap;
  }

  hold(bytes: number, block: Block | undefined): void {
    this.queue.push({ bytes, block });
  }

  /** So many more bytes are done with; a block goes with the last of its own. */
  release(byteCount: number): void {
    let left = byteCount;
    while (left > 0) {
      const [first] = this.queue;
      if (first === undefined) return;
      const taken = Math.min(left, first.bytes);
      first.bytes -= taken;
      left -= taken;
      if (first.bytes > 0) return;
      this.queue.shift();
      this.give(first.block);
    }
  }

  releaseAll(): void {
    for (const { block } of this.queue.splice(0)) this.give(block);
  }

  /** What is still being closed at a restart, is closed when the heap has forgotten it. */
  private give(block: Block | undefined): void {
    if (block !== undefined && this.heap.holds(block)) this.heap.free(block);
  }
}
