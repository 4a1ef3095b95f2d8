import { Kernel, second, type TraceRecord } from '@w800/kernel';
import type { AddressLease, WifiLink } from '@w800/ports';
import { World, type WorldOptions } from '../world.ts';

const mac = '28:6d:cd:00:00:01';
const home = { ssid: 'home', password: '12345678' };

/** A station at an access point that has begun to ask for an address, at instant 30 ms. */
export class LeasingStation {
  readonly kernel: Kernel;
  readonly world: World;
  readonly records: TraceRecord[] = [];
  /** Every address there was, and undefined for each time it was lost. */
  readonly leases: (AddressLease | undefined)[] = [];
  private association: WifiLink | undefined;

  constructor(options: Partial<WorldOptions> = {}, seed = 1) {
    this.kernel = new Kernel({ seed });
    this.kernel.trace.onAny((record) => this.records.push(record));
    this.world = new World(this.kernel, { accessPoints: [home], ...options });
    this.world.medium.join({ ...home, mac }, (outcome) => {
      if (!outcome.ok) throw new Error(outcome.reason);
      this.association = outcome.link;
      outcome.link.onLeaseChange?.((lease) => this.leases.push(lease));
      outcome.link.requestLease((lease) => {
        this.leases.push(lease);
        outcome.link.network(lease);
      });
    });
  }

  get link(): WifiLink {
    if (this.association === undefined) throw new Error('the station has not joined');
    return this.association;
  }

  async run(seconds: number): Promise<this> {
    await this.kernel.run(seconds * second);
    return this;
  }

  /** The messages of some types, each with its instant in seconds since the station asked. */
  messages(...types: string[]): [string, number][] {
    const found: [string, number][] = [];
    for (const { at, kind, data } of this.records) {
      const { type } = data;
      if (kind !== 'dhcp.message' || typeof type !== 'string') continue;
      if (types.includes(type)) found.push([type, since(at)]);
    }
    return found;
  }

  /** The instants of messages of a type, in seconds since the station asked. */
  instants(type: string): number[] {
    return this.messages(type).map(([, at]) => at);
  }
}

function since(at: number): number {
  return (at - 30_000_000) / second;
}
