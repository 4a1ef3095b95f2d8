import type { PublicKey } from '../certificate/certificate.ts';
import type { CipherSuite } from '../crypto/cipher-suite.ts';
import type { Entropy } from '../crypto/entropy.ts';
import { groupOf, startKeyExchange, type GroupName } from '../crypto/key-exchange.ts';
import { encryptRsa } from '../crypto/rsa.ts';
import { agreedSecret } from './agreed-secret.ts';
import { tls12 } from './messages/client-hello.ts';
import { encodeClientKeyExchange } from './messages/client-key-exchange.ts';
import { concat, uint } from './messages/vector.ts';
import type { ServerKeyExchange } from './messages/server-key-exchange.ts';

/** The client's half of a key exchange. */
export interface ClientKey {
  /** The body of the ClientKeyExchange message. */
  readonly body: Uint8Array;
  readonly preMaster: Uint8Array;
}

const preMasterRandomBytes = 46;
const groupOfCurve = { 'P-256': 'secp256r1', 'P-384': 'secp384r1', 'P-521': 'secp521r1' } as const;

/** The group of an exchange: what the server named, or the curve of its certificate's key. */
export function exchangeGroup(
  suite: CipherSuite,
  peerKey: PublicKey,
  exchange: ServerKeyExchange | undefined,
): GroupName | undefined {
  if (suite.keyExchange === 'ecdhe') return exchange && groupOf(exchange.group);
  if (suite.keyExchange === 'rsa' || peerKey.kind === 'rsa') return undefined;
  return groupOfCurve[peerKey.curve];
}

/**
 * Draws the client's half and agrees.
 * @returns undefined if the server's half does not fit the suite or is no key
 */
export function makeClientKey(
  suite: CipherSuite,
  peerKey: PublicKey,
  exchange: ServerKeyExchange | undefined,
  entropy: Entropy,
): ClientKey | undefined {
  if (suite.keyExchange === 'rsa') return makeRsaKey(peerKey, entropy);
  const group = exchangeGroup(suite, peerKey, exchange);
  const peerPoint = exchange?.publicKey ?? (peerKey.kind === 'ec' ? peerKey.point : undefined);
  if (group === undefined || peerPoint === undefined) return undefined;
  const own = startKeyExchange(group, entropy);
  const preMaster = agreedSecret(own, peerPoint);
  return preMaster && { body: encodeClientKeyExchange('ec', own.publicKey), preMaster };
}

function makeRsaKey(peerKey: PublicKey, entropy: Entropy): ClientKey | undefined {
  if (peerKey.kind !== 'rsa') return undefined;
  const preMaster = concat(uint(2, tls12), entropy(preMasterRandomBytes));
  const encrypted = encryptRsa(peerKey, preMaster, entropy);
  return encrypted && { body: encodeClientKeyExchange('rsa', encrypted), preMaster };
}
