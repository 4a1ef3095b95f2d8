import type { Expectation } from './fields/expectation.ts';
import type { ModuleOutput, OutputLine } from './module-output.ts';
import { compileRegex, quoteRegex } from './regex.ts';
import { decodeBytes, latin1Bytes, showBytes } from './show-bytes.ts';
import { fill, type Variables } from './variables.ts';

export interface Match {
  readonly start: number;
  /** Where the cursor goes. */
  readonly end: number;
  readonly captures: ReadonlyMap<string, string>;
}

/** Decides whether the module has said something. Works on bytes. */
export interface Matcher {
  /** `"OK"`, `a line matching /.../`, `the bytes "..."`. */
  readonly description: string;
  /** The first match at or after an offset. */
  find(output: ModuleOutput, from: number): Match | undefined;
  /** Where to look on when nothing matched from an offset and more has come. */
  resume(output: ModuleOutput, from: number): number;
  /** Whether a line of just this text would do. */
  accepts(line: string): boolean;
}

const noCaptures: ReadonlyMap<string, string> = new Map();

/** Makes the matcher of an expectation, its variables filled in. */
export function matcherOf(expectation: Expectation, variables: Variables): Matcher {
  if (typeof expectation === 'string') {
    return literal(expectation.includes('$') ? fill(expectation, variables) : expectation);
  }
  if (expectation.regex !== undefined) {
    return regex(fill(expectation.regex, variables, quoteRegex));
  }
  if (expectation.hex !== undefined) return byteRun(expectation.hex);
  return byteRun(latin1Bytes(fill(expectation.bytes ?? '', variables, asByteText)));
}

/** The last literals that were made: a run says the same few over and over. */
const literals = new Map<string, Matcher>();
const literalsMax = 256;

function literal(text: string): Matcher {
  const known = literals.get(text);
  if (known !== undefined) return known;
  const wanted = new TextEncoder().encode(text);
  const made = byLine(
    () => `"${showBytes(wanted)}"`,
    (output, start, end) => (output.holds(wanted, start, end) ? noCaptures : undefined),
    (line) => line === text,
  );
  if (literals.size >= literalsMax) literals.clear();
  literals.set(text, made);
  return made;
}

function regex(source: string): Matcher {
  const compiled = compileRegex(source);
  return byLine(
    () => `a line matching /${source}/`,
    (output, start, end) => compiled.search(decodeBytes(output.bytes(start, end))),
    (line) => compiled.search(line) !== undefined,
  );
}

function byLine(
  describe: () => string,
  test: (
    output: ModuleOutput,
    start: number,
    end: number,
  ) => ReadonlyMap<string, string> | undefined,
  accepts: (line: string) => boolean,
): Matcher {
  return {
    get description() {
      return describe();
    },
    accepts,
    resume: (output, from) => Math.max(from, output.openLineStart),
    find(output, from) {
      for (let index = output.lineIndexAfter(from); index < output.lines.length; index += 1) {
        const line = output.lines[index] as OutputLine;
        // A match of bytes may have left the cursor within a line; its rest counts as the line.
        const start = Math.max(line.start, from);
        if (start >= line.end) continue;
        const captures = test(output, start, line.end);
        if (captures !== undefined) return { start, end: line.next, captures };
      }
      return undefined;
    },
  };
}

function byteRun(wanted: Uint8Array): Matcher {
  const shown = showBytes(wanted);
  return {
    description: `the bytes "${shown}"`,
    accepts(line) {
      const framed = latin1Bytes(`\r\n${line}\r\n`);
      const begun = framed.subarray(0, -2);
      return indexOf(framed, wanted) >= 0 || indexOf(wanted, begun) >= 0;
    },
    resume: (output, from) => Math.max(from, output.length - wanted.length + 1),
    find(output, from) {
      const index = indexOf(output.bytes(from), wanted);
      if (index < 0) return undefined;
      const start = from + index;
      return { start, end: start + wanted.length, captures: noCaptures };
    },
  };
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

function indexOf(bytes: Uint8Array, wanted: Uint8Array): number {
  if (wanted.length === 0) return 0;
  const last = bytes.length - wanted.length;
  const first = wanted[0] as number;
  for (let at = bytes.indexOf(first); at >= 0 && at <= last; at = bytes.indexOf(first, at + 1)) {
    if (equal(bytes.subarray(at, at + wanted.length), wanted)) return at;
  }
  return -1;
}

/** A variable's text as characters that are one byte each. */
function asByteText(value: string): string {
  return String.fromCharCode(...new TextEncoder().encode(value));
}
