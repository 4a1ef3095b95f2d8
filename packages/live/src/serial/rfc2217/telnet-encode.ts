import { telnetCodes } from './telnet-codes.ts';
import type { Negotiation } from './telnet-decoder.ts';

const { iac, subnegotiation, subnegotiationEnd } = telnetCodes;

/** Data as it goes over the wire: every 255 twice. */
export function encodeData(bytes: Uint8Array): Uint8Array {
  if (!bytes.includes(iac)) return bytes;
  return Uint8Array.from([...bytes].flatMap((byte) => (byte === iac ? [iac, iac] : [byte])));
}

export function encodeNegotiation(verb: Negotiation, option: number): Uint8Array {
  return Uint8Array.of(iac, telnetCodes[verb], option);
}

export function encodeSubnegotiation(option: number, bytes: Uint8Array): Uint8Array {
  const inner = encodeData(bytes);
  return Uint8Array.of(iac, subnegotiation, option, ...inner, iac, subnegotiationEnd);
}
