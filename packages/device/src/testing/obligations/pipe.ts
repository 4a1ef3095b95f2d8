import { millisecond, type Kernel } from '@w800/kernel';

const latencyNs = 2 * millisecond;

/** One direction of a path: what goes in comes out in order, later, or when it moves again. */
export class Pipe {
  private readonly kernel: Kernel;
  private readonly waiting: (() => void)[] = [];
  private overdue = 0;
  private stalled = false;

  constructor(kernel: Kernel) {
    this.kernel = kernel;
  }

  /** Whether something is late because nothing moves. */
  get late(): boolean {
    return this.overdue > 0;
  }

  send(arrival: () => void): void {
    this.waiting.push(arrival);
    this.kernel.after(latencyNs, () => this.turn());
  }

  stall(): void {
    this.stalled = true;
  }

  resume(): void {
    this.stalled = false;
    const { overdue } = this;
    this.overdue = 0;
    for (let count = 0; count < overdue; count += 1) this.kernel.after(0, () => this.turn());
  }

  /** Loses what is on its way. */
  clear(): void {
    this.waiting.length = 0;
  }

  private turn(): void {
    if (this.stalled) this.overdue += 1;
    else this.waiting.shift()?.();
  }
}
