import { millisecond, type Kernel } from '@w800/kernel';
import type { Network } from '@w800/ports';
import { World, type AccessPointOptions } from '@w800/world';
import { withoutUndefined } from '../without-undefined.ts';
import { securities, standards } from './access-point-schema.ts';
import { linksOptions } from './link-settings.ts';
import { routerOptions } from './router-options.ts';
import type { ServerAddresses } from './server-addresses.ts';
import { udpServers } from './udp-servers.ts';
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
  const accessPoints = spec.wifi.map(accessPointOptions);
  const latency = spec.latency === undefined ? {} : { uplinkLatencyMs: spec.latency / millisecond };
  const names = { ...addresses, ...spec.names };
  const links = spec.links === undefined ? {} : { links: linksOptions(spec.links, names) };
  const router = spec.router === undefined ? {} : { router: routerOptions(spec.router) };
  const between = { ...latency, ...links, ...router };
  const outside = gateway === undefined ? {} : { gateway };
  const servers = udpServers(spec, addresses);
  return new World(kernel, { accessPoints, names, ...servers, ...between, ...outside });
}

function accessPointOptions(described: WorldSpec['wifi'][number]): AccessPointOptions {
  const { security, standards: spoken, beaconInterval: beaconIntervalTu, ...rest } = described;
  return withoutUndefined({
    ...rest,
    beaconIntervalTu,
    security: security && securities[security],
    protocols: spoken?.reduce((bits, name) => bits | standards[name], 0),
  });
}
