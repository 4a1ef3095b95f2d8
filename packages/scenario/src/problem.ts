import type { ProblemCode } from './problem-codes.ts';

/** One thing wrong with a scenario file: where, what, and how to put it right. */
export interface Problem {
  readonly code: ProblemCode;
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units as editors count. */
  readonly column: number;
  readonly what: string;
  readonly fix: string;
}

/** `file:line:column: what (code)` and the fix on a line of its own. */
export function formatProblem(problem: Problem): string {
  const { file, line, column, what, fix, code } = problem;
  return `${file}:${line}:${column}: ${what} (${code})\n  ${fix}`;
}
