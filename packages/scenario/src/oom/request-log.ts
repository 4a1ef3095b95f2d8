import type { Heap } from '@w800/memory';
import type { Kernel } from '@w800/kernel';
import type { CommandWatch } from './command-watch.ts';
import type { MemoryRequest } from './memory-request.ts';

/** Writes down every request made of a heap from when this is made, those that fail included. */
export class RequestLog {
  readonly requests: MemoryRequest[] = [];
  /** Ends it. */
  readonly stop: () => void;

  constructor(kernel: Kernel, heap: Heap, watch: CommandWatch) {
    this.stop = heap.refuse((requestedBytes, owner) => {
      const number = this.requests.length + 1;
      const { command } = watch;
      this.requests.push({ number, at: kernel.now, owner, requestedBytes, command });
      return false;
    });
  }
}
