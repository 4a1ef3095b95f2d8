import { valuesOf } from '@w800/kernel';
import { worldFigures } from '@w800/world';
import {
  networkOf,
  wrongSubnet,
  type DescribedAccessPoint,
} from './access-point-contradictions.ts';
import type { Contradiction } from './contradiction.ts';
import { addressNumber, addressOf, networkIn, type Network } from './network.ts';

/** What is said of DHCP servers, and of the access points that they stand behind. */
export interface DescribedDhcp {
  readonly wifi: readonly DescribedAccessPoint[];
  readonly dhcp: readonly {
    readonly network?: string | undefined;
    readonly host?: string | undefined;
    readonly subnet?: string | undefined;
    readonly gateway?: string | undefined;
    readonly addresses?: number | undefined;
  }[];
}

type Server = DescribedDhcp['dhcp'][number];

/** What cannot be about the DHCP servers of a world. */
export function dhcpContradictions({ wifi, dhcp }: DescribedDhcp): readonly Contradiction[] {
  return [
    ...sharedPlaces(dhcp),
    ...dhcp.flatMap((server, index) =>
      wrongs(server, wifi).map(({ key, ...rest }) => ({ path: ['dhcp', index, key], ...rest })),
    ),
  ];
}

function sharedPlaces(dhcp: readonly Server[]): readonly Contradiction[] {
  const places = dhcp.map(({ network = 'every network', host }) => `${network} ${host ?? ''}`);
  return dhcp.flatMap(({ network, host }, index) => {
    if (places.indexOf(places[index] ?? '') === index) return [];
    const who = host === undefined ? 'the router' : `the server ${host}`;
    const what = `${who} of ${network ?? 'every access point'} stands here twice`;
    return [{ path: ['dhcp', index], what, fix: 'Say all of it in one entry.' }];
  });
}

type Wrong = Pick<Contradiction, 'what' | 'fix'> & { readonly key: keyof Server };

function wrongs(server: Server, wifi: readonly DescribedAccessPoint[]): readonly Wrong[] {
  const { network, host, subnet, gateway } = server;
  const behind = wifi.flatMap((accessPoint, index) => {
    const { ssid, bssid } = accessPoint;
    const isMeant = network === undefined || network === ssid || network === bssid;
    return isMeant ? (networkOf(accessPoint, index) ?? []) : [];
  });
  if (network !== undefined && behind.length === 0) {
    const what = `no access point is called ${network}`;
    return [
      { key: 'network', what, fix: 'Write the `ssid` or the `bssid` of one, or leave it out.' },
    ];
  }
  const bad = subnet === undefined ? undefined : wrongSubnet(subnet);
  if (bad !== undefined) return [{ key: 'subnet', ...bad }];
  const own = subnet === undefined ? undefined : networkIn(subnet);
  return [
    ...outside('host', host, behind, 'the network it stands in'),
    ...gatewayItself(host, behind),
    ...gatewayElsewhere(server, behind, own),
    ...moreThanThere(server, own === undefined ? behind : [own]),
    ...outside(
      'gateway',
      gateway,
      own === undefined ? behind : [own],
      'the addresses it gives out',
    ),
  ];
}

/** An address that nobody in the network could reach without a way out of it. */
function outside(
  key: 'host' | 'gateway',
  address: string | undefined,
  networks: readonly Network[],
  what: string,
): readonly Wrong[] {
  if (address === undefined || address === 'none' || networks.length === 0) return [];
  const number = addressNumber(address);
  const [{ base, size }] = networks as readonly [Network];
  if (networks.some((one) => isWithin(one, number))) return [];
  const fix = `Write one from ${addressOf(base + 1)} to ${addressOf(base + size - 2)}.`;
  return [{ key, what: `${address} lies outside ${what}`, fix }];
}

function isWithin({ base, size }: Network, number: number): boolean {
  return number > base && number < base + size - 1;
}

function gatewayItself(host: string | undefined, networks: readonly Network[]): readonly Wrong[] {
  const isRouter = networks.some(({ base }) => host === addressOf(base + 1));
  if (!isRouter) return [];
  const what = `${host} is the router, which is described without a \`host\``;
  return [{ key: 'host', what, fix: 'Leave `host` out, or give the second server another.' }];
}

/** The gateway of other addresses than the router's is not the router, unless that is said. */
function gatewayElsewhere(
  { subnet, gateway }: Server,
  behind: readonly Network[],
  own: Network | undefined,
): readonly Wrong[] {
  if (own === undefined || gateway !== undefined || behind.length === 0) return [];
  if (behind.some(({ base }) => isWithin(own, base + 1))) return [];
  const what = `nothing in ${subnet} is the router, which would be the gateway`;
  const fix = `Name a \`gateway\`, such as ${addressOf(own.base + 1)} or \`none\`.`;
  return [{ key: 'subnet', what, fix }];
}

/** More addresses than follow the first that a server gives out. */
function moreThanThere({ addresses = 0 }: Server, networks: readonly Network[]): readonly Wrong[] {
  if (networks.length === 0) return [];
  const most = Math.max(...networks.map(poolSize));
  if (addresses <= most) return [];
  const what = `there are no ${addresses} addresses to give out`;
  return [{ key: 'addresses', what, fix: `The most here is ${most}.` }];
}

const firstHost = valuesOf(worldFigures).dhcpFirstHost;

/** As DhcpPool of `@w800/world` has it: from the 100th host on, or all behind the router. */
function poolSize({ size }: Network): number {
  const first = size > firstHost + 1 ? firstHost : 2;
  return size - 1 - first;
}
