/**
 * Seeded randomness (sfc32) in integers only. A fork has a stream of its own,
 * derived from the seed and its label alone, so that a model which draws more
 * numbers does not change what its neighbours draw.
 */
export class Random {
  private a: number;
  private b: number;
  private c: number;
  private counter = 1;
  private readonly key: string;

  /** @param key what the stream is derived from, for instance `String(seed)` */
  constructor(key: string) {
    this.key = key;
    [this.a, this.b, this.c] = spread(key);
    for (let round = 0; round < 15; round += 1) this.uint32();
  }

  /** An independent stream. The same label always gives the same stream. */
  fork(label: string): Random {
    return new Random(`${this.key}/${label}`);
  }

  /** 0 to 4,294,967,295. */
  uint32(): number {
    const mixed = (this.a + this.b + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = ((this.c << 21) | (this.c >>> 11)) + mixed;
    this.c |= 0;
    return mixed >>> 0;
  }

  /** A whole number from `min` to `max`, both included; `max - min` below 2^32. */
  integer(min: number, max: number): number {
    const span = max - min + 1;
    // Rejecting the incomplete last interval keeps every value equally likely.
    const limit = 4_294_967_296 - (4_294_967_296 % span);
    let drawn = this.uint32();
    while (drawn >= limit) drawn = this.uint32();
    return min + (drawn % span);
  }

  /** True in `numerator` of `denominator` cases. */
  chance(numerator: number, denominator: number): boolean {
    return this.integer(1, denominator) <= numerator;
  }

  bytes(count: number): Uint8Array {
    const bytes = new Uint8Array(count);
    for (let index = 0; index < count; index += 1) bytes[index] = this.uint32() & 0xff;
    return bytes;
  }
}

/** Three well-mixed 32-bit words from a text (FNV-1a with three bases, then a finaliser). */
function spread(text: string): [number, number, number] {
  const words: [number, number, number] = [0x811c9dc5, 0x9e3779b9, 0x85ebca6b];
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    words[0] = Math.imul(words[0] ^ unit, 0x01000193);
    words[1] = Math.imul(words[1] ^ unit, 0x85ebca77);
    words[2] = Math.imul(words[2] ^ unit, 0xc2b2ae3d);
  }
  return [finalise(words[0]), finalise(words[1]), finalise(words[2])];
}

function finalise(word: number): number {
  let mixed = word;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
