import { fromBytes, toBytes, type ByteString } from '../byte-string.ts';
import { splitArguments } from '../split-arguments.ts';
import { secretShown, type KnownSecrets } from './known-secrets.ts';
import type { SecretCommands, SecretPlaces } from './secret-places.ts';
import { SecretReader, type SecretSource } from './secret-reader.ts';

/** Bytes from one offset up to another. */
export type ByteRange = readonly [from: number, to: number];

const nameBytesMax = 64;
const space = 0x20;
const colon = 0x3a;
const equalsSign = 0x3d;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/**
 * Finds the secrets in what goes over the line one way, in whatever chunks it
 * comes. It follows the names of commands and the places of their arguments,
 * so that a secret need not be known to be found.
 */
export class SecretMask {
  private readonly commands: SecretCommands;
  private readonly from: 'host' | 'module' | 'text';
  private readonly known: KnownSecrets;
  private reader: SecretReader | undefined;
  /** What the chunks before ended with: maybe the beginning of a name. */
  private before: ByteString = '';
  private dataBytes = 0;
  private data: ByteString = '';
  /** The last byte so far was part of a secret. */
  private isHiding = false;

  /** @param from whose bytes they are; `text`: a text, with a line somewhere in it */
  constructor(commands: SecretCommands, from: 'host' | 'module' | 'text', known: KnownSecrets) {
    this.commands = commands;
    this.from = from;
    this.known = known;
  }

  /** Whether secret data is to come next. */
  get expectsData(): boolean {
    return this.dataBytes > 0;
  }

  /** Whether the next byte may be part of a secret. */
  get isInside(): boolean {
    return this.dataBytes > 0 || this.reader !== undefined;
  }

  /** What was to come does not come: the module has refused the line, or begun anew. */
  forgetData(): void {
    this.dataBytes = 0;
    this.data = '';
  }

  /** The bytes with a mark for each secret; the same array where there is none. */
  mask(chunk: Uint8Array): Uint8Array {
    const wasHiding = this.isHiding;
    const ranges = this.find(chunk);
    if (ranges.length === 0) return chunk;
    let shown = '';
    let shownTo = 0;
    for (const [from, to] of ranges) {
      shown += fromBytes(chunk, shownTo, from);
      if (from > 0 || !wasHiding) shown += secretShown;
      shownTo = to;
    }
    return toBytes(shown + fromBytes(chunk, shownTo));
  }

  /** Where the secrets are, in order. */
  find(chunk: Uint8Array): readonly ByteRange[] {
    const ranges: [number, number][] = [];
    let index = 0;
    while (index < chunk.length) {
      const from = index;
      let isSecret = false;
      if (this.dataBytes > 0) {
        index = this.takeData(chunk, index);
        isSecret = true;
      } else if (this.reader === undefined) index = this.findLine(chunk, index);
      else {
        isSecret = this.readLine(this.reader, chunk, index);
        index += 1;
      }
      const last = ranges.at(-1);
      if (isSecret && last?.[1] === from) last[1] = index;
      else if (isSecret) ranges.push([from, index]);
      this.isHiding = isSecret;
    }
    return ranges;
  }

  private takeData(chunk: Uint8Array, from: number): number {
    const to = Math.min(chunk.length, from + this.dataBytes);
    this.data += fromBytes(chunk, from, to);
    this.dataBytes -= to - from;
    if (this.dataBytes === 0) {
      this.known.add(this.data);
      this.data = '';
    }
    return to;
  }

  private readLine(reader: SecretReader, chunk: Uint8Array, index: number): boolean {
    const isSecret = reader.take(chunk[index] ?? 0, chunk[index + 1]);
    if (reader.isOver) {
      this.reader = undefined;
      this.dataBytes = reader.countedBytes;
    }
    return isSecret;
  }

  /** Goes on to where the arguments of a command begin, or to the end. */
  private findLine(chunk: Uint8Array, from: number): number {
    for (let index = from; index < chunk.length; index += 1) {
      const byte = chunk[index];
      if (byte !== equalsSign && (byte !== colon || this.from === 'host')) continue;
      const places = this.placesOf(nameBefore(chunk, from, index, this.before));
      this.before = '';
      if (places !== undefined && (byte === equalsSign || places.isToldByQuery)) {
        this.reader = this.open(places, byte, chunk, index + 1);
      }
      return index + 1;
    }
    this.before = nameBefore(chunk, from, chunk.length, this.before);
    return chunk.length;
  }

  private placesOf(name: ByteString): SecretPlaces | undefined {
    const capitals = name.toUpperCase();
    const direct = this.commands.get(capitals);
    if (direct !== undefined) return direct;
    // A byte that was lost or doubled on the way must not lay the rest open.
    for (const [one, places] of this.commands) if (capitals.endsWith(one)) return places;
    return undefined;
  }

  private open(
    places: SecretPlaces,
    separator: number,
    chunk: Uint8Array,
    from: number,
  ): SecretReader | undefined {
    const source = this.sourceBehind(separator);
    // A sentence may have a colon behind the name, too.
    const isAnswer = separator !== colon || beginsArgument(places, chunk[from]);
    if (!isAnswer) return undefined;
    const reader = new SecretReader(places, source, this.known);
    const isTyped = source === 'typed' || source === 'echoed';
    const end = isTyped ? lineEnd(chunk, from) : undefined;
    if (end !== undefined && !fits(places, chunk.subarray(0, end), from)) reader.lose();
    return reader;
  }

  private sourceBehind(separator: number): SecretSource {
    if (this.from === 'text') return 'quoted';
    if (this.from === 'host') return 'typed';
    return separator === colon ? 'answer' : 'echoed';
  }
}

/** Letters and digits in front of an offset, spaces left out. */
function nameBefore(chunk: Uint8Array, from: number, to: number, before: ByteString): ByteString {
  let name = '';
  for (let index = to - 1; name.length < nameBytesMax; index -= 1) {
    if (index < from) return (before + name).slice(-nameBytesMax);
    const byte = chunk[index] ?? 0;
    if (byte === space) continue;
    if (!isNameByte(byte)) break;
    name = String.fromCharCode(byte) + name;
  }
  return name;
}

function isNameByte(byte: number): boolean {
  const isLetter = (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a;
  return isLetter || (byte >= 0x30 && byte <= 0x39) || byte === 0x5f;
}

function beginsArgument({ arguments: [first] }: SecretPlaces, byte: number | undefined): boolean {
  if (byte === undefined || first === undefined) return true;
  const isDigit = byte >= 0x30 && byte <= 0x39;
  return first.kind === 'text' ? byte === 0x22 : isDigit;
}

function lineEnd(chunk: Uint8Array, from: number): number | undefined {
  for (let at = chunk.indexOf(lineFeed, from); at >= 0; at = chunk.indexOf(lineFeed, at + 1)) {
    if (chunk[at - 1] === carriageReturn) return at - 1;
  }
  return undefined;
}

/** Whether a line that is complete has arguments as many as it should, each well-formed. */
function fits({ arguments: places, argumentsMin }: SecretPlaces, line: Uint8Array, from: number) {
  const typed = splitArguments(line, from, places.length, true);
  return typed !== undefined && typed.length >= argumentsMin;
}
