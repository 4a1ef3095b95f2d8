import type { SourceFile } from '../source-file.ts';
import type { SourceTree } from '../source-tree.ts';

/** A place that breaks a rule. */
export interface Problem {
  readonly path: string;
  /** Counted from 1; absent when the whole file is meant. */
  readonly line?: number;
  /** What is wrong and what would be right. */
  readonly what: string;
}

/** One rule of the house that no other tool checks. */
export interface Rule {
  readonly name: string;
  check(tree: SourceTree): Iterable<Problem>;
}

/** A rule that looks at one file at a time. */
export function fileRule(name: string, check: (file: SourceFile) => Iterable<Problem>): Rule {
  return {
    name,
    *check(tree) {
      for (const file of tree.files) yield* check(file);
    },
  };
}
