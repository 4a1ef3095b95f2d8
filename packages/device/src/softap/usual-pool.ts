import type { Values } from '@w800/kernel';
import type { wifiFigures } from '../profile/wifi-figures.ts';
import { ipv4Number, ipv4Text } from '../station/ipv4.ts';
import type { InterfaceAddress } from '../station/interface-address.ts';
import type { DhcpPool } from './soft-ap-settings.ts';

/** What the DHCP server gives out when it was not told otherwise. */
export function usualPool(
  network: InterfaceAddress,
  figures: Values<typeof wifiFigures>,
): DhcpPool {
  const { dhcpLeaseMinutes, dhcpFirstHost, dhcpLastHost } = figures;
  const own = ipv4Number(network.address) ?? 0;
  const size = 2 ** 32 - (ipv4Number(network.netmask) ?? 0);
  const base = own - (own % size);
  const host = (number: number): string => ipv4Text(base + Math.min(number, size - 2));
  return {
    leaseMinutes: dhcpLeaseMinutes,
    first: host(dhcpFirstHost),
    last: host(dhcpLastHost),
  };
}
