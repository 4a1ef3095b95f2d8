import type { Kernel } from '@w800/kernel';
import type { AddressLease, Pending } from '@w800/ports';
import type { AccessPoint } from '../wifi/access-point.ts';
import { dhcpExchange } from './dhcp-exchange.ts';
import type { Path } from '../link/path.ts';
import type { WorldValues } from '../world-values.ts';

export interface DhcpServerOptions {
  readonly kernel: Kernel;
  readonly figures: WorldValues;
  readonly accessPoint: AccessPoint;
  /** Whether a host with a fixed address stands there. */
  readonly isTaken: (address: string) => boolean;
}

/** The DHCP server behind an access point. The same station always gets the same address. */
export class DhcpServer {
  private readonly options: DhcpServerOptions;
  private readonly leases = new Map<string, string>();
  private readonly given = new Set<string>();

  constructor(options: DhcpServerOptions) {
    this.options = options;
  }

  /** Runs the four messages over a path. Silence on it means no callback. */
  request(mac: string, path: Path, done: (lease: AddressLease) => void): Pending {
    const { kernel, figures } = this.options;
    return dhcpExchange({
      kernel,
      figures,
      mac,
      path,
      offer: () => this.addressFor(mac),
      done: (address) => done(this.leaseOf(address)),
    });
  }

  /** Undefined when the pool is empty: the server then keeps silent. */
  private addressFor(mac: string): string | undefined {
    const known = this.leases.get(mac);
    if (known !== undefined) return known;
    const { accessPoint, figures, isTaken } = this.options;
    const { subnet } = accessPoint;
    const first = figures.dhcpFirstHost < subnet.size - 1 ? figures.dhcpFirstHost : 2;
    for (let host = first; host < subnet.size - 1; host += 1) {
      const address = subnet.host(host);
      if (this.given.has(address) || isTaken(address)) continue;
      this.given.add(address);
      this.leases.set(mac, address);
      return address;
    }
    return undefined;
  }

  private leaseOf(address: string): AddressLease {
    const { accessPoint, figures } = this.options;
    return {
      address,
      gateway: accessPoint.gateway,
      netmask: accessPoint.subnet.netmask,
      nameServers: [accessPoint.gateway],
      leaseSeconds: figures.dhcpLeaseSeconds,
    };
  }
}
