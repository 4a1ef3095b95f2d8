import type { HeldBlocks } from './held-blocks.ts';

/** Bytes of one direction of a stream, with the blocks that hold them, oldest first. */
export class HeldBytes {
  private readonly queue: { bytes: number; readonly blocks: HeldBlocks }[] = [];
  private sum = 0;

  /** How many bytes are held. */
  get bytes(): number {
    return this.sum;
  }

  hold(bytes: number, blocks: HeldBlocks): void {
    this.queue.push({ bytes, blocks });
    this.sum += bytes;
  }

  /** So many more bytes are done with; blocks go with the last of their own. */
  release(byteCount: number): void {
    let left = byteCount;
    while (left > 0) {
      const [first] = this.queue;
      if (first === undefined) return;
      const taken = Math.min(left, first.bytes);
      first.bytes -= taken;
      this.sum -= taken;
      left -= taken;
      if (first.bytes > 0) return;
      this.queue.shift();
      first.blocks.release();
    }
  }

  releaseAll(): void {
    for (const { blocks } of this.queue.splice(0)) blocks.release();
    this.sum = 0;
  }
}
