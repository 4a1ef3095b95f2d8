import { WorldError } from '../world-error.ts';

/** An IPv4 network. Host numbers count from the network's own address, which is host 0. */
export class Subnet {
  /** How many addresses it spans, network and broadcast included. */
  readonly size: number;
  private readonly base: number;

  /** @param text `192.168.10.0/24`; prefixes from 8 to 30 */
  constructor(text: string) {
    const [address = '', prefixText = '', ...rest] = text.split('/');
    const prefix = /^\d{1,2}$/.test(prefixText) ? Number(prefixText) : -1;
    const base = numberOf(address);
    const size = 2 ** (32 - prefix);
    if (base === undefined || prefix < 8 || prefix > 30 || rest.length > 0 || base % size !== 0) {
      throw new WorldError(
        'WORLD_BAD_SUBNET',
        `"${text}" is not an IPv4 subnet`,
        'write the network address and a prefix of 8 to 30 bits, like 192.168.10.0/24',
      );
    }
    this.base = base;
    this.size = size;
  }

  get netmask(): string {
    return textOf(2 ** 32 - this.size);
  }

  contains(address: string): boolean {
    const number = numberOf(address);
    return number !== undefined && number >= this.base && number < this.base + this.size;
  }

  /** The address of a host by its number, 1 to `size - 2`. */
  host(number: number): string {
    return textOf(this.base + number);
  }
}

/** Whether a text is a dotted IPv4 address. */
export function isAddress(text: string): boolean {
  return numberOf(text) !== undefined;
}

/** The four bytes of a dotted address; none of what is no address. */
export function addressBytes(address: string): number[] {
  const number = numberOf(address);
  return number === undefined ? [] : bytesOf(number);
}

/** The dotted address in four bytes; undefined when there are more or fewer. */
export function addressText(bytes: Uint8Array | undefined): string | undefined {
  return bytes?.length === 4 ? Array.from(bytes).join('.') : undefined;
}

function numberOf(address: string): number | undefined {
  if (!/^\d{1,3}(\.\d{1,3}){3}$/.test(address)) return undefined;
  let number = 0;
  for (const part of address.split('.')) {
    if (Number(part) > 255) return undefined;
    number = number * 256 + Number(part);
  }
  return number;
}

function textOf(number: number): string {
  return bytesOf(number).join('.');
}

function bytesOf(number: number): number[] {
  return [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256);
}
