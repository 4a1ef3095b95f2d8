import { fromBytes, type ByteString } from './byte-string.ts';

/** The four ways to use a command: `=?`, `?`, `=...` and nothing behind the name. */
export type Form = 'test' | 'query' | 'set' | 'execute';

/** A line taken apart. Whether there is such a command is not known yet. */
export interface CommandLine {
  /** All before the first `=` or `?`, in the case it was typed. */
  readonly name: ByteString;
  /** Undefined when something follows a `?`, which no form allows. */
  readonly form: Form | undefined;
  /** Where the arguments of a set line begin. */
  readonly argumentsFrom: number;
}

const equalsSign = 0x3d;
const questionMark = 0x3f;

export function parseCommandLine(line: Uint8Array): CommandLine {
  let end = 0;
  while (end < line.length && line[end] !== equalsSign && line[end] !== questionMark) end += 1;
  const name = fromBytes(line, 0, end);
  return { name, form: formAt(line, end), argumentsFrom: end + 1 };
}

function formAt(line: Uint8Array, nameEnd: number): Form | undefined {
  const rest = line.length - nameEnd;
  if (rest === 0) return 'execute';
  if (line[nameEnd] === questionMark) return rest === 1 ? 'query' : undefined;
  return rest === 2 && line[nameEnd + 1] === questionMark ? 'test' : 'set';
}
