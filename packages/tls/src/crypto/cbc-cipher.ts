import { cbc } from '@noble/ciphers/aes.js';
import { hmac } from '@noble/hashes/hmac.js';
import { hashFunctions, type HashName } from './hash.ts';
import { setLength, type RecordCipher } from './record-cipher.ts';
import type { DirectionKeys } from './session-keys.ts';

const blockBytes = 16;

/**
 * AES-CBC with a MAC inside [RFC 5246 6.2.3.2]: payload, MAC and padding are
 * encrypted together under a random vector that goes first. No time is
 * measured here, so nothing is done to hide by time what was wrong.
 */
export function cbcCipher({ key, macKey }: DirectionKeys, hash: HashName): RecordCipher {
  // The pads of the key are hashed once; every record goes on from there.
  const keyed = hmac.create(hashFunctions[hash], macKey);
  const macBytes = keyed.outputLen;
  const macOf = (context: Uint8Array, payload: Uint8Array): Uint8Array => {
    setLength(context, payload.length);
    return keyed.clone().update(context).update(payload).digest();
  };
  return {
    seal(context, payload, entropy) {
      const vector = entropy(blockBytes);
      const content = payload.length + macBytes;
      // The last byte of the padding counts the others; all say the same.
      const padding = blockBytes - 1 - (content % blockBytes);
      const block = new Uint8Array(content + padding + 1).fill(padding, content);
      block.set(payload);
      block.set(macOf(context, payload), payload.length);
      return [vector, cbc(key, vector, { disablePadding: true }).encrypt(block)];
    },
    open(context, fragment) {
      const sealed = fragment.subarray(blockBytes);
      if (sealed.length === 0 || sealed.length % blockBytes !== 0) return undefined;
      const vector = fragment.subarray(0, blockBytes);
      const block = cbc(key, vector, { disablePadding: true }).decrypt(sealed);
      const padding = block.at(-1) ?? 0;
      const payloadBytes = block.length - macBytes - padding - 1;
      if (payloadBytes < 0) return undefined;
      const payload = block.subarray(0, payloadBytes);
      const mac = macOf(context, payload);
      const isIntact = block
        .subarray(payloadBytes)
        .every((byte, index) => byte === (mac[index] ?? padding));
      return isIntact ? payload : undefined;
    },
  };
}
