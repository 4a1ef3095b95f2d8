import { millisecond, valuesOf, type Duration, type Kernel } from '@w800/kernel';
import type { Network, ServerNetwork, WifiMedium } from '@w800/ports';
import { accessPointsFrom, type AccessPointOptions } from './wifi/access-point.ts';
import type { AccessPoints } from './wifi/access-points.ts';
import { Air } from './wifi/air.ts';
import type { Interference } from './wifi/interference.ts';
import { worldFigures } from './figures.ts';
import { Guests, type GuestsControl } from './wifi/guests.ts';
import { Internet } from './ip/internet.ts';
import { Link } from './link/link.ts';
import type { LinkSettings } from './link/link-conditions.ts';
import {
  DhcpServers,
  type DhcpServerControl,
  type DhcpServerDescription,
} from './dhcp/dhcp-servers.ts';
import {
  NameServers,
  type NameServerControl,
  type NameServerDescription,
} from './dns/name-servers.ts';
import { NtpServers, type NtpServerControl, type NtpServerOptions } from './ntp/ntp-servers.ts';
import { isAddress } from './ip/subnet.ts';
import { setUp, type RouterOptions } from './nat/router-options.ts';
import { Router, type RouterControl } from './nat/router.ts';
import { Portal } from './portal/portal.ts';
import type { ServerControl } from './tcp/server-control.ts';
import { ServerGroup } from './tcp/server-group.ts';
import { WorldError } from './world-error.ts';

export interface WorldOptions {
  readonly accessPoints: readonly AccessPointOptions[];
  /** What the name servers know: name to IPv4 address. Each address is a host that exists. */
  readonly names?: Readonly<Record<string, string>>;
  /** One way from an access point to the servers, in whole milliseconds. */
  readonly uplinkLatencyMs?: number;
  /** What the links do to what they carry, from the beginning on. */
  readonly links?: LinksOptions;
  /** What the router between access points and internet does, beside passing everything. */
  readonly router?: RouterOptions;
  /** The time at instant 0, in whole seconds since 1970. Default 2026-01-01 00:00:00. */
  readonly timeSeconds?: number;
  readonly ntpServers?: readonly NtpServerOptions[];
  /** What the DHCP servers of the routers do otherwise than usual, and those beside them. */
  readonly dhcpServers?: readonly DhcpServerDescription[];
  /** What the name servers do otherwise than usual, and those beside routers and public ones. */
  readonly nameServers?: readonly NameServerDescription[];
  /**
   * Where all traffic of the stations goes instead of the simulated internet.
   * Air, DHCP and the silence of links are simulated all the same.
   */
  readonly gateway?: Network;
}

export interface LinksOptions {
  readonly radio?: LinkSettings;
  readonly uplink?: LinkSettings;
  /** The way from the uplink to a server, by its address. It takes no time unless it says so. */
  readonly servers?: Readonly<Record<string, LinkSettings>>;
}

/** What can be done to a link. */
export type LinkControl = Pick<Link, 'down' | 'up' | 'setConditions' | 'conditions'>;

/** The simulated surroundings of one or more modules. */
export class World {
  /** The air around the modules' antennas. */
  readonly medium: WifiMedium;
  /** Where servers listen. */
  readonly servers: ServerNetwork;
  /** Stations of the world that join the access points of modules. */
  readonly guests: GuestsControl;
  /** The radio between modules and access points. Down, it is silent both ways. */
  readonly link: LinkControl;
  /** The access points, all or those of a name, and what can be done to them. */
  readonly accessPoints: AccessPoints;
  /** What is in the way of frames on the air. */
  readonly interference: Pick<Interference, 'begin'>;
  /** The way behind the access points. Down, it is silent; nothing is refused. */
  readonly uplink: LinkControl;
  /** What stands between the two. */
  readonly router: RouterControl;
  private readonly internet: Internet;
  private readonly names: ReadonlyMap<string, string>;
  private readonly dhcp: DhcpServers;
  private readonly resolvers: NameServers;
  private readonly clocks: NtpServers;

