import { chachaCipher, gcmCipher } from '../crypto/aead-cipher.ts';
import { cbcCipher } from '../crypto/cbc-cipher.ts';
import type { CipherSuite } from '../crypto/cipher-suite.ts';
import type { Entropy } from '../crypto/entropy.ts';
import { contextBytes, type RecordCipher } from '../crypto/record-cipher.ts';
import type { DirectionKeys } from '../crypto/session-keys.ts';
import { contentTypeIds, type ContentType } from './content-type.ts';
import { tlsVersion } from './record-header.ts';

/** Protects what one side sends; each call counts as one record. */
export interface Sealer {
  /** @returns the fragment, in parts */
  seal(type: ContentType, payload: Uint8Array): readonly Uint8Array[];
}

/** Undoes what the peer's sealer did; each call counts as one record. */
export interface Opener {
  /**
   * @param version as the record says, because the peer has vouched for it
   * @returns undefined if the record is not what the peer sent there
   */
  open(type: ContentType, version: number, fragment: Uint8Array): Uint8Array | undefined;
}

export function createSealer(suite: CipherSuite, keys: DirectionKeys, entropy: Entropy): Sealer {
  const cipher = cipherOf(suite, keys);
  const contexts = new Contexts();
  return {
    seal: (type, payload) => cipher.seal(contexts.next(type, tlsVersion), payload, entropy),
  };
}

export function createOpener(suite: CipherSuite, keys: DirectionKeys): Opener {
  const cipher = cipherOf(suite, keys);
  const contexts = new Contexts();
  return {
    open: (type, version, fragment) => cipher.open(contexts.next(type, version), fragment),
  };
}

function cipherOf({ cipher, mac }: CipherSuite, keys: DirectionKeys): RecordCipher {
  if (mac !== undefined) return cbcCipher(keys, mac);
  return cipher === 'chacha20-poly1305' ? chachaCipher(keys) : gcmCipher(keys);
}

/** Counts the records of one direction. 2^53 of them are out of reach, so nothing wraps. */
class Contexts {
  private sequence = 0;

  next(type: ContentType, version: number): Uint8Array {
    const context = new Uint8Array(contextBytes);
    const view = new DataView(context.buffer);
    view.setBigUint64(0, BigInt(this.sequence));
    view.setUint8(8, contentTypeIds[type]);
    view.setUint16(9, version);
    this.sequence += 1;
    return context;
  }
}
