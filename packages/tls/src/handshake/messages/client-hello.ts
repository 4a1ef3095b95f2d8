import { ByteReader } from './byte-reader.ts';
import { concat, uint, uint16s, vector } from './vector.ts';
import { encodeExtensions, readExtensions, type Extension } from './extension.ts';

export const tls12 = 0x0303;

const noCompression = 0;

export interface ClientHello {
  /** 0x0303 is TLS 1.2. */
  readonly version: number;
  /** 32 bytes. */
  readonly random: Uint8Array;
  /** 0 to 32 bytes. */
  readonly sessionId: Uint8Array;
  /** Numbers of suites, signalling values among them. */
  readonly suites: readonly number[];
  readonly extensions: readonly Extension[];
}

export function encodeClientHello(hello: ClientHello): Uint8Array {
  return concat(
    uint(2, hello.version),
    hello.random,
    vector(1, hello.sessionId),
    uint16s(2, hello.suites),
    vector(1, Uint8Array.of(noCompression)),
    encodeExtensions(hello.extensions),
  );
}

/** @returns undefined if it is no ClientHello */
export function decodeClientHello(body: Uint8Array): ClientHello | undefined {
  const reader = new ByteReader(body);
  const version = reader.uint(2);
  const random = reader.take(32);
  const sessionId = reader.vector(1);
  const suites = reader.uint16s(2);
  const compressions = reader.vector(1);
  const extensions = readExtensions(reader);
  if (suites === undefined || extensions === undefined || sessionId.length > 32) return undefined;
  if (suites.length === 0 || !compressions.includes(noCompression)) return undefined;
  return { version, random, sessionId, suites, extensions };
}
