import type { PublicKey } from '../certificate/certificate.ts';
import { digest } from '../crypto/hash.ts';
import { groupOf } from '../crypto/key-exchange.ts';
import type { Randoms } from '../crypto/session-keys.ts';
import { verifyDigest } from '../crypto/signature.ts';
import type { AlertName } from '../record/alert.ts';
import {
  decodeServerKeyExchange,
  encodeExchangeParameters,
  type ServerKeyExchange,
} from './messages/server-key-exchange.ts';
import { signatureSchemeOf } from './messages/signature-scheme.ts';

/**
 * Reads the server's half of an exchange and checks who signed it. Any hash
 * will do, offered or not, as with mbedTLS 3.4.0.
 * @returns the alert that turns it down, if one does
 */
export function checkExchange(
  body: Uint8Array,
  key: PublicKey,
  randoms: Randoms,
): ServerKeyExchange | AlertName {
  const exchange = decodeServerKeyExchange(body);
  if (exchange === 'bad-parameters') return 'illegal_parameter';
  if (exchange === 'bad-signature') return 'decode_error';
  const { group, publicKey, signed } = exchange;
  const scheme = signatureSchemeOf(signed.scheme);
  if (groupOf(group) === undefined || scheme === undefined) return 'illegal_parameter';
  if ((scheme.kind === 'rsa') !== (key.kind === 'rsa')) return 'illegal_parameter';
  const parameters = encodeExchangeParameters(group, publicKey);
  const signedDigest = digest(scheme.hash, randoms.client, randoms.server, parameters);
  const isGood = verifyDigest(key, scheme.hash, signedDigest, signed.signature);
  return isGood ? exchange : 'decrypt_error';
}
