import type { Problem } from './engine.ts';

/** The user of the program is wrong: nothing was run, and each problem says what to do. */
export class UsageError extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map((problem) => problem.what).join('\n'));
    this.name = 'UsageError';
    this.problems = problems;
  }
}
