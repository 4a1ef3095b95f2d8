import type { Kernel } from '@w800/kernel';
import type { Endpoint } from '@w800/ports';
import { endpointWord } from '../stream-ends.ts';
import { liveRefused } from '../trace-kinds.ts';
import type { AllowList } from './allow-list.ts';

/** Where a module may go, by the addresses it uses and the names that led it there. */
export class Targets {
  private readonly kernel: Kernel;
  private readonly allow: AllowList;
  private readonly refused: (target: string) => void;
  /** By address, in the order they were found. */
  private readonly names = new Map<string, Set<string>>();
  private readonly told = new Set<string>();

  /** @param refused told once of each target that is not allowed */
  constructor(kernel: Kernel, allow: AllowList, refused: (target: string) => void) {
    this.kernel = kernel;
    this.allow = allow;
    this.refused = refused;
  }

  /** A name leads to an address. */
  learn(name: string, address: string): void {
    const names = this.names.get(address) ?? new Set();
    this.names.set(address, names.add(name));
  }

  /** Whether the module may go there; that it may not is traced and told. */
  permits(to: Endpoint): boolean {
    const names = [...(this.names.get(to.address) ?? [])];
    if (this.allow.permits([to.address, ...names], to.port)) return true;
    const target = endpointWord({ address: names.at(-1) ?? to.address, port: to.port });
    this.kernel.trace.emit(liveRefused, { target });
    if (!this.told.has(target)) {
      this.told.add(target);
      this.refused(target);
    }
    return false;
  }
}
