import type { Identity } from '../certificate/certificate.ts';
import type { CipherSuite } from '../crypto/cipher-suite.ts';
import type { Entropy } from '../crypto/entropy.ts';
import { staticKeyExchange, type KeyExchange } from '../crypto/key-exchange.ts';
import { decryptRsa } from '../crypto/rsa.ts';
import { agreedSecret } from './agreed-secret.ts';
import { tls12 } from './messages/client-hello.ts';
import { decodeClientKeyExchange } from './messages/client-key-exchange.ts';
import { uint } from './messages/vector.ts';
import type { AlertName } from '../record/alert.ts';

const preMasterBytes = 48;

/**
 * The premaster secret out of a ClientKeyExchange, or the alert it earns. What
 * RSA does not decrypt is replaced by random bytes, so that the client learns
 * of it only when its Finished fails [RFC 5246 7.4.7.1].
 */
export function readPreMaster(
  body: Uint8Array,
  { keyExchange }: CipherSuite,
  { key }: Identity,
  own: KeyExchange | undefined,
  entropy: Entropy,
): Uint8Array | AlertName {
  const value = decodeClientKeyExchange(keyExchange === 'rsa' ? 'rsa' : 'ec', body);
  if (value === undefined) return 'decode_error';
  if (keyExchange !== 'rsa') {
    const exchange = own ?? (key.kind === 'ec' ? staticKeyExchange(key) : undefined);
    return (exchange && agreedSecret(exchange, value)) ?? 'illegal_parameter';
  }
  const substitute = entropy(preMasterBytes);
  substitute.set(uint(2, tls12));
  const preMaster = key.kind === 'rsa' ? decryptRsa(key, value) : undefined;
  const isGood = preMaster?.length === preMasterBytes && hasVersion(preMaster);
  return isGood ? preMaster : substitute;
}

function hasVersion([high = 0, low = 0]: Uint8Array): boolean {
  return high * 256 + low === tls12;
}
