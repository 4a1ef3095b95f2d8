import { ByteReader } from './byte-reader.ts';
import { concat, uint, vector } from './vector.ts';
import { encodeExtensions, readExtensions, type Extension } from './extension.ts';

export interface ServerHello {
  readonly version: number;
  /** 32 bytes. */
  readonly random: Uint8Array;
  readonly sessionId: Uint8Array;
  /** The number of the suite chosen. */
  readonly suite: number;
  /** 0: none, the only one TLS 1.2 is used with today. */
  readonly compression: number;
  readonly extensions: readonly Extension[];
}

export function encodeServerHello(hello: ServerHello): Uint8Array {
  return concat(
    uint(2, hello.version),
    hello.random,
    vector(1, hello.sessionId),
    uint(2, hello.suite),
    uint(1, hello.compression),
    encodeExtensions(hello.extensions),
  );
}

/** @returns undefined if it is no ServerHello */
export function decodeServerHello(body: Uint8Array): ServerHello | undefined {
  const reader = new ByteReader(body);
  const version = reader.uint(2);
  const random = reader.take(32);
  const sessionId = reader.vector(1);
  const suite = reader.uint(2);
  const compression = reader.uint(1);
  const extensions = readExtensions(reader);
  if (extensions === undefined || sessionId.length > 32) return undefined;
  return { version, random, sessionId, suite, compression, extensions };
}
