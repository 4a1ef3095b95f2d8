import { finding, type Kernel } from '@w800/kernel';
import type { DialectOptions } from './dialect-options.ts';
import type { Dialect } from './dialect.ts';

/**
 * Tells a run where its module showed an answer that its documents do not
 * promise: once an option, and only for options the dialect has a finding for.
 */
export class Departures {
  private readonly kernel: Kernel;
  private readonly dialect: Dialect;
  private readonly noted = new Set<keyof DialectOptions>();

  constructor(kernel: Kernel, dialect: Dialect) {
    this.kernel = kernel;
    this.dialect = dialect;
  }

  /** To be called by whoever has just acted on the option. */
  note(option: keyof DialectOptions): void {
    if (this.noted.has(option)) return;
    this.noted.add(option);
    const found = this.dialect.changes[option]?.finding;
    if (found !== undefined) this.kernel.trace.emit(finding, { ...found });
  }

  /** Says more of a departure than its finding does, as often as there is more to say. */
  tell(option: keyof DialectOptions, text: string): void {
    const found = this.dialect.changes[option]?.finding;
    if (found !== undefined) this.kernel.trace.emit(finding, { id: found.id, text });
  }
}
