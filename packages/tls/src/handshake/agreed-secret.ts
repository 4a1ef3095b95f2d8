import { bytesToHex } from '@noble/curves/utils.js';
import type { KeyExchange } from '../crypto/key-exchange.ts';
import { Remembered } from '../remembered.ts';

/** Handshakes that are under way at a time; each lasts until its second side has asked. */
const secretsMax = 64;

const secrets = new Remembered<Uint8Array | undefined>(secretsMax);

/**
 * The premaster secret of an exchange. It takes long, and both sides of a
 * simulated connection want the same: two public keys have one secret, in
 * whichever order they come.
 * @returns undefined if what the peer sent is no key
 */
export function agreedSecret(own: KeyExchange, peer: Uint8Array): Uint8Array | undefined {
  const pair = [own.publicKey, peer].map((key) => bytesToHex(key)).toSorted();
  const secret = secrets.recall([own.group, ...pair].join(' '), () => own.agree(peer));
  return secret?.slice();
}
