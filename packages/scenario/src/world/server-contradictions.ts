import { networkOf } from './access-point-contradictions.ts';
import { isAddress } from './address.ts';
import type { Contradiction } from './contradiction.ts';
import { isLookupName } from './lookup-name.ts';
import { addressNumber } from './network.ts';

/** What is said of servers, and of the networks they could stand in. */
export interface DescribedServers {
  readonly wifi: readonly { readonly ssid: string; readonly subnet?: string | undefined }[];
  readonly broker: readonly {
    readonly host: string;
    readonly port: number;
    readonly listeners?: readonly { readonly port: number }[];
    readonly users?: readonly { readonly username: string }[] | undefined;
  }[];
  readonly ntp: readonly { readonly host: string }[];
  readonly names: Readonly<Record<string, string>>;
}

type Path = Contradiction['path'];

/** What cannot be about the servers of a world, their names and their places. */
export function serverContradictions(world: DescribedServers): readonly Contradiction[] {
  return [
    ...sharedPlaces(world),
    ...impossibleHosts(world),
    ...impossibleNames(world),
    ...impossiblePlaces(world),
    ...sharedUsers(world),
  ];
}

/** Where a server really stands: names lead somewhere. */
function placeOf(host: string, { names }: DescribedServers): string {
  const name = Object.keys(names).find((one) => one.toLowerCase() === host.toLowerCase());
  return (name === undefined ? undefined : names[name]) ?? host.toLowerCase();
}

function sharedPlaces(world: DescribedServers): readonly Contradiction[] {
  const ports = world.broker.flatMap(({ host, port, listeners = [] }, index) => [
    { host, port, path: ['broker', index] },
    ...listeners.map((further, at) => {
      return { host, port: further.port, path: ['broker', index, 'listeners', at, 'port'] };
    }),
  ]);
  const places = ports.map(({ host, port }) => `${placeOf(host, world)}:${port}`);
  const clocks = world.ntp.map(({ host }) => placeOf(host, world));
  return [
    ...repeated(places).map((index) => {
      const { path } = ports[index] ?? { path: [] };
      if (path.length === 2) {
        const what = `two brokers at ${places[index]}`;
        return { path, what, fix: 'Give each broker a host or port of its own.' };
      }
      const what = `a broker listens at ${places[index]} already`;
      return { path, what, fix: 'Give each listener a port of its own.' };
    }),
    ...repeated(clocks).map((index) => ({
      path: ['ntp', index],
      what: `two time servers at ${clocks[index]}`,
      fix: 'Give each time server a host of its own.',
    })),
  ];
}

function impossibleHosts({ broker, ntp }: DescribedServers): readonly Contradiction[] {
  const wrong = (list: readonly { readonly host: string }[], key: string) =>
    list.flatMap(({ host }, index) => {
      if (isAddress(host) || isLookupName(host)) return [];
      return [{ path: [key, index, 'host'], ...noHost(host) }];
    });
  return [...wrong(broker, 'broker'), ...wrong(ntp, 'ntp')];
}

function impossibleNames({ names }: DescribedServers): readonly Contradiction[] {
  const keys = Object.keys(names);
  const lower = keys.map((name) => name.toLowerCase());
  return keys.flatMap((name, index): readonly Contradiction[] => {
    const at = { path: ['names', name], onKey: true } as const;
    if (isAddress(name)) {
      const what = `${name} is an address, and nobody asks for its address`;
      return [{ ...at, what, fix: 'Write a name in front of the colon, such as broker.example.' }];
    }
    if (!isLookupName(name)) return [{ ...at, ...noHost(name) }];
    if (lower.indexOf(name.toLowerCase()) === index) return [];
    const what = `the name ${name} stands here twice, as upper and lower case are the same`;
    return [{ ...at, what, fix: 'Keep one of them.' }];
  });
}

function noHost(text: string): Pick<Contradiction, 'what' | 'fix'> {
  const what = `${text} is neither an address nor a name that can be looked up`;
  return { what, fix: 'Write a dotted address, or a name such as broker.example.' };
}

function impossiblePlaces(world: DescribedServers): readonly Contradiction[] {
  const places: readonly (readonly [Path, string])[] = [
    ...world.broker.map(({ host }, index) => [['broker', index, 'host'], host] as const),
    ...world.ntp.map(({ host }, index) => [['ntp', index, 'host'], host] as const),
    ...Object.entries(world.names).map(([name, address]) => [['names', name], address] as const),
  ];
  return places.flatMap(([path, address]) => {
    const wrong = isAddress(address) ? wrongPlace(address, world) : undefined;
    return wrong === undefined ? [] : [{ path, ...wrong }];
  });
}

/** Addresses of this network, of this host and of many hosts at a time. */
function isNoHost(address: string): boolean {
  const [first = 0] = address.split('.').map(Number);
  return first === 0 || first === 127 || first >= 224;
}

function wrongPlace(
  address: string,
  { wifi }: DescribedServers,
): Pick<Contradiction, 'what' | 'fix'> | undefined {
  if (isNoHost(address)) {
    const what = `no server can stand at ${address}`;
    return { what, fix: 'Write the address of a single host, such as 203.0.113.10.' };
  }
  const number = addressNumber(address);
  for (const [index, accessPoint] of wifi.entries()) {
    const { base = 0, size = 0 } = networkOf(accessPoint, index) ?? {};
    const host = number - base;
    if (host < 0 || host >= size) continue;
    const role = roleOf(host, size);
    if (role === undefined) continue;
    const what = `${address} is the ${role} of the network ${accessPoint.ssid}`;
    return { what, fix: 'Give the server another address.' };
  }
  return undefined;
}

/** What the first and the last addresses of a subnet are there for. */
function roleOf(host: number, size: number): string | undefined {
  if (host === 0) return 'own address';
  if (host === 1) return 'gateway';
  return host === size - 1 ? 'broadcast address' : undefined;
}

function sharedUsers({ broker }: DescribedServers): readonly Contradiction[] {
  return broker.flatMap(({ users = [] }, index) =>
    repeated(users.map(({ username }) => username)).map((at) => ({
      path: ['broker', index, 'users', at, 'username'],
      what: `the broker has two users called ${users[at]?.username}`,
      fix: 'Keep one of them.',
    })),
  );
}

/** Where in a list something stands that stood before. */
function repeated(list: readonly string[]): readonly number[] {
  return list.flatMap((one, index) => (list.indexOf(one) < index ? [index] : []));
}
