import {
  AUTHORITATIVE_ANSWER,
  decode,
  encode,
  RECURSION_AVAILABLE,
  RECURSION_DESIRED,
  type DecodedPacket,
} from 'dns-packet';
import { isAddress } from '../ip/subnet.ts';

/** Where a name server listens. */
export const dnsPort = 53;

/** Response codes of RFC 1035, 4.1.1. */
export const dnsCodes = { noError: 0, serverFailure: 2, nameError: 3, refused: 5 } as const;

const codeMask = 0xf;

export interface DnsQuestion {
  /** 0 to 65535. */
  readonly id: number;
  readonly name: string;
}

export interface DnsReply extends DnsQuestion {
  readonly code: number;
  /** The first IPv4 address; undefined when there is none. */
  readonly address: string | undefined;
  /** Seconds. */
  readonly ttl: number;
}

/** The question for the IPv4 address of a name, as lwIP words it. */
export function dnsQuestionBytes({ id, name }: DnsQuestion): Uint8Array {
  const questions = [{ type: 'A' as const, name }];
  return new Uint8Array(encode({ type: 'query', id, flags: RECURSION_DESIRED, questions }));
}

/** Reads a question for an IPv4 address; undefined when it is none. */
export function readDnsQuestion(bytes: Uint8Array): DnsQuestion | undefined {
  const packet = read(bytes);
  const question = packet?.questions?.[0];
  if (packet?.type !== 'query' || question?.type !== 'A') return undefined;
  return { id: packet.id ?? 0, name: question.name };
}

export function dnsReplyBytes({ id, name, code, address, ttl }: DnsReply): Uint8Array {
  const answers = address === undefined ? [] : [{ type: 'A' as const, name, ttl, data: address }];
  const questions = [{ type: 'A' as const, name }];
  const flags = RECURSION_DESIRED | RECURSION_AVAILABLE | (code & codeMask);
  return new Uint8Array(
    encode({ type: 'response', id, flags: flags & ~AUTHORITATIVE_ANSWER, questions, answers }),
  );
}

/** Reads an answer to a question for one IPv4 address; undefined when it is none or broken. */
export function readDnsReply(bytes: Uint8Array): DnsReply | undefined {
  const packet = read(bytes);
  const [question, ...more] = packet?.questions ?? [];
  if (packet?.type !== 'response' || question?.type !== 'A' || more.length > 0) return undefined;
  // lwIP takes the first address there is, whatever name stands before it.
  const answer = packet.answers?.find(({ type }) => type === 'A');
  // The library does not mind an address that is cut short; lwIP does.
  if (answer?.type === 'A' && !isAddress(answer.data)) return undefined;
  return {
    id: packet.id ?? 0,
    name: question.name,
    code: (packet.flags ?? 0) & codeMask,
    address: answer?.type === 'A' ? answer.data : undefined,
    ttl: answer?.type === 'A' ? (answer.ttl ?? 0) : 0,
  };
}

/** What cannot be read is no message. */
function read(bytes: Uint8Array): DecodedPacket | undefined {
  try {
    return decode(Buffer.from(bytes));
  } catch {
    return undefined;
  }
}
