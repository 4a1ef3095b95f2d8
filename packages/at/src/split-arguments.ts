import { fromBytes, type ByteString } from './byte-string.ts';
import { PlusNumber } from './plus-number.ts';

/** One argument as typed: an integer, an unescaped text, or nothing between two commas. */
export type Argument = number | PlusNumber | ByteString | undefined;

const nul = 0x00;
const quote = 0x22;
const comma = 0x2c;
const minus = 0x2d;
const plus = 0x2b;
const digit0 = 0x30;
const digit9 = 0x39;
const backslash = 0x5c;

/**
 * Splits the argument list of a set line, which begins at `from`. Undefined
 * when it is ill-formed or has more than `argumentsMax` arguments. An empty
 * list is one empty argument, as there is no comma in it.
 * @param bareCommas whether a comma within quotes needs no backslash
 */
export function splitArguments(
  line: Uint8Array,
  from: number,
  argumentsMax: number,
  bareCommas = false,
): Argument[] | undefined {
  const splitter = new Splitter(line, from, bareCommas);
  const found: Argument[] = [];
  for (;;) {
    if (found.length === argumentsMax || !splitter.read()) return undefined;
    found.push(splitter.value);
    if (splitter.atEnd) return found;
    if (!splitter.skipComma()) return undefined;
  }
}

class Splitter {
  value: Argument;
  private readonly line: Uint8Array;
  private readonly bareCommas: boolean;
  private index: number;

  constructor(line: Uint8Array, from: number, bareCommas: boolean) {
    this.line = line;
    this.index = from;
    this.bareCommas = bareCommas;
  }

  get atEnd(): boolean {
    return this.index >= this.line.length;
  }

  skipComma(): boolean {
    if (this.line[this.index] !== comma) return false;
    this.index += 1;
    return true;
  }

  /** Reads one argument into `value`; false when there is none to read here. */
  read(): boolean {
    const first = this.line[this.index];
    if (first === undefined || first === comma) {
      this.value = undefined;
      return true;
    }
    return first === quote ? this.readText() : this.readInteger();
  }

  /**
   * An optional sign and decimal digits; leading zeros change nothing. A
   * number too large to be exact is still larger than every limit.
   */
  private readInteger(): boolean {
    const { line } = this;
    const sign = line[this.index];
    if (sign === minus || sign === plus) this.index += 1;
    const first = this.index;
    let value = 0;
    for (let digit = line[first]; isDigit(digit); digit = line[this.index]) {
      value = value * 10 + (digit - digit0);
      this.index += 1;
    }
    // Subtracting keeps minus zero out, which is not the integer 0 everywhere.
    if (sign === minus) this.value = 0 - value;
    else this.value = sign === plus ? new PlusNumber(value) : value;
    return this.index > first;
  }

  /**
   * Unless bare commas are allowed, a comma within the quotes must be escaped,
   * for it ends the argument and leaves the text without its closing quote. A
   * NUL is refused wherever it stands, as the firmware's arguments are C strings.
   */
  private readText(): boolean {
    const { line } = this;
    let value = '';
    let index = this.index + 1;
    let runFrom = index;
    for (;;) {
      const byte = line[index];
      if (byte === undefined || byte === nul) return false;
      if (byte === comma && !this.bareCommas) return false;
      if (byte === quote) break;
      if (byte === backslash) {
        value += fromBytes(line, runFrom, index);
        // The escaped byte stands for itself and begins the next run.
        index += 1;
        runFrom = index;
        if (line[index] === nul) return false;
      }
      index += 1;
    }
    this.value = value + fromBytes(line, runFrom, index);
    this.index = index + 1;
    return true;
  }
}

function isDigit(byte: number | undefined): byte is number {
  return byte !== undefined && byte >= digit0 && byte <= digit9;
}
