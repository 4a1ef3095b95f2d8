import type { WorldOptions } from '@w800/world';
import { withoutUndefined } from '../without-undefined.ts';
import type { ServerAddresses } from './server-addresses.ts';
import type { WorldSpec } from './world-schema.ts';

/** RFC 2132: a lease that does not end. */
const leaseForEver = 2 ** 32 - 1;

/** The time servers, name servers and DHCP servers a scenario describes. */
export function udpServers(
  { ntp, dns, dhcp }: WorldSpec,
  addresses: ServerAddresses,
): Required<Pick<WorldOptions, 'ntpServers' | 'nameServers' | 'dhcpServers'>> {
  return {
    ntpServers: ntp.map(({ host, time, delay, drift, ...rest }) =>
      withoutUndefined({
        ...rest,
        address: addresses[host] ?? host,
        timeSeconds: time,
        delayMs: delay,
        driftPpm: drift,
      }),
    ),
    nameServers: dns.map(({ delay, ttl, ...rest }) =>
      withoutUndefined({ ...rest, delayMs: delay, ttlSeconds: ttl }),
    ),
    dhcpServers: dhcp.map(({ lease, delay, gateway, ...rest }) =>
      withoutUndefined({
        ...rest,
        leaseSeconds: lease === 'forever' ? leaseForEver : lease,
        delayMs: delay,
        gateway: gateway === 'none' ? null : gateway,
      }),
    ),
  };
}
