import type { ProblemCode } from './problem-codes.ts';

/** What keeps a file from being read as YAML; never leaves the reader. */
export class YamlFault extends Error {
  readonly code: ProblemCode;
  readonly offset: number;
  readonly fix: string;

  constructor(code: ProblemCode, offset: number, what: string, fix: string) {
    super(what);
    this.code = code;
    this.offset = offset;
    this.fix = fix;
  }
}
