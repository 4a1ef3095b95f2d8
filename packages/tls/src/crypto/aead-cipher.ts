import { gcm } from '@noble/ciphers/aes.js';
import { chacha20poly1305 } from '@noble/ciphers/chacha.js';
import { setLength, type RecordCipher } from './record-cipher.ts';
import type { DirectionKeys } from './session-keys.ts';

const tagBytes = 16;
const sequenceBytes = 8;
const nonceBytes = 12;

/**
 * AES-GCM [RFC 5288]: a secret half of the nonce, and one that travels with
 * the record, for which mbedTLS takes the sequence number.
 */
export function gcmCipher({ key, iv }: DirectionKeys): RecordCipher {
  const nonceOf = (explicit: Uint8Array): Uint8Array => {
    const nonce = new Uint8Array(nonceBytes);
    nonce.set(iv);
    nonce.set(explicit, iv.length);
    return nonce;
  };
  return {
    seal(context, payload) {
      const explicit = context.slice(0, sequenceBytes);
      setLength(context, payload.length);
      return [explicit, gcm(key, nonceOf(explicit), context).encrypt(payload)];
    },
    open(context, fragment) {
      const sealed = fragment.subarray(sequenceBytes);
      if (sealed.length < tagBytes) return undefined;
      setLength(context, sealed.length - tagBytes);
      const nonce = nonceOf(fragment.subarray(0, sequenceBytes));
      return attempt(() => gcm(key, nonce, context).decrypt(sealed));
    },
  };
}

/** ChaCha20-Poly1305 [RFC 7905]: the nonce is the sequence number over a secret, and not sent. */
export function chachaCipher({ key, iv }: DirectionKeys): RecordCipher {
  const nonceOf = (context: Uint8Array): Uint8Array => {
    const nonce = iv.slice();
    const start = nonceBytes - sequenceBytes;
    for (let index = 0; index < sequenceBytes; index += 1) {
      nonce[start + index] = (iv[start + index] ?? 0) ^ (context[index] ?? 0);
    }
    return nonce;
  };
  return {
    seal(context, payload) {
      setLength(context, payload.length);
      return [chacha20poly1305(key, nonceOf(context), context).encrypt(payload)];
    },
    open(context, sealed) {
      if (sealed.length < tagBytes) return undefined;
      setLength(context, sealed.length - tagBytes);
      return attempt(() => chacha20poly1305(key, nonceOf(context), context).decrypt(sealed));
    },
  };
}

/** The ciphers library throws if the tag is wrong. */
function attempt(open: () => Uint8Array): Uint8Array | undefined {
  try {
    return open();
  } catch {
    return undefined;
  }
}
