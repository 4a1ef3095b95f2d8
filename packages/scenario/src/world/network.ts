import { isAddress } from './address.ts';

/** An IPv4 network as numbers: its own address, and how many addresses it spans. */
export interface Network {
  readonly base: number;
  readonly size: number;
}

/** The number of a dotted address. */
export function addressNumber(address: string): number {
  return address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}

/** The dotted address of a number. */
export function addressOf(number: number): string {
  return [24, 16, 8, 0].map((bits) => Math.floor(number / 2 ** bits) % 256).join('.');
}

/** Reads `192.168.10.0/24`; undefined when its address or its prefix is none. */
export function networkIn(text: string): (Network & { readonly prefix: number }) | undefined {
  const [address = '', prefixText = ''] = text.split('/');
  const prefix = Number(prefixText);
  if (!isAddress(address) || prefix > 32) return undefined;
  const size = 2 ** (32 - prefix);
  return { base: addressNumber(address), size, prefix };
}

/** Whether two networks have an address in common. */
export function overlap(one: Network, other: Network): boolean {
  return one.base < other.base + other.size && other.base < one.base + one.size;
}
