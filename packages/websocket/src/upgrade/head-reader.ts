import { joined } from '../joined.ts';
import { textOf } from './byte-string.ts';

/** What has become of a head so far. */
export type HeadProgress =
  | { readonly state: 'incomplete' | 'oversize' | 'not-http' }
  /** `rest` are the bytes behind it. */
  | { readonly state: 'complete'; readonly text: string; readonly rest: Uint8Array };

/** Gathers the head of an HTTP message, up to and with its empty line. */
export class HeadReader {
  private readonly canBegin: (text: string) => boolean;
  private readonly bytesMax: number;
  private bytes = new Uint8Array(0);

  /** @param canBegin whether such a head can begin like this */
  constructor(canBegin: (text: string) => boolean, bytesMax: number) {
    this.canBegin = canBegin;
    this.bytesMax = bytesMax;
  }

  feed(bytes: Uint8Array): HeadProgress {
    this.bytes = joined(this.bytes, bytes);
    const text = textOf(this.bytes.subarray(0, this.bytesMax));
    if (!this.canBegin(text)) return { state: 'not-http' };
    const end = text.indexOf('\r\n\r\n');
    if (end >= 0) {
      const headBytes = end + 4;
      return {
        state: 'complete',
        text: text.slice(0, headBytes),
        rest: this.bytes.subarray(headBytes),
      };
    }
    return { state: this.bytes.length >= this.bytesMax ? 'oversize' : 'incomplete' };
  }
}
