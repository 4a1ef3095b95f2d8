import type { Alarm, Duration, Kernel } from '@w800/kernel';
import type { AnyFaultDefinition, Repair } from './define-fault.ts';
import type { FaultSites } from './fault-sites.ts';
import { faultApplied, faultRepaired } from './fault-trace.ts';

interface Active {
  readonly name: string;
  /** As the trace shows it. */
  readonly value: string;
  /** Of the faults it has replaced, the oldest first, and its own. */
  readonly repairs: Repair[];
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
    const older = this.active.get(key);
    // A newer word on the same takes back what an older one had in store.
    older?.end?.cancel();
    this.active.delete(key);
    const shown = JSON.stringify(value, withBytesAsHex) ?? 'null';
    this.kernel.trace.emit(faultApplied, { name, value: shown });
    const random = this.kernel.random.fork(`fault.${name}.${this.applied}`);
    const repair = definition.apply({ ...sites, random }, value);
    if (repair === undefined) return;
    const end = forNs === undefined ? undefined : this.kernel.after(forNs, () => this.finish(key));
    // A control that counts is held as often as it was taken.
    const repairs = older?.repairs ?? [];
    repairs.push(repair);
    this.active.set(key, { name, value: shown, repairs, end });
  }

  /** Repairs every fault of a name; all faults without one. */
  repair(name?: string): void {
    const keys = [...this.active].flatMap(([key, one]) =>
      name === undefined || one.name === name ? [key] : [],
    );
    for (const key of keys) this.finish(key);
  }

  private finish(key: string): void {
    const one = this.active.get(key);
    if (one === undefined) return;
    this.active.delete(key);
    one.end?.cancel();
    this.kernel.trace.emit(faultRepaired, { name: one.name, value: one.value });
    for (const repair of one.repairs.toReversed()) repair();
  }
}

function withBytesAsHex(_key: string, value: unknown): unknown {
  return value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value;
}
