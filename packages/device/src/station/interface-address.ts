import { ipv4Number, ipv4Text } from './ipv4.ts';

/** The IPv4 address of an interface, dotted, with what belongs to it. */
export interface InterfaceAddress {
  readonly address: string;
  readonly gateway: string;
  readonly netmask: string;
}

/** The netmask where none is given: 24 bits. */
const usualNetmask = 0xff_ff_ff_00;

/**
 * An address with its gateway and netmask, which come together. Without them
 * the netmask has 24 bits and the gateway is the first host of that network.
 * Undefined when the three cannot belong together: the mask is none, the
 * gateway lies elsewhere, or the address is the network's own or its broadcast.
 */
export function interfaceAddress(
  address: string,
  gateway: string | undefined,
  netmask: string | undefined,
): InterfaceAddress | undefined {
  if ((gateway === undefined) !== (netmask === undefined)) return undefined;
  const own = ipv4Number(address);
  const mask = netmask === undefined ? usualNetmask : ipv4Number(netmask);
  if (own === undefined || mask === undefined) return undefined;
  const size = 2 ** 32 - mask;
  const base = own - (own % size);
  const router = gateway === undefined ? base + 1 : ipv4Number(gateway);
  if (router === undefined || !isMask(size)) return undefined;
  if (!isHost(own, base, size) || !isHost(router, base, size)) return undefined;
  return { address, gateway: ipv4Text(router), netmask: ipv4Text(mask) };
}

/** Whether an address is a host in the network of an interface. */
export function isInNetwork(network: InterfaceAddress, address: string): boolean {
  const own = ipv4Number(network.address) ?? 0;
  const size = 2 ** 32 - (ipv4Number(network.netmask) ?? 0);
  const number = ipv4Number(address);
  return number !== undefined && isHost(number, own - (own % size), size);
}

/** From 4 addresses, two of them hosts, to half of all. */
function isMask(size: number): boolean {
  return size >= 4 && size <= 2 ** 31 && Number.isInteger(Math.log2(size));
}

function isHost(number: number, base: number, size: number): boolean {
  return number > base && number < base + size - 1;
}
