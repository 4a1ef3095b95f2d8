import { fromBytes, toBytes, type ByteString } from '../byte-string.ts';

/** Stands for a secret, however long it is. */
export const secretShown = '***';

/** So much of a secret at the end of a piece of a stream counts as its beginning. */
const beginningMin = 3;
/** What is shorter is found by its place alone: it would be met everywhere by chance. */
const charactersMin = 6;

/** The secrets that were met in a run, so that they are known where nothing announces them. */
export class KnownSecrets {
  private readonly met = new Set<ByteString>();
  /** All the ways in which those may be written that are long enough. */
  private written: readonly string[] = [];

  add(secret: ByteString): void {
    if (secret === '' || this.met.has(secret)) return;
    this.met.add(secret);
    if (secret.length < charactersMin) return;
    const escaped = secret.replace(/[\\",]/g, String.raw`\$&`);
    const quoted = JSON.stringify(secret).slice(1, -1);
    const forms = new Set([...this.written, secret, escaped, quoted]);
    // One may be the beginning of another.
    this.written = [...forms].toSorted((one, other) => other.length - one.length);
  }

  /** Whether a secret begins so. */
  begins(text: ByteString): boolean {
    for (const secret of this.met) if (secret.startsWith(text)) return true;
    return false;
  }

  /** The longest that is looked for. */
  get longest(): number {
    return this.written[0]?.length ?? 0;
  }

  /** Where they are in a text, in order; its end may be the beginning of one. */
  find(text: string): readonly (readonly [from: number, to: number])[] {
    const ranges: [number, number][] = [];
    for (const form of this.written) {
      for (let at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + 1)) {
        ranges.push([at, at + form.length]);
      }
      const longest = Math.min(form.length - 1, text.length);
      for (let length = longest; length >= beginningMin; length -= 1) {
        if (!text.endsWith(form.slice(0, length))) continue;
        ranges.push([text.length - length, text.length]);
        break;
      }
    }
    return ranges.toSorted(([one], [other]) => one - other);
  }

  hideInText(text: string): string {
    let shown = text;
    for (const form of this.written) shown = shown.replaceAll(form, secretShown);
    return shown;
  }

  /** The same bytes where there is nothing to hide. */
  hideInBytes(bytes: Uint8Array): Uint8Array {
    if (this.written.length === 0) return bytes;
    const text = fromBytes(bytes);
    const shown = this.hideInText(text);
    return shown === text ? bytes : toBytes(shown);
  }
}
