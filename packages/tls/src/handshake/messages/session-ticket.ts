import { ByteReader } from './byte-reader.ts';
import { concat, vector } from './vector.ts';

/** What a client may show to resume a session [RFC 5077 3.3]. */
export interface SessionTicket {
  readonly lifetimeSeconds: number;
  readonly ticket: Uint8Array;
}

export function encodeSessionTicket({ lifetimeSeconds, ticket }: SessionTicket): Uint8Array {
  const lifetime = new Uint8Array(4);
  new DataView(lifetime.buffer).setUint32(0, lifetimeSeconds);
  return concat(lifetime, vector(2, ticket));
}

/** @returns undefined if it is cut wrong */
export function decodeSessionTicket(body: Uint8Array): SessionTicket | undefined {
  const reader = new ByteReader(body);
  const lifetimeSeconds = reader.uint(2) * 65_536 + reader.uint(2);
  const ticket = reader.vector(2);
  return reader.isComplete ? { lifetimeSeconds, ticket } : undefined;
}
