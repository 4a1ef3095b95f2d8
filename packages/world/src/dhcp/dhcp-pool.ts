import type { Subnet } from '../ip/subnet.ts';

/** The addresses a DHCP server has. The same station always gets the same one. */
export class DhcpPool {
  private readonly subnet: Subnet;
  private readonly first: number;
  private readonly end: number;
  private readonly isTaken: (address: string) => boolean;
  private readonly leases = new Map<string, string>();
  private readonly unusable = new Set<string>();

  /**
   * @param first number of the first host
   * @param count how many addresses there are at most
   * @param isTaken whether a host with a fixed address stands there
   */
  constructor(subnet: Subnet, first: number, count: number, isTaken: (address: string) => boolean) {
    this.subnet = subnet;
    this.first = first < subnet.size - 1 ? first : 2;
    this.end = Math.min(this.first + count, subnet.size - 1);
    this.isTaken = isTaken;
  }

  /** The address a station has. */
  known(mac: string): string | undefined {
    return this.leases.get(mac);
  }

  /** The address for a station; undefined when there is none left. */
  addressFor(mac: string): string | undefined {
    const known = this.leases.get(mac);
    if (known !== undefined) return known;
    const given = new Set(this.leases.values());
    for (let host = this.first; host < this.end; host += 1) {
      const address = this.subnet.host(host);
      if (given.has(address) || this.unusable.has(address) || this.isTaken(address)) continue;
      this.leases.set(mac, address);
      return address;
    }
    return undefined;
  }

  /** A station has found its address in use. Nobody gets it any more. */
  decline(mac: string, address: string): void {
    if (this.leases.get(mac) === address) this.leases.delete(mac);
    this.unusable.add(address);
  }
}
