import { millisecond, type Kernel } from '@w800/kernel';
import type { Internet } from '../ip/internet.ts';
import { isAddress } from '../ip/subnet.ts';
import type { Link } from '../link/link.ts';
import { Path } from '../link/path.ts';
import { WorldError } from '../world-error.ts';
import type { WorldValues } from '../world-values.ts';
import { dnsPort } from './dns-message.ts';
import { NameServer, type NameServerBehaviour, type NameServerFault } from './name-server.ts';

/** How a user describes a name server; what is left out is as usual. */
export interface NameServerDescription {
  /** Where it stands. Default: every name server there is by itself. */
  readonly address?: string;
  /** What it knows beside the names of the world: name to IPv4 address. */
  readonly names?: Readonly<Record<string, string>>;
  readonly silent?: boolean;
  readonly delayMs?: number;
  readonly ttlSeconds?: number;
  readonly fault?: NameServerFault;
  readonly wrongAddress?: string;
}

/** What can be done to a name server of a world. */
export type NameServerControl = Pick<NameServer, 'address' | 'change'>;

export interface NameServersOptions {
  readonly kernel: Kernel;
  readonly figures: WorldValues;
  readonly internet: Internet;
  readonly uplink: Link;
  /** The routers, which pass on what they are asked. */
  readonly gateways: readonly string[];
  /** What every server knows, by lower-case name. */
  readonly names: ReadonlyMap<string, string>;
  /** What every name leads to instead, while something stands in the way. */
  readonly redirection: () => string | undefined;
  readonly descriptions: readonly NameServerDescription[];
}

/** The servers the AT TCP/IP document gives as the defaults of AT+CIPDNS. */
const publicServers = ['208.67.222.222', '8.8.8.8'] as const;

/** The name servers of a world: its routers, the public ones, and what it describes. */
export class NameServers {
  private readonly servers = new Map<string, NameServer>();

  constructor(options: NameServersOptions) {
    const { gateways, descriptions } = options;
    for (const one of descriptions) checkDescription(one);
    const described = descriptions.flatMap(({ address }) =>
      address === undefined ? [] : [address],
    );
    for (const address of new Set([...gateways, ...publicServers, ...described])) {
      this.servers.set(address, serverAt(address, options));
    }
  }

  /** The server at an address, or all of them. */
  at(address?: string): readonly NameServerControl[] {
    const all = Array.from(this.servers.values());
    return address === undefined ? all : all.filter((server) => server.address === address);
  }
}

function serverAt(address: string, options: NameServersOptions): NameServer {
  const { kernel, figures, internet, uplink, gateways, descriptions } = options;
  const isRouter = gateways.includes(address);
  const description = Object.assign(
    {},
    ...descriptions.filter((one) => one.address === undefined || one.address === address),
  ) as NameServerDescription;
  const host = internet.server(address, isRouter ? [uplink] : []);
  const out = new Path(kernel, [uplink]);
  const back = new Path(kernel, [uplink], 0);
  return new NameServer({
    kernel,
    figures,
    address,
    socket: host.udp.open(dnsPort),
    names: namesOf(description, options.names),
    onward: isRouter ? { out, back, to: { address: publicServers[0], port: dnsPort } } : undefined,
    captured: () => internet.interceptor?.nameAnswer,
    redirection: options.redirection,
    behaviour: behaviourFrom(description, figures.dnsTtlSeconds),
  });
}

function namesOf(
  { names }: NameServerDescription,
  common: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  if (names === undefined) return common;
  const own = Object.entries(names).map(
    ([name, address]) => [name.toLowerCase(), address] as const,
  );
  return new Map([...common, ...own]);
}

function behaviourFrom(
  { silent, delayMs = 0, ttlSeconds, fault, wrongAddress }: NameServerDescription,
  ttlDefault: number,
): NameServerBehaviour {
  return {
    silent: silent ?? false,
    delayNs: delayMs * millisecond,
    ttlSeconds: ttlSeconds ?? ttlDefault,
    fault: fault ?? 'none',
    wrongAddress,
  };
}

function checkDescription(description: NameServerDescription): void {
  const { address, names = {}, wrongAddress, delayMs = 0, ttlSeconds = 0 } = description;
  for (const one of [address, wrongAddress, ...Object.values(names)]) {
    if (one === undefined || isAddress(one)) continue;
    throw new WorldError(
      'WORLD_BAD_ADDRESS',
      `a name server cannot stand at or give "${one}"`,
      'use a dotted IPv4 address',
    );
  }
  checkWhole('a delay', delayMs, 600_000, 'ms');
  checkWhole('a time to live', ttlSeconds, 2 ** 31 - 1, 's');
}

function checkWhole(what: string, value: number, max: number, unit: string): void {
  if (Number.isInteger(value) && value >= 0 && value <= max) return;
  throw new WorldError(
    'WORLD_BAD_NAME_SERVER',
    `${what} of ${value} ${unit} of a name server cannot be`,
    `use whole numbers from 0 to ${max}`,
  );
}
