import type { AddressLease } from '@w800/ports';
import type { DhcpPacket } from './dhcp-packet.ts';
import { leaseForEver, type LeaseTimes } from './lease-clock.ts';

/** Name servers lwIP has room for. */
const nameServersMax = 2;

/** What lwIP makes of an acknowledgement: what is not in it is guessed or missing. */
export function leaseFrom(
  { yours, gateway, netmask, nameServers = [], lease = 0 }: DhcpPacket,
  offered: string,
): { readonly lease: AddressLease; readonly times: LeaseTimes } {
  const address = yours ?? offered;
  return {
    lease: {
      address,
      gateway: gateway ?? '0.0.0.0',
      netmask: netmask ?? netmaskOfClass(address),
      nameServers: nameServers.slice(0, nameServersMax),
      leaseSeconds: lease === leaseForEver ? 0 : lease,
    },
    times: { lease, renew: Math.floor(lease / 2), rebind: Math.floor((lease * 7) / 8) },
  };
}

/** A netmask after the old classes A, B and C. */
function netmaskOfClass(address: string): string {
  const first = Number(address.split('.')[0]);
  if (first <= 127) return '255.0.0.0';
  return first >= 192 ? '255.255.255.0' : '255.255.0.0';
}
