import type { Instant } from './time.ts';

/** Something that will happen at an instant, unless it is cancelled first. */
export interface Alarm {
  readonly at: Instant;
  /** True until the alarm has fired or was cancelled. */
  readonly pending: boolean;
  /** Takes the alarm out of the queue. Harmless when it is not pending. */
  cancel(): void;
}

/**
 * A binary heap of alarms ordered by (instant, sequence): what was set first
 * fires first among equals, so a run never depends on the heap's shape.
 * Setting, firing and cancelling cost O(log n).
 */
export class EventQueue {
  private readonly heap: QueuedAlarm[] = [];
  private sequence = 0;

  get length(): number {
    return this.heap.length;
  }

  /** The instant of the next alarm, or undefined when none is set. */
  get nextAt(): Instant | undefined {
    return this.heap[0]?.at;
  }

  add(at: Instant, action: () => void): Alarm {
    this.sequence += 1;
    const alarm = new QueuedAlarm(this, at, this.sequence, action);
    alarm.index = this.heap.length;
    this.heap.push(alarm);
    this.siftUp(alarm.index);
    return alarm;
  }

  /** Takes the next alarm out and returns its action. The queue must not be empty. */
  take(): () => void {
    const first = this.heap[0] as QueuedAlarm;
    this.remove(first);
    return first.action;
  }

  /** Called by an alarm that cancels itself. */
  remove(alarm: QueuedAlarm): void {
    const { index } = alarm;
    if (index < 0) return;
    alarm.index = -1;
    const last = this.heap.pop() as QueuedAlarm;
    if (last === alarm) return;
    this.heap[index] = last;
    last.index = index;
    this.siftUp(index);
    this.siftDown(last.index);
  }

  private siftUp(start: number): void {
    let index = start;
    const moving = this.heap[index] as QueuedAlarm;
    while (index > 0) {
      const parentIndex = (index - 1) >> 1;
      const parent = this.heap[parentIndex] as QueuedAlarm;
      if (!isBefore(moving, parent)) break;
      this.heap[index] = parent;
      parent.index = index;
      index = parentIndex;
    }
    this.heap[index] = moving;
    moving.index = index;
  }

  private siftDown(start: number): void {
    let index = start;
    const moving = this.heap[index] as QueuedAlarm;
    for (;;) {
      const leftIndex = 2 * index + 1;
      const left = this.heap[leftIndex];
      if (left === undefined) break;
      const right = this.heap[leftIndex + 1];
      const child = right !== undefined && isBefore(right, left) ? right : left;
      if (!isBefore(child, moving)) break;
      const childIndex = child.index;
      this.heap[index] = child;
      child.index = index;
      index = childIndex;
    }
    this.heap[index] = moving;
    moving.index = index;
  }
}

class QueuedAlarm implements Alarm {
  /** Place in the heap; -1 once fired or cancelled. */
  index = -1;
  readonly at: Instant;
  readonly sequence: number;
  readonly action: () => void;
  private readonly queue: EventQueue;

  constructor(queue: EventQueue, at: Instant, sequence: number, action: () => void) {
    this.queue = queue;
    this.at = at;
    this.sequence = sequence;
    this.action = action;
  }

  get pending(): boolean {
    return this.index >= 0;
  }

  cancel(): void {
    this.queue.remove(this);
  }
}

function isBefore(a: QueuedAlarm, b: QueuedAlarm): boolean {
  return a.at < b.at || (a.at === b.at && a.sequence < b.sequence);
}
