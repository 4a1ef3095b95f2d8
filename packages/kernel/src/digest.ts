import type { TraceRecord, TraceValue } from './trace.ts';

/**
 * A 64-bit fingerprint of a trace: kinds, instants and data in order. Two runs
 * with the same digest told the same story. It guards against accidents, not
 * against forgery.
 */
export class Digest {
  private high = 0x9e3779b9 | 0;
  private low = 0x811c9dc5 | 0;

  readonly add = (record: TraceRecord): void => {
    this.text(record.kind);
    this.number(record.at);
    this.value(record.data);
  };

  /** Sixteen hexadecimal digits. */
  toString(): string {
    return hex(mix(this.high)) + hex(mix(this.low));
  }

  private value(value: TraceValue): void {
    // The first word tells the types apart: an empty text is not an empty list.
    if (typeof value === 'string') {
      this.word(1);
      this.text(value);
    } else if (typeof value === 'number') {
      this.word(2);
      this.number(value);
    } else if (typeof value === 'boolean') {
      this.word(value ? 3 : 4);
    } else if (value === null || value === undefined) {
      this.word(5);
    } else if (value instanceof Uint8Array) {
      this.word(6);
      this.bytes(value);
    } else if (Array.isArray(value)) {
      this.word(7);
      this.list(value);
    } else {
      this.word(8);
      this.fields(value as { readonly [field: string]: TraceValue });
    }
  }

  private list(values: readonly TraceValue[]): void {
    this.word(values.length);
    for (const value of values) this.value(value);
  }

  private fields(fields: { readonly [field: string]: TraceValue }): void {
    for (const name of Object.keys(fields)) {
      const value = fields[name];
      // An absent field and one set to undefined tell the same story.
      if (value === undefined) continue;
      this.text(name);
      this.value(value);
    }
    this.word(9);
  }

  private text(text: string): void {
    this.word(text.length);
    for (let index = 0; index < text.length; index += 1) this.word(text.charCodeAt(index));
  }

  private number(number: number): void {
    this.word(number | 0);
    this.word(Math.floor(number / 4_294_967_296) | 0);
  }

  private bytes(bytes: Uint8Array): void {
    this.word(bytes.length);
    for (const byte of bytes) this.word(byte);
  }

  private word(word: number): void {
    this.low = Math.imul(this.low ^ word, 0x01000193);
    this.high = Math.imul((this.high << 5) ^ (this.high >>> 27) ^ word, 0x85ebca77);
  }
}

function mix(word: number): number {
  let mixed = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

function hex(word: number): string {
  return (word >>> 0).toString(16).padStart(8, '0');
}
