import type { BurstLoss, LinkConditions, LinkSettings, LinksOptions } from '@w800/world';
import { withoutUndefined } from '../without-undefined.ts';
import type { LinkSpec, LinksSpec, OneWaySpec, RunsSpec } from './link-schema.ts';

const wholeMillion = 1_000_000;

/**
 * The links of a world as it is told of them.
 * @param names to the addresses of servers that are given by name
 */
export function linksOptions(
  { radio, uplink, servers }: LinksSpec,
  names: Readonly<Record<string, string>>,
): LinksOptions {
  return withoutUndefined({
    radio: radio && linkSettings(radio),
    uplink: uplink && linkSettings(uplink),
    servers: Object.fromEntries(
      Object.entries(servers).map(([host, spec]) => [names[host] ?? host, linkSettings(spec)]),
    ),
  });
}

/** A link as the world is told of it. */
function linkSettings({ towardsServers, towardsModule, ...both }: LinkSpec): LinkSettings {
  return {
    ...linkConditions(both),
    ...(towardsServers === undefined ? {} : { towardsServers: linkConditions(towardsServers) }),
    ...(towardsModule === undefined ? {} : { towardsModule: linkConditions(towardsModule) }),
  };
}

export function burstLoss({ begin, length, loss }: RunsSpec): BurstLoss {
  return {
    beginPpm: begin,
    endPpm: Math.round(wholeMillion / length),
    ...(loss === undefined ? {} : { lossPpm: loss }),
  };
}

function linkConditions(spec: OneWaySpec): LinkConditions {
  return withoutUndefined({
    latencyNs: spec.latency,
    jitterNs: spec.jitter,
    lossPpm: spec.loss,
    burstLoss: spec.runs && burstLoss(spec.runs),
    bitsPerSecond: spec.bandwidth,
    queueBytes: spec.queue,
    mtuBytes: spec.mtu,
    duplicatePpm: spec.duplicated,
    reorderPpm: spec.reordered,
  });
}
