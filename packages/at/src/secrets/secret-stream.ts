import { fromBytes, toBytes, type ByteString } from '../byte-string.ts';
import { secretShown, type KnownSecrets } from './known-secrets.ts';

/** Hides the known secrets of a stream that comes in pieces, those that are cut included. */
export class SecretStream {
  private readonly known: KnownSecrets;
  private before: ByteString = '';
  private isHiding = false;

  constructor(known: KnownSecrets) {
    this.known = known;
  }

  /** The same bytes where there is nothing to hide. */
  hide(bytes: Uint8Array): Uint8Array {
    const { before, known } = this;
    if (known.longest === 0) return bytes;
    const text = before + fromBytes(bytes);
    this.before = text.slice(-known.longest);
    let shown = '';
    let shownTo = before.length;
    for (const [from, to] of known.find(text)) {
      if (to <= shownTo) continue;
      const isGoingOn = from <= shownTo && (shownTo > before.length || this.isHiding);
      shown += text.slice(shownTo, Math.max(shownTo, from)) + (isGoingOn ? '' : secretShown);
      shownTo = to;
    }
    this.isHiding = shownTo === text.length && shownTo > before.length;
    if (shownTo === before.length) return bytes;
    return toBytes(shown + text.slice(shownTo));
  }
}
