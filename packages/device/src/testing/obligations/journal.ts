import { millisecond, type Kernel } from '@w800/kernel';

const linesShown = 80;

/** What happened in one run, for the message when an obligation is broken, and how often. */
export class Journal {
  readonly kernel: Kernel;
  private readonly counts: Map<string, number>;
  private readonly lines: [number, string][] = [];

  /** @param counts what to count into, over all runs */
  constructor(kernel: Kernel, counts: Map<string, number>) {
    this.kernel = kernel;
    this.counts = counts;
  }

  note(line: string): void {
    this.lines.push([this.kernel.now, line]);
  }

  count(happening: string): void {
    this.counts.set(happening, (this.counts.get(happening) ?? 0) + 1);
  }

  broken(claim: string): never {
    const lines = this.lines.slice(-linesShown);
    const story = lines.map(([at, line]) => `${(at / millisecond).toFixed(1)} ms ${line}`);
    throw new Error(`${claim}\n${story.join('\n')}`);
  }

  must(holds: boolean, claim: string): void {
    if (!holds) this.broken(claim);
  }
}
