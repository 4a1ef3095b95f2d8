import { millisecond, type Kernel } from '@w800/kernel';
import type { Network } from '@w800/ports';
import { World, type AccessPointOptions } from '@w800/world';
import { withoutUndefined } from '../without-undefined.ts';
import { securities } from './access-point-schema.ts';
import type { ServerAddresses } from './server-addresses.ts';
import type { WorldSpec } from './world-schema.ts';

/**
 * Builds the surroundings a scenario describes.
 * @param addresses where the servers stand that are given by name
 * @param gateway where the module's traffic goes instead of the simulated internet
 */
export function buildWorld(
  kernel: Kernel,
  spec: WorldSpec,
  addresses: ServerAddresses,
  gateway: Network | undefined,
): World {
  const accessPoints = spec.wifi.map(({ security, ...rest }): AccessPointOptions => {
    const given = withoutUndefined(rest);
    return security === undefined ? given : { ...given, security: securities[security] };
  });
  const latency = spec.latency === undefined ? {} : { uplinkLatencyMs: spec.latency / millisecond };
  const ntpServers = spec.ntp.map(({ host, time, silent }) =>
    withoutUndefined({ address: addresses[host] ?? host, timeSeconds: time, silent }),
  );
  const names = { ...addresses, ...spec.names };
  const outside = gateway === undefined ? {} : { gateway };
  return new World(kernel, { accessPoints, names, ntpServers, ...latency, ...outside });
}
