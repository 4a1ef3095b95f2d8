import { addressBytes, addressText } from '../ip/subnet.ts';

/** The messages by the numbers of RFC 2132, 9.6. */
const typeNumbers = {
  discover: 1,
  offer: 2,
  request: 3,
  decline: 4,
  ack: 5,
  nak: 6,
  release: 7,
} as const;

export type DhcpMessageType = keyof typeof typeNumbers;

/** A DHCP message as far as both ends use it. Addresses are dotted; absent: not given. */
export interface DhcpPacket {
  readonly type: DhcpMessageType;
  /** 0 to 2^32 - 1. */
  readonly xid: number;
  /** The station it is from or for: six hexadecimal pairs with colons. */
  readonly mac: string;
  /** The address the station has, `ciaddr`. */
  readonly own?: string;
  /** The address it gets, `yiaddr`. */
  readonly yours?: string;
  /** The address it asks for, option 50. */
  readonly requested?: string;
  /** Option 54. */
  readonly server?: string;
  readonly netmask?: string;
  readonly gateway?: string;
  readonly nameServers?: readonly string[];
  /** Seconds, option 51. */
  readonly lease?: number;
}

/** The ports of RFC 2131. */
export const dhcpServerPort = 67;
export const dhcpClientPort = 68;

const headerBytes = 240;
const optionsMinBytes = 68;
const xidAt = 4;
const ownAt = 12;
const yoursAt = 16;
const macAt = 28;
const cookieAt = 236;
const cookie = 0x63_82_53_63;
const ethernet = 1;
const macBytes = 6;
const mtuBytes = 1500;
const end = 255;

const option = {
  netmask: 1,
  router: 3,
  nameServers: 6,
  requested: 50,
  lease: 51,
  type: 53,
  server: 54,
  wanted: 55,
  sizeMax: 57,
} as const;

/** What lwIP asks for: netmask, router, broadcast address, name servers. */
const wantedOptions = [1, 3, 28, 6];

/** The bytes of a message, BOOTP header and all. */
export function dhcpBytes(packet: DhcpPacket): Uint8Array {
  const options = [...optionsOf(packet), end];
  while (options.length < optionsMinBytes || options.length % 4 !== 0) options.push(0);
  const bytes = new Uint8Array(headerBytes + options.length);
  const view = new DataView(bytes.buffer);
  bytes.set([isReply(packet.type) ? 2 : 1, ethernet, macBytes]);
  view.setUint32(xidAt, packet.xid);
  if (packet.own !== undefined) bytes.set(addressBytes(packet.own), ownAt);
  if (packet.yours !== undefined) bytes.set(addressBytes(packet.yours), yoursAt);
  bytes.set(
    packet.mac.split(':').map((pair) => Number.parseInt(pair, 16)),
    macAt,
  );
  view.setUint32(cookieAt, cookie);
  bytes.set(options, headerBytes);
  return bytes;
}

/** Reads a message; undefined when it is none. */
export function readDhcp(bytes: Uint8Array): DhcpPacket | undefined {
  if (bytes.length < headerBytes) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(cookieAt) !== cookie) return undefined;
  const found = readOptions(bytes);
  const number = found.get(option.type)?.[0];
  const type = typeNames.find((name) => typeNumbers[name] === number);
  if (type === undefined || isReply(type) !== (bytes[0] === 2)) return undefined;
  const mac = bytes.subarray(macAt, macAt + macBytes);
  const address = (code: number): string | undefined => addressText(found.get(code));
  const lease = found.get(option.lease);
  const servers = found.get(option.nameServers) ?? new Uint8Array(0);
  return {
    type,
    xid: view.getUint32(xidAt),
    mac: Array.from(mac, (byte) => byte.toString(16).padStart(2, '0')).join(':'),
    ...given('own', usable(addressText(bytes.subarray(ownAt, ownAt + 4)))),
    ...given('yours', usable(addressText(bytes.subarray(yoursAt, yoursAt + 4)))),
    ...given('requested', address(option.requested)),
    ...given('server', address(option.server)),
    ...given('netmask', address(option.netmask)),
    ...given('gateway', address(option.router)),
    ...given('nameServers', servers.length < 4 ? undefined : addressList(servers)),
    ...given('lease', lease?.length === 4 ? uint32(lease) : undefined),
  };
}

const typeNames = Object.keys(typeNumbers) as DhcpMessageType[];

function isReply(type: DhcpMessageType): boolean {
  return type === 'offer' || type === 'ack' || type === 'nak';
}

function optionsOf(packet: DhcpPacket): number[] {
  const { type, requested, server, netmask, gateway, nameServers, lease } = packet;
  const list: [number, readonly number[]][] = [[option.type, [typeNumbers[type]]]];
  const asks = type === 'discover' || type === 'request';
  if (asks) list.push([option.sizeMax, [mtuBytes >> 8, mtuBytes & 0xff]]);
  if (requested !== undefined) list.push([option.requested, addressBytes(requested)]);
  if (server !== undefined) list.push([option.server, addressBytes(server)]);
  if (asks) list.push([option.wanted, wantedOptions]);
  if (lease !== undefined) list.push([option.lease, uint32Bytes(lease)]);
  if (netmask !== undefined) list.push([option.netmask, addressBytes(netmask)]);
  if (gateway !== undefined) list.push([option.router, addressBytes(gateway)]);
  if (nameServers !== undefined && nameServers.length > 0) {
    list.push([option.nameServers, nameServers.flatMap((one) => addressBytes(one))]);
  }
  return list.flatMap(([code, value]) => [code, value.length, ...value]);
}

function readOptions(bytes: Uint8Array): ReadonlyMap<number, Uint8Array> {
  const found = new Map<number, Uint8Array>();
  let at = headerBytes;
  while (at + 1 < bytes.length && bytes[at] !== end) {
    const code = bytes[at] ?? end;
    // A zero is padding and has no length.
    if (code === 0) {
      at += 1;
      continue;
    }
    const length = bytes[at + 1] ?? 0;
    found.set(code, bytes.subarray(at + 2, at + 2 + length));
    at += 2 + length;
  }
  return found;
}

function addressList(bytes: Uint8Array): readonly string[] {
  const count = Math.floor(bytes.length / 4);
  return Array.from({ length: count }, (_, index) =>
    Array.from(bytes.subarray(index * 4, index * 4 + 4)).join('.'),
  );
}

/** An address of zeros stands for none. */
function usable(address: string | undefined): string | undefined {
  return address === '0.0.0.0' ? undefined : address;
}

function given<Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): { readonly [Key in Name]?: Value } {
  return (value === undefined ? {} : { [name]: value }) as { readonly [Key in Name]?: Value };
}

function uint32(bytes: Uint8Array): number {
  return new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0);
}

function uint32Bytes(value: number): number[] {
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256);
}
