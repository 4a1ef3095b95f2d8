import type { Alarm, Duration, Kernel } from '@w800/kernel';
import type { AnyFaultDefinition } from './define-fault.ts';
import type { FaultSites } from './fault-sites.ts';

interface Active {
  readonly name: string;
  readonly repair: (() => void) | undefined;
  readonly end: Alarm | undefined;
}

/** What is broken just now, and when it is put right. */
export class ActiveFaults {
  private readonly kernel: Kernel;
  private readonly active = new Map<string, Active>();
  private applied = 0;

  constructor(kernel: Kernel) {
    this.kernel = kernel;
  }

  /**
   * Breaks something now.
   * @param forNs how long it stays so; until it is repaired when absent
   */
  apply(
    definition: AnyFaultDefinition,
    value: unknown,
    sites: Omit<FaultSites, 'random'>,
    forNs?: Duration,
  ): void {
    const { name } = definition;
    this.applied += 1;
    const about = definition.stacks === true ? `#${this.applied}` : definition.about(value);
    const key = `${name} ${about}`;
    // A newer word on the same takes back what an older one had in store.
    this.active.get(key)?.end?.cancel();
    this.active.delete(key);
    const random = this.kernel.random.fork(`fault.${name}.${this.applied}`);
    const repair = definition.apply({ ...sites, random }, value);
    if (repair === undefined) return;
    const end = forNs === undefined ? undefined : this.kernel.after(forNs, () => this.finish(key));
    this.active.set(key, { name, repair, end });
  }

  /** Repairs every fault of a name; all faults without one. Returns how many there were. */
  repair(name?: string): number {
    const keys = [...this.active].flatMap(([key, one]) =>
      name === undefined || one.name === name ? [key] : [],
    );
    for (const key of keys) this.finish(key);
    return keys.length;
  }

  private finish(key: string): void {
    const one = this.active.get(key);
    this.active.delete(key);
    one?.end?.cancel();
    one?.repair?.();
  }
}
