/** One line of the module's output, without its CR LF. Offsets into the output. */
export interface OutputLine {
  readonly start: number;
  /** One past the last byte of the text. */
  readonly end: number;
  /** One past the CR LF, where the next line begins. */
  readonly next: number;
  /** When its last byte had arrived. */
  readonly at: number;
  /** A `>` that asks for data; no CR LF ends it. */
  readonly prompt: boolean;
}

const carriageReturn = 0x0d;
const lineFeed = 0x0a;
const promptByte = 0x3e;
const comma = 0x2c;

/** Begins lines whose data is counted and may hold CR LF: `+MQTTSUBRECV:0,"<topic>",<count>,`. */
const countedStart = '+MQTTSUBRECV:';
const countDigitsMax = 6;
const plus = 0x2b;
const quote = 0x22;
const digit0 = 0x30;
const digit9 = 0x39;

/**
 * Everything the module has said on one port, cut into lines as it comes.
 * Nothing is ever taken out; readers keep offsets of their own.
 */
export class ModuleOutput {
  readonly lines: OutputLine[] = [];
  private store = new Uint8Array(4096);
  private used = 0;
  private lineStart = 0;
  private countedUntil = 0;

  /** Bytes received so far. */
  get length(): number {
    return this.used;
  }

  /** Where the line begins that is not complete yet. */
  get openLineStart(): number {
    return this.lineStart;
  }

  /** A view of the bytes from one offset up to another. */
  bytes(start: number, end: number = this.used): Uint8Array {
    return this.store.subarray(start, end);
  }

  /** @param at the instant the last byte had arrived */
  append(bytes: Uint8Array, at: number): void {
    this.reserve(this.used + bytes.length);
    const { store } = this;
    for (let index = 0; index < bytes.length; index += 1) {
      const byte = bytes[index] as number;
      store[this.used] = byte;
      this.used += 1;
      if (byte === lineFeed || byte === comma || byte === promptByte) this.cut(byte, at);
    }
  }

  /** Gives up the line that is not complete: its rest will never come. */
  breakOff(): void {
    this.lineStart = this.used;
    this.countedUntil = 0;
  }

  /** Index of the first line that ends after an offset. */
  lineIndexAfter(offset: number): number {
    const { lines } = this;
    // Readers stand near the end: look there first, in steps that double.
    let high = lines.length;
    let step = 1;
    while (step <= high && (lines[high - step]?.next ?? 0) > offset) {
      high -= step;
      step *= 2;
    }
    let low = Math.max(0, high - step + 1);
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((lines[middle]?.next ?? 0) > offset) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** Whether the bytes from one offset up to another are these. */
  holds(wanted: Uint8Array, start: number, end: number): boolean {
    if (end - start !== wanted.length) return false;
    for (let index = 0; index < wanted.length; index += 1) {
      if (this.store[start + index] !== wanted[index]) return false;
    }
    return true;
  }

  /** The same for a text of ASCII characters. */
  says(wanted: string, start: number, end: number): boolean {
    if (end - start !== wanted.length) return false;
    for (let index = 0; index < wanted.length; index += 1) {
      if (this.store[start + index] !== wanted.charCodeAt(index)) return false;
    }
    return true;
  }

  private cut(byte: number, at: number): void {
    const { used, lineStart } = this;
    if (used <= this.countedUntil) return;
    if (byte === promptByte && used === lineStart + 1) this.close(used, at, true);
    else if (
      byte === lineFeed &&
      used - 2 >= lineStart &&
      this.store[used - 2] === carriageReturn
    ) {
      this.close(used - 2, at, false);
    } else if (byte === comma && this.store[lineStart] === plus) this.beginCounted();
  }

  private close(end: number, at: number, prompt: boolean): void {
    this.lines.push({ start: this.lineStart, end, next: this.used, at, prompt });
    this.lineStart = this.used;
    this.countedUntil = 0;
  }

  /** At a comma: whether it is the one behind the count. */
  private beginCounted(): void {
    const { store, lineStart, used } = this;
    if (this.countedUntil > 0) return;
    let first = used - 1;
    while (first > lineStart && used - 1 - first < countDigitsMax && this.isDigit(first - 1)) {
      first -= 1;
    }
    if (first === used - 1 || store[first - 1] !== comma || store[first - 2] !== quote) return;
    const quoteAt = this.topicAt();
    if (quoteAt === undefined || quoteAt >= first - 2) return;
    let count = 0;
    for (let at = first; at < used - 1; at += 1) count = count * 10 + (store[at] ?? 0) - digit0;
    this.countedUntil = used + count;
  }

  /** Where the quote is that opens the topic of a counted line. */
  private topicAt(): number | undefined {
    const { store, lineStart } = this;
    const idAt = lineStart + countedStart.length;
    if (!this.says(countedStart, lineStart, idAt)) return undefined;
    let at = idAt;
    while (this.isDigit(at)) at += 1;
    return at > idAt && store[at] === comma && store[at + 1] === quote ? at + 1 : undefined;
  }

  private isDigit(at: number): boolean {
    const byte = this.store[at] ?? 0;
    return byte >= digit0 && byte <= digit9;
  }

  private reserve(bytes: number): void {
    if (bytes <= this.store.length) return;
    const larger = new Uint8Array(Math.max(bytes, this.store.length * 2));
    larger.set(this.store.subarray(0, this.used));
    this.store = larger;
  }
}
