import type { Kernel } from '@w800/kernel';
import type { Pending } from '@w800/ports';
import { liveDoor, type DoorRecord } from './trace-kinds.ts';

interface Knock {
  readonly record: DoorRecord;
  readonly action: (() => void) | undefined;
}

/** Does inside what a record says. It knows no more than the record does. */
export type DoorReader = (record: DoorRecord) => void;

/**
 * The one way into a kernel for what happens outside of it. Who knocks waits
 * until the kernel has caught up with the clock, and comes in as an event of
 * its own, traced. Knocks come in one by one, in order, and only when nothing
 * else is due: the records of a run are enough to repeat it.
 */
export class Door {
  private readonly kernel: Kernel;
  private readonly queue: Knock[] = [];
  private readonly readers = new Map<string, DoorReader>();
  private bell: (() => void) | undefined;
  private named = 0;

  constructor(kernel: Kernel) {
    this.kernel = kernel;
  }

  /** How many wait outside. */
  get waiting(): number {
    return this.queue.length;
  }

  /**
   * Has something done inside, as an event. Never at once.
   * @param action default: what the reader of the one it comes from makes of it
   */
  enter(record: DoorRecord, action?: () => void): void {
    this.queue.push({ record, action });
    this.bell?.();
  }

  /**
   * Sets who reads what comes from a name. Who only reads does the same in a
   * repetition, where the records come from a file and nobody is outside.
   */
  read(from: string, reader: DoorReader): Pending {
    this.kernel.assert(!this.readers.has(from), `there is one reader for ${from}`);
    this.readers.set(from, reader);
    return {
      cancel: () => {
        if (this.readers.get(from) === reader) this.readers.delete(from);
      },
    };
  }

  /** A name nobody else has: `tcp 1`, `udp 2`, numbered in the order of asking. */
  nameFor(kind: string): string {
    this.named += 1;
    return `${kind} ${this.named}`;
  }

  /** Sets what is called when somebody knocks, and nothing more than called. */
  onKnock(bell: () => void): void {
    this.kernel.assert(this.bell === undefined, 'a door has one bell');
    this.bell = bell;
  }

  /**
   * Lets the first in: an event at the kernel's present instant.
   * @returns whether there was one
   */
  admit(): boolean {
    const knock = this.queue.shift();
    if (knock === undefined) return false;
    const { action } = knock;
    const record = inOrder(knock.record);
    this.kernel.after(0, () => {
      this.kernel.trace.emit(liveDoor, record);
      if (action === undefined) this.readers.get(record.from)?.(record);
      else action();
    });
    return true;
  }
}

/** Its fields in one order, whoever made it: a digest tells orders apart. */
function inOrder({ from, what, bytes, word, byteCount }: DoorRecord): DoorRecord {
  return {
    from,
    what,
    ...(bytes === undefined ? {} : { bytes }),
    ...(word === undefined ? {} : { word }),
    ...(byteCount === undefined ? {} : { byteCount }),
  };
}
