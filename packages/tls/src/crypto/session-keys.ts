import type { CipherName, CipherSuite } from './cipher-suite.ts';
import { hashFunctions } from './hash.ts';
import { prf, type PrfHash } from './prf.ts';

export type Side = 'client' | 'server';

/** What both hellos bring: 32 bytes each. */
export type Randoms = Readonly<Record<Side, Uint8Array>>;

/** What protects the records of one direction. */
export interface DirectionKeys {
  /** Empty if the cipher authenticates by itself. */
  readonly macKey: Uint8Array;
  readonly key: Uint8Array;
  /** The part of the nonce that is not on the wire; empty with CBC, where all of it is. */
  readonly iv: Uint8Array;
}

/** Bytes of key and of secret nonce [RFC 5246 6.3, 5288 3, 7905 2]. */
const sizes: Readonly<Record<CipherName, { readonly key: number; readonly iv: number }>> = {
  'chacha20-poly1305': { key: 32, iv: 12 },
  'aes-256-gcm': { key: 32, iv: 4 },
  'aes-128-gcm': { key: 16, iv: 4 },
  'aes-256-cbc': { key: 32, iv: 0 },
  'aes-128-cbc': { key: 16, iv: 0 },
};
const masterSecretBytes = 48;
const verifyDataBytes = 12;

/** The secret of a session [RFC 5246 8.1]. */
export function masterSecret(hash: PrfHash, preMaster: Uint8Array, randoms: Randoms): Uint8Array {
  const seed = joined(randoms.client, randoms.server);
  return prf(hash, preMaster, 'master secret', seed, masterSecretBytes);
}

/**
 * What a side's Finished message proves it with [RFC 5246 7.4.9].
 * @param transcript digest, by the suite's hash, of all messages before that one
 */
export function finishedData(
  hash: PrfHash,
  master: Uint8Array,
  side: Side,
  transcript: Uint8Array,
): Uint8Array {
  return prf(hash, master, `${side} finished`, transcript, verifyDataBytes);
}

/** Cuts the key block into the keys of both directions [RFC 5246 6.3]. */
export function sessionKeys(
  suite: CipherSuite,
  master: Uint8Array,
  randoms: Randoms,
): Readonly<Record<Side, DirectionKeys>> {
  const { key, iv } = sizes[suite.cipher];
  const mac = suite.mac === undefined ? 0 : hashFunctions[suite.mac].outputLen;
  const seed = joined(randoms.server, randoms.client);
  const block = prf(suite.prfHash, master, 'key expansion', seed, 2 * (mac + key + iv));
  let used = 0;
  const cut = (byteCount: number): Uint8Array => block.subarray(used, (used += byteCount));
  const [clientMac, serverMac, clientKey, serverKey] = [cut(mac), cut(mac), cut(key), cut(key)];
  return {
    client: { macKey: clientMac, key: clientKey, iv: cut(iv) },
    server: { macKey: serverMac, key: serverKey, iv: cut(iv) },
  };
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