  /** @throws WorldError when the description contradicts itself */
  constructor(kernel: Kernel, options: WorldOptions) {
    const figures = valuesOf(worldFigures);
    const holdNs = figures.reorderHoldNs;
    const radio = new Link(kernel, 'radio', figures.radioLatencyNs, {
      overheadBytes: figures.radioOverheadBytes,
      holdNs,
    });
    const uplinkNs = latencyOf(options) ?? figures.uplinkLatencyNs;
    const uplink = new Link(kernel, 'uplink', uplinkNs, { holdNs });
    radio.setConditions(options.links?.radio ?? {});
    uplink.setConditions(options.links?.uplink ?? {});
    const internet = new Internet(kernel, figures);
    const guests = new Guests(kernel, figures, radio);
    const names = new Map<string, string>();
    for (const [name, address] of Object.entries(options.names ?? {})) {
      checkAddress(name, address);
      names.set(name.toLowerCase(), address);
    }
    const accessPoints = accessPointsFrom(options.accessPoints);
    const portal = new Portal(internet, uplink);
    internet.interceptor = portal;
    this.dhcp = new DhcpServers({
      kernel,
      figures,
      accessPoints,
      descriptions: options.dhcpServers ?? [],
      isTaken: (address) => internet.isTaken(address),
    });
    const air = new Air({
      kernel,
      figures,
      accessPoints,
      radio,
      uplink,
      internet,
      guests,
      dhcp: this.dhcp,
      gateway: options.gateway,
    });
    for (const [address, settings] of Object.entries(options.links?.servers ?? {})) {
      addServer(kernel, internet, address, settings, holdNs);
    }
    for (const address of names.values()) internet.server(address);
    this.resolvers = new NameServers({
      kernel,
      figures,
      internet,
      uplink,
      gateways: accessPoints.map(({ gateway }) => gateway),
      names,
      redirection: () => portal.nameAnswer,
      descriptions: options.nameServers ?? [],
    });
    const worldTime = options.timeSeconds ?? figures.timeSeconds;
    this.clocks = new NtpServers(kernel, internet, worldTime, options.ntpServers ?? []);
    this.medium = air;
    this.accessPoints = air.accessPoints;
    this.interference = air.interference;
    this.servers = internet;
    this.internet = internet;
    this.names = names;
    this.guests = guests;
    this.link = radio;
    this.uplink = uplink;
    this.router = new Router(kernel, uplink, internet, portal);
    if (options.router !== undefined) setUp(this.router, options.router);
  }

  /**
   * What can be done to the TCP of the server of that name or address; by default of all of them.
   * @throws WorldError when there is no server of that name or address
   */
  server(host?: string): ServerControl {
    const address = host === undefined ? undefined : (this.names.get(host.toLowerCase()) ?? host);
    const servers = this.internet.serversAt(address);
    if (host === undefined || servers.length > 0) return new ServerGroup(servers);
    throw new WorldError(
      'WORLD_BAD_ADDRESS',
      `there is no server at "${host}"`,
      'use the name or the address of a server of the world',
    );
  }

  /**
   * The routers' DHCP servers behind the access points of that SSID or BSSID; by default all.
   * @throws WorldError when no access point is called so
   */
  dhcpServers(accessPoint?: string): readonly DhcpServerControl[] {
    return someOf(accessPoint, this.dhcp.named(accessPoint), [
      'no access point is called',
      'use the SSID or the BSSID of one of the world',
    ]);
  }

  /**
   * The name server at an address; by default all of them.
   * @throws WorldError when there is none at that address
   */
  nameServers(address?: string): readonly NameServerControl[] {
    return someOf(address, this.resolvers.at(address), [
      'there is no name server at',
      'use the address of one of the world, or of a router',
    ]);
  }

  /**
   * The time server at an address; by default all of them.
   * @throws WorldError when there is none at that address
   */
  timeServers(address?: string): readonly NtpServerControl[] {
    return someOf(address, this.clocks.at(address), [
      'there is no time server at',
      'use the address of one of the world',
    ]);
  }
}

/** Who names a server means one that is there. */
function someOf<Server>(
  name: string | undefined,
  found: readonly Server[],
  [what, fix]: readonly [string, string],
): readonly Server[] {
  if (name === undefined || found.length > 0) return found;
  throw new WorldError('WORLD_BAD_ADDRESS', `${what} "${name}"`, fix);
}

function latencyOf({ uplinkLatencyMs }: WorldOptions): number | undefined {
  if (uplinkLatencyMs === undefined) return undefined;
  if (!Number.isInteger(uplinkLatencyMs) || uplinkLatencyMs < 0 || uplinkLatencyMs > 60_000) {
    throw new WorldError(
      'WORLD_BAD_LATENCY',
      `an uplink latency of ${uplinkLatencyMs} ms cannot be`,
      'use whole milliseconds from 0 to 60000',
    );
  }
  return uplinkLatencyMs * millisecond;
}

function addServer(
  kernel: Kernel,
  internet: Internet,
  address: string,
  settings: LinkSettings,
  holdNs: Duration,
): void {
  if (!isAddress(address) || internet.isTaken(address)) {
    throw new WorldError(
      'WORLD_BAD_ADDRESS',
      `no server can have a way of its own at "${address}"`,
      'use the dotted IPv4 address of a server that is no access point',
    );
  }
  const link = new Link(kernel, `server ${address}`, 0, { isServers: true, holdNs });
  link.setConditions(settings);
  internet.server(address, [link]);
}

function checkAddress(name: string, address: string): void {
  if (isAddress(address)) return;
  throw new WorldError(
    'WORLD_BAD_ADDRESS',
    `the name "${name}" leads to "${address}", which is not an address`,
    'use a dotted IPv4 address',
  );
}
