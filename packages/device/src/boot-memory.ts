import { valuesOf, type Values } from '@w800/kernel';
import type { Heap } from '@w800/memory';
import type { bootHeapFigures } from './profile/boot-heap-figures.ts';
import type { osHeapFigures } from './profile/os-heap-figures.ts';
import type { Profile } from './profile/w800-profile.ts';
import { HeldBlocks } from './sockets/held-blocks.ts';

/** What the firmware holds from boot on, part by part, but for Wi-Fi. */
export class BootMemory {
  private readonly heap: Heap;
  private readonly boot: Values<typeof bootHeapFigures>;
  private readonly os: Values<typeof osHeapFigures>;
  private readonly main: HeldBlocks;

  constructor(heap: Heap, { bootHeap, osHeap }: Pick<Profile, 'bootHeap' | 'osHeap'>) {
    this.heap = heap;
    this.boot = valuesOf(bootHeap);
    this.os = valuesOf(osHeap);
    this.main = new HeldBlocks(heap, 'boot.main');
  }

  /**
   * What there is when the boot prints the size of the heap: the task that
   * starts everything, the log port, locks, NVS.
   * @returns false when something of it does not fit
   */
  takeSystem(): boolean {
    const { boot } = this;
    return (
      this.main.take(this.task(boot.mainTaskStackBytes)) &&
      this.keep('boot.log', [boot.logReceiveRingBytes, boot.logTransmitRingBytes]) &&
      this.keep('boot.system', this.locks(boot.systemLocks)) &&
      this.keep('boot.nvs', [
        boot.nvsControlBytes,
        boot.nvsSectors * boot.nvsSectorBytes,
        boot.nvsGroups * boot.nvsGroupBytes,
        boot.nvsHandles * boot.nvsHandleBytes,
        boot.nvsItems * boot.nvsItemBytes,
      ])
    );
  }

  /** The AT firmware: its port, its tasks, events, lwIP. @returns as `takeSystem` */
  takeFirmware(): boolean {
    const { boot } = this;
    const modules = Array.from({ length: boot.atModules }, () => boot.atModuleBytes);
    const port = [boot.atRingBytes, ...this.locks(boot.atPortLocks), boot.atPortContextBytes];
    return (
      this.keep('at.port', port) &&
      this.keep('at.context', [boot.atControlBytes, ...modules]) &&
      this.keep('at.receive-task', this.task(boot.atReceiveTaskStackBytes)) &&
      this.keep('at.process-task', this.task(boot.atProcessTaskStackBytes)) &&
      this.keep('event.task', [...this.task(boot.eventTaskStackBytes), boot.eventQueueBytes]) &&
      this.keep('lwip.task', [...this.task(boot.tcpipTaskStackBytes), boot.tcpipMailboxBytes])
    );
  }

  /** The task that started everything is over. */
  releaseMain(): void {
    this.main.release();
  }

  /** For as long as the module runs: a restart forgets it with the rest of the heap. */
  private keep(owner: string, sizesBytes: readonly number[]): boolean {
    return new HeldBlocks(this.heap, owner).take(sizesBytes);
  }

  private task(stackBytes: number): readonly number[] {
    return [stackBytes, this.os.taskControlBytes];
  }

  private locks(count: number): readonly number[] {
    return Array.from({ length: count }, () => this.os.lockBytes);
  }
}
