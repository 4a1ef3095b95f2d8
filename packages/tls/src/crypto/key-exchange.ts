import { x25519 } from '@noble/curves/ed25519.js';
import { x448 } from '@noble/curves/ed448.js';
import { brainpoolP256r1, brainpoolP384r1, brainpoolP512r1 } from '@noble/curves/misc.js';
import { p256, p384, p521 } from '@noble/curves/nist.js';
import type { PrivateKey } from '../certificate/certificate.ts';
import type { Entropy } from './entropy.ts';

export type GroupName =
  | 'x25519'
  | 'secp256r1'
  | 'secp384r1'
  | 'x448'
  | 'secp521r1'
  | 'brainpoolP256r1'
  | 'brainpoolP384r1'
  | 'brainpoolP512r1';

/** What stands for a group in supported_groups, in the order mbedTLS 3.4.0 prefers them. */
export const groupIds: Readonly<Record<GroupName, number>> = {
  x25519: 29,
  secp256r1: 23,
  secp384r1: 24,
  x448: 30,
  secp521r1: 25,
  brainpoolP256r1: 26,
  brainpoolP384r1: 27,
  brainpoolP512r1: 28,
};

const names = new Map(
  (Object.keys(groupIds) as GroupName[]).map((name) => [groupIds[name], name] as const),
);

export function groupOf(id: number): GroupName | undefined {
  return names.get(id);
}

/** One side's half of a Diffie-Hellman exchange on a curve. */
export interface KeyExchange {
  readonly group: GroupName;
  /** As on the wire, without its length: a point `04 x y`, or the number of x25519 or x448. */
  readonly publicKey: Uint8Array;
  /**
   * The premaster secret.
   * @returns undefined if what the peer sent is no point, or one that must not be used
   */
  agree(peerPublicKey: Uint8Array): Uint8Array | undefined;
}

const montgomery = { x25519, x448 };
const weierstrass = {
  secp256r1: p256,
  secp384r1: p384,
  secp521r1: p521,
  brainpoolP256r1,
  brainpoolP384r1,
  brainpoolP512r1,
};

/** Draws a key for this exchange alone. */
export function startKeyExchange(group: GroupName, entropy: Entropy): KeyExchange {
  if (group === 'x25519' || group === 'x448') return montgomeryExchange(group, entropy);
  const curve = weierstrass[group];
  return weierstrassExchange(group, curve.utils.randomSecretKey(entropy(seedBytes(curve))));
}

const curveGroups = { 'P-256': 'secp256r1', 'P-384': 'secp384r1', 'P-521': 'secp521r1' } as const;

/** The exchange of a server whose half is the key in its certificate. */
export function staticKeyExchange(key: PrivateKey & { readonly kind: 'ec' }): KeyExchange {
  return weierstrassExchange(curveGroups[key.curve], key.scalar);
}

function montgomeryExchange(group: 'x25519' | 'x448', entropy: Entropy): KeyExchange {
  const curve = montgomery[group];
  const secret = entropy(curve.GuBytes.length);
  return {
    group,
    publicKey: curve.getPublicKey(secret),
    agree: (peer) => attempt(() => curve.getSharedSecret(secret, peer)),
  };
}

function weierstrassExchange(group: keyof typeof weierstrass, secret: Uint8Array): KeyExchange {
  const curve = weierstrass[group];
  return {
    group,
    publicKey: curve.getPublicKey(secret, false),
    agree(peer) {
      // Compressed points are not negotiated [RFC 8422 5.1.2].
      if (peer[0] !== 4) return undefined;
      // The secret is the x coordinate alone, leading zeros kept [RFC 8422 5.10].
      return attempt(() => curve.getSharedSecret(secret, peer, true).subarray(1));
    },
  };
}

/** Half as much again as the order, so that every key is as likely [FIPS 186-5 A.2.1]. */
function seedBytes(curve: (typeof weierstrass)[keyof typeof weierstrass]): number {
  const orderBytes = curve.Point.Fn.BYTES;
  return orderBytes + Math.ceil(orderBytes / 2);
}

/** The curves library throws at points that are not on the curve or of small order. */
function attempt(agree: () => Uint8Array): Uint8Array | undefined {
  try {
    return agree();
  } catch {
    return undefined;
  }
}
