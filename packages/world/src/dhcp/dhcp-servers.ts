import { millisecond, type Kernel } from '@w800/kernel';
import type { AccessPoint } from '../wifi/access-point.ts';
import { isAddress, Subnet } from '../ip/subnet.ts';
import { WorldError } from '../world-error.ts';
import type { WorldValues } from '../world-values.ts';
import type { DhcpBehaviour, DhcpRefusal } from './dhcp-behaviour.ts';
import { DhcpNetwork } from './dhcp-network.ts';
import { DhcpPool } from './dhcp-pool.ts';
import { DhcpServer } from './dhcp-server.ts';

/** How a user describes a DHCP server; what is left out is as at a common home router. */
export interface DhcpServerDescription {
  /** SSID or BSSID of the access points it stands behind. Default: all. */
  readonly network?: string;
  /** Its address, when it is one beside the router's own. */
  readonly host?: string;
  /** What it gives addresses of. Default: the subnet of the access point. */
  readonly subnet?: string;
  /** How many addresses it has. */
  readonly addresses?: number;
  /** 1 to 4294967295, which never ends. */
  readonly leaseSeconds?: number;
  readonly delayMs?: number;
  readonly silent?: boolean;
  readonly refuses?: DhcpRefusal;
  readonly exhausted?: boolean;
  readonly conflicts?: boolean;
  /** Null: it names none. */
  readonly gateway?: string | null;
  /** Default: the gateway of the access point. */
  readonly nameServers?: readonly string[];
}

/** What can be done to a DHCP server of a world. */
export type DhcpServerControl = Pick<DhcpServer, 'address' | 'change'>;

export interface DhcpServersOptions {
  readonly kernel: Kernel;
  readonly figures: WorldValues;
  readonly accessPoints: readonly AccessPoint[];
  readonly descriptions: readonly DhcpServerDescription[];
  /** Whether a host with a fixed address stands there. */
  readonly isTaken: (address: string) => boolean;
}

interface Place {
  readonly network: DhcpNetwork;
  /** What the access points before it are called: SSIDs and BSSIDs. */
  readonly names: Set<string>;
}

/** The DHCP servers of a world: the router's behind each access point, and those beside it. */
export class DhcpServers {
  /** By gateway: access points of one network stand before one server. */
  private readonly places = new Map<string, Place>();

  constructor(options: DhcpServersOptions) {
    const { kernel, figures, accessPoints, descriptions, isTaken } = options;
    for (const { network } of descriptions) checkNetwork(network, accessPoints);
    for (const accessPoint of accessPoints) {
      const { bssid, ssid, gateway } = accessPoint;
      const place = this.places.get(gateway);
      if (place !== undefined) {
        place.names.add(ssid).add(bssid);
        continue;
      }
      const mine = descriptions.filter(
        ({ network }) => network === undefined || network === ssid || network === bssid,
      );
      // Of several that describe the router the last one holds.
      const router = mine.filter(({ host }) => host === undefined).at(-1) ?? {};
      const others = mine.filter(({ host }) => host !== undefined);
      const servers = [router, ...others].map((one) => serverFrom(one, accessPoint, options));
      const network = new DhcpNetwork({ kernel, figures, servers, isTaken });
      this.places.set(gateway, { network, names: new Set([ssid, bssid]) });
    }
  }

  /** The network with that router. */
  at(gateway: string): DhcpNetwork | undefined {
    return this.places.get(gateway)?.network;
  }

  /** The routers behind the access points of that SSID or BSSID; all when none is named. */
  named(name?: string): readonly DhcpServerControl[] {
    return Array.from(this.places.values()).flatMap(({ network, names }) =>
      name === undefined || names.has(name) ? network.servers.slice(0, 1) : [],
    );
  }
}

function serverFrom(
  description: DhcpServerDescription,
  accessPoint: AccessPoint,
  { kernel, figures, isTaken }: DhcpServersOptions,
): DhcpServer {
  const subnet =
    description.subnet === undefined ? accessPoint.subnet : new Subnet(description.subnet);
  const count = description.addresses ?? subnet.size;
  const { host: address = accessPoint.gateway } = description;
  checkAddress(address);
  for (const server of description.nameServers ?? []) checkAddress(server);
  if (typeof description.gateway === 'string') checkAddress(description.gateway);
  return new DhcpServer({
    kernel,
    figures,
    address,
    netmask: subnet.netmask,
    pool: new DhcpPool(subnet, figures.dhcpFirstHost, count, isTaken),
    behaviour: behaviourFrom(description, accessPoint, figures.dhcpLeaseSeconds),
  });
}

function behaviourFrom(
  description: DhcpServerDescription,
  accessPoint: AccessPoint,
  leaseDefault: number,
): DhcpBehaviour {
  const { leaseSeconds = leaseDefault, delayMs = 0, gateway, nameServers } = description;
  checkWhole('a lease', leaseSeconds, 1, 2 ** 32 - 1, 's');
  checkWhole('a delay', delayMs, 0, 600_000, 'ms');
  return {
    silent: description.silent ?? false,
    delayNs: delayMs * millisecond,
    leaseSeconds,
    refuses: description.refuses ?? 'none',
    exhausted: description.exhausted ?? false,
    conflicts: description.conflicts ?? false,
    gateway: gateway === null ? undefined : (gateway ?? accessPoint.gateway),
    nameServers: nameServers ?? [accessPoint.gateway],
  };
}

function checkNetwork(network: string | undefined, accessPoints: readonly AccessPoint[]): void {
  if (network === undefined) return;
  if (accessPoints.some(({ ssid, bssid }) => ssid === network || bssid === network)) return;
  throw new WorldError(
    'WORLD_BAD_DHCP',
    `a DHCP server stands behind "${network}", which is no access point`,
    'name an access point of this world by its SSID or BSSID, or leave the name out',
  );
}

function checkAddress(address: string): void {
  if (isAddress(address)) return;
  throw new WorldError(
    'WORLD_BAD_DHCP',
    `a DHCP server cannot stand at or name "${address}"`,
    'use a dotted IPv4 address',
  );
}

function checkWhole(what: string, value: number, min: number, max: number, unit: string): void {
  if (Number.isInteger(value) && value >= min && value <= max) return;
  throw new WorldError(
    'WORLD_BAD_DHCP',
    `${what} of ${value} ${unit} cannot be`,
    `use whole numbers from ${min} to ${max}`,
  );
}
