import type { z } from 'zod';
import {
  accessPointContradictions,
  type DescribedAccessPoint,
} from './access-point-contradictions.ts';
import { isAddress } from './address.ts';
import {
  certificateContradictions,
  type DescribedCertificates,
} from './certificate-contradictions.ts';
import type { Contradiction } from './contradiction.ts';
import { dhcpContradictions, type DescribedDhcp } from './dhcp-contradictions.ts';
import { listenerContradictions, type DescribedListeners } from './listener-contradictions.ts';
import { linkContradictions } from './link-contradictions.ts';
import type { LinksSpec } from './link-schema.ts';
import {
  nameServerContradictions,
  type DescribedNameServers,
} from './name-server-contradictions.ts';
import { serverContradictions, type DescribedServers } from './server-contradictions.ts';
import { silenceContradictions } from './silence-contradictions.ts';

/** What of a world can contradict something else in it. */
type Described = DescribedServers &
  DescribedCertificates &
  DescribedListeners &
  DescribedNameServers &
  DescribedDhcp & {
    readonly wifi: readonly DescribedAccessPoint[];
    readonly latency?: number | undefined;
    readonly links?: LinksSpec | undefined;
  };

/** Reports every contradiction within a world that is well-formed in each of its parts. */
export function findContradictions(world: Described, context: z.core.$RefinementCtx): void {
  if (context.issues.length > 0) return;
  for (const { path, what, fix, onKey } of [
    ...accessPointContradictions(world.wifi),
    ...serverContradictions(world),
    ...certificateContradictions(world),
    ...listenerContradictions(world),
    ...nameServerContradictions(world),
    ...dhcpContradictions(world),
    ...silenceContradictions(world),
    ...impossibleLatency(world),
    ...twoLatencies(world),
    ...linkContradictions(world.links),
    ...waysToNobody(world),
  ]) {
    const params = { code: 'SCN_WORLD', fix, onKey };
    context.addIssue({ code: 'custom', message: what, path: [...path], params });
  }
}

const latencyMaxNs = 60_000_000_000;

function impossibleLatency({ latency = 0 }: Described): readonly Contradiction[] {
  if (latency <= latencyMaxNs) return [];
  const what = 'the latency is longer than a packet lives';
  return [{ path: ['latency'], what, fix: 'The most is 60s.' }];
}

function twoLatencies({ latency, links }: Described): readonly Contradiction[] {
  if (latency === undefined || links?.uplink?.latency === undefined) return [];
  const fix = 'Leave `latency` of the world out.';
  return [{ path: ['latency'], what: 'the uplink has two latencies', fix }];
}

function waysToNobody({ links, broker, ntp, names }: Described): readonly Contradiction[] {
  const hosts = [...broker, ...ntp].map(({ host }) => host);
  const isKnown = (host: string): boolean =>
    isAddress(host) || hosts.includes(host) || host in names;
  const strangers = Object.keys(links?.servers ?? {}).filter((host) => !isKnown(host));
  return strangers.map((host) => ({
    onKey: true,
    path: ['links', 'servers', host],
    what: `no server is called ${host}`,
    fix: 'Name the host of a broker or time server, a DNS entry, or an address.',
  }));
}
