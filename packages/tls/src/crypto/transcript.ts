import { digest, type HashName } from './hash.ts';

/**
 * The handshake messages so far, headers included. They are kept and not
 * hashed on the way, because a signature may use another hash than the suite;
 * they come to a few kilobytes.
 */
export class Transcript {
  private readonly messages: Uint8Array[] = [];

  /** @param message not altered afterwards */
  add(message: Uint8Array): void {
    this.messages.push(message);
  }

  digest(hash: HashName): Uint8Array {
    return digest(hash, ...this.messages);
  }
}
