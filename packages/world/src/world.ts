import { millisecond, valuesOf, type Kernel } from '@w800/kernel';
import type { Network, ServerNetwork, WifiMedium } from '@w800/ports';
import { accessPointsFrom, type AccessPointOptions } from './wifi/access-point.ts';
import { Air } from './wifi/air.ts';
import { worldFigures } from './figures.ts';
import { Guests, type GuestsControl } from './wifi/guests.ts';
import { Internet } from './ip/internet.ts';
import { Link } from './link/link.ts';
import { ntpPort, serveNtp, type NtpServerOptions } from './ntp/ntp-server.ts';
import { isAddress } from './ip/subnet.ts';
import { WorldError } from './world-error.ts';

export interface WorldOptions {
  readonly accessPoints: readonly AccessPointOptions[];
  /** What the name servers know: name to IPv4 address. Each address is a host that exists. */
  readonly names?: Readonly<Record<string, string>>;
  /** One way from an access point to the servers, in whole milliseconds. */
  readonly uplinkLatencyMs?: number;
  /** The time at instant 0, in whole seconds since 1970. Default 2026-01-01 00:00:00. */
  readonly timeSeconds?: number;
  readonly ntpServers?: readonly NtpServerOptions[];
  /**
   * Where all traffic of the stations goes instead of the simulated internet.
   * Air, DHCP and the silence of links are simulated all the same.
   */
  readonly gateway?: Network;
}

/** The simulated surroundings of one or more modules. */
export class World {
  /** The air around the modules' antennas. */
  readonly medium: WifiMedium;
  /** Where servers listen. */
  readonly servers: ServerNetwork;
  /** Stations of the world that join the access points of modules. */
  readonly guests: GuestsControl;
  /** The radio between modules and access points. Down, it is silent both ways. */
  readonly link: Pick<Link, 'down' | 'up'>;
  /** The access points; `drop` sends every station away. It may come back at once. */
  readonly accessPoints: { drop(): void };
  /** The way behind the access points. Down, it is silent; nothing is refused. */
  readonly uplink: Pick<Link, 'down' | 'up'>;

  /** @throws WorldError when the description contradicts itself */
  constructor(kernel: Kernel, options: WorldOptions) {
    const figures = valuesOf(worldFigures);
    const radio = new Link(kernel, 'radio', figures.radioLatencyNs);
    const uplink = new Link(kernel, 'uplink', latencyOf(options) ?? figures.uplinkLatencyNs);
    const internet = new Internet(kernel, figures);
    const guests = new Guests(kernel, figures, radio);
    const names = new Map<string, string>();
    for (const [name, address] of Object.entries(options.names ?? {})) {
      checkAddress(name, address);
      names.set(name.toLowerCase(), address);
    }
    const accessPoints = accessPointsFrom(options.accessPoints);
    const air = new Air({
      kernel,
      figures,
      accessPoints,
      radio,
      uplink,
      internet,
      guests,
      names,
      gateway: options.gateway,
    });
    for (const address of names.values()) internet.server(address);
    const worldTime = options.timeSeconds ?? figures.timeSeconds;
    for (const { address, timeSeconds = worldTime, silent } of options.ntpServers ?? []) {
      checkTimeServer(address, timeSeconds);
      const socket = internet.server(address).udp.open(ntpPort);
      if (silent !== true) serveNtp(kernel, socket, timeSeconds);
    }
    this.medium = air;
    this.accessPoints = { drop: () => air.drop() };
    this.servers = internet;
    this.guests = guests;
    this.link = radio;
    this.uplink = uplink;
  }
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

function checkAddress(name: string, address: string): void {
  if (isAddress(address)) return;
  throw new WorldError(
    'WORLD_BAD_ADDRESS',
    `the name "${name}" leads to "${address}", which is not an address`,
    'use a dotted IPv4 address',
  );
}

function checkTimeServer(address: string, timeSeconds: number): void {
  if (!isAddress(address)) {
    throw new WorldError(
      'WORLD_BAD_ADDRESS',
      `a time server cannot stand at "${address}"`,
      'use a dotted IPv4 address',
    );
  }
  // A timestamp of RFC 5905 counts 2^32 s, here from the year 1968 on.
  if (Number.isInteger(timeSeconds) && timeSeconds >= 0 && timeSeconds < 2 ** 32) return;
  throw new WorldError(
    'WORLD_BAD_TIME',
    `${timeSeconds} s since 1970 is not a time a server can tell`,
    'use whole seconds from 0 to 4294967295',
  );
}
