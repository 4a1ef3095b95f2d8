import type { ByteString } from '../byte-string.ts';
import type { KnownSecrets } from './known-secrets.ts';
import type { ArgumentPlace, SecretPlaces } from './secret-places.ts';

/** A line as typed, as echoed, the module's answer to a query, or a text that quotes one. */
export type SecretSource = 'typed' | 'echoed' | 'answer' | 'quoted';

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const quote = 0x22;
const comma = 0x2c;
const question = 0x3f;
const backslash = 0x5c;
/** What may stand behind a line where somebody quotes it: ' " \ ) } and a space. */
const quotingEnds: ReadonlySet<number | undefined> = new Set([0x27, quote, backslash, 41, 125, 32]);
/** `AT+NAME=<argument>` or `[<argument>]` explains the line. */
const explains: ReadonlySet<number> = new Set([0x3c, 0x5b]);

/**
 * Reads the arguments of one line of a command with secrets, a byte at a time.
 * Where the line is not as it should be, all that is left of it is taken for
 * secret: nobody knows any more which argument is which.
 */
export class SecretReader {
  /** The line has come to its end, or is none. */
  isOver = false;
  private readonly places: SecretPlaces;
  private readonly source: SecretSource;
  private readonly known: KnownSecrets;
  private index = 0;
  private state: 'before' | 'quoted' | 'escaped' | 'number' | 'behind' | 'lost' = 'before';
  private value: ByteString = '';
  private counted = 0;
  private isFirst = true;
  private last: number | undefined;

  constructor(places: SecretPlaces, source: SecretSource, known: KnownSecrets) {
    this.places = places;
    this.source = source;
    this.known = known;
  }

  /** Secret bytes that follow the line. */
  get countedBytes(): number {
    return this.source === 'typed' ? this.counted : 0;
  }

  /** Nothing of the line can be trusted. */
  lose(): void {
    this.state = 'lost';
  }

  /**
   * Takes a byte and tells whether it is part of a secret.
   * @param next the byte behind it, if it has come
   */
  take(byte: number, next: number | undefined): boolean {
    const { last, isFirst } = this;
    this.last = byte;
    this.isFirst = false;
    if (isFirst && this.isNoLine(byte, next)) {
      this.isOver = true;
      return false;
    }
    const endsLine = last === carriageReturn || this.source === 'quoted';
    if (byte === lineFeed && endsLine && !this.goesOn('\n')) {
      this.endArgument();
      this.isOver = true;
      return false;
    }
    const isEnd = byte === carriageReturn && (next === lineFeed || next === undefined);
    if (isEnd && !this.goesOn('\r')) return false;
    return this.read(byte, next);
  }

  private read(byte: number, next: number | undefined): boolean {
    switch (this.state) {
      case 'before':
        return this.begin(byte);
      case 'quoted':
        return this.readQuoted(byte, next);
      case 'escaped':
        this.state = 'quoted';
        this.value += String.fromCharCode(byte);
        return this.place?.isSecret === true;
      case 'number':
      case 'behind':
        return this.readOn(byte);
      case 'lost':
      default:
        return true;
    }
  }

  private begin(byte: number): boolean {
    if (byte === comma) {
      this.endArgument();
      return false;
    }
    const isText = byte === quote;
    if (this.place === undefined || (this.place.kind === 'text') !== isText) {
      this.state = 'lost';
      return true;
    }
    this.state = isText ? 'quoted' : 'number';
    if (!isText) this.value = String.fromCharCode(byte);
    return false;
  }

  private readQuoted(byte: number, next: number | undefined): boolean {
    const isSecret = this.place?.isSecret === true;
    if (byte === quote && this.closes(next)) {
      this.state = 'behind';
      this.learn();
      return false;
    }
    // The module prints texts as they are.
    if (byte === backslash && this.source !== 'answer') this.state = 'escaped';
    else this.value += String.fromCharCode(byte);
    return isSecret;
  }

  /** Behind a closing quote, or within a number. */
  private readOn(byte: number): boolean {
    if (byte === comma) {
      this.endArgument();
      return false;
    }
    if (this.source === 'quoted' && quotingEnds.has(byte)) {
      this.isOver = true;
      return false;
    }
    if (this.state === 'number') {
      this.value += String.fromCharCode(byte);
      return false;
    }
    this.state = 'lost';
    return true;
  }

  private endArgument(): void {
    const { place, value } = this;
    if (place !== undefined && place.countedBytesMax > 0) {
      const count = /^\d+$/.test(value) ? Number(value) : 0;
      this.counted = count <= place.countedBytesMax ? count : 0;
    }
    // The line may have ended within the quotes.
    if (this.state === 'quoted') this.learn();
    this.value = '';
    this.index += 1;
    if (this.state !== 'lost') this.state = 'before';
  }

  private learn(): void {
    if (this.place?.isSecret === true && this.source !== 'quoted') this.known.add(this.value);
  }

  private get place(): ArgumentPlace | undefined {
    return this.places.arguments[this.index];
  }

  private isNoLine(byte: number, next: number | undefined): boolean {
    if (byte === question) return next === undefined || next === carriageReturn;
    return this.source !== 'typed' && explains.has(byte);
  }

  private closes(next: number | undefined): boolean {
    if (this.source !== 'answer') return true;
    if (this.place?.isSecret === true && this.known.begins(`${this.value}"`)) return false;
    return next === undefined || next === comma || next === carriageReturn;
  }

  /** Whether a line end is part of a secret the module prints. */
  private goesOn(end: string): boolean {
    if (this.source !== 'answer' || this.state !== 'quoted') return false;
    return this.place?.isSecret === true && this.known.begins(this.value + end);
  }
}
