import { valuesOf } from '@w800/kernel';
import type { Block, Heap } from '@w800/memory';
import type { Profile } from './profile/w800-profile.ts';

/** What the firmware holds from boot on; see the heap figures of the profile. */
export class BootMemory {
  private readonly heap: Heap;
  private readonly figures: Profile['bootHeap'];
  private mainTask: Block | undefined;

  constructor(heap: Heap, figures: Profile['bootHeap']) {
    this.heap = heap;
    this.figures = figures;
  }

  take(): void {
    const { taskControlBytes, mainTaskStackBytes, ...lasting } = valuesOf(this.figures);
    this.mainTask = this.heap.allocate(mainTaskStackBytes, 'boot.main');
    for (const [name, bytes] of Object.entries(lasting)) {
      const owner = `boot.${name.replace(/Bytes$/, '')}`;
      this.heap.allocate(bytes, owner);
      if (name.endsWith('StackBytes')) this.heap.allocate(taskControlBytes, owner);
    }
  }

  /** The task that started everything is over. */
  releaseMain(): void {
    if (this.mainTask !== undefined) this.heap.free(this.mainTask);
    this.mainTask = undefined;
  }

  /** Everything stops: the heap is about to forget it. */
  forget(): void {
    this.mainTask = undefined;
  }
}
