import { defineTraceKind, type TraceKind } from '@w800/kernel';

/** Which end of a connection saw it: the module is the client, a broker the server. */
interface AtOneEnd {
  readonly side: 'client' | 'server';
}

/** A handshake message, or the ChangeCipherSpec between them. */
export interface HandshakeRecord extends AtOneEnd {
  readonly direction: 'in' | 'out';
  /** As RFC 5246 names it: `client_hello`. */
  readonly message: string;
  /** The message with its header, without that of the record. */
  readonly bytes: number;
}

export interface AlertRecord extends AtOneEnd {
  readonly direction: 'in' | 'out';
  readonly level: 'warning' | 'fatal';
  /** As RFC 5246 names it: `unknown_ca`. */
  readonly name: string;
}

/** A handshake that came to its end. */
export interface SessionRecord extends AtOneEnd {
  readonly suite: string;
  /** The group of an exchange on a curve. */
  readonly group: string | undefined;
  readonly alpn: Uint8Array | undefined;
  /** Subjects of the peer's chain, its own first. */
  readonly peer: readonly string[];
  /** What is wrong with that chain, where nobody insists on it. */
  readonly flags: readonly string[];
}

/** A handshake that failed, or a session that broke. */
export interface FailureRecord extends AtOneEnd {
  /** `verify`, `alert`, `timeout`, `closed` or `protocol`. */
  readonly kind: string;
  readonly detail: string;
}

export const tlsHandshake: TraceKind<HandshakeRecord> = defineTraceKind<HandshakeRecord>(
  'tls.handshake',
  'A message of a TLS handshake was sent or read.',
);

export const tlsAlert: TraceKind<AlertRecord> = defineTraceKind<AlertRecord>(
  'tls.alert',
  'A TLS alert was sent or read.',
);

export const tlsSession: TraceKind<SessionRecord> = defineTraceKind<SessionRecord>(
  'tls.session',
  'A TLS handshake is done, as one of its ends sees it.',
);

export const tlsFailure: TraceKind<FailureRecord> = defineTraceKind<FailureRecord>(
  'tls.failure',
  'A TLS handshake failed, or a TLS session broke.',
);
