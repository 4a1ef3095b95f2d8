import type { Argument } from './split-arguments.ts';

/** A text for the reference pages, in both of their languages. */
export interface Bilingual {
  readonly en: string;
  readonly zh: string;
}

/** What `read` returns for an argument that is not allowed. */
export const refused: unique symbol = Symbol('refused');

/**
 * One kind of parameter: what it allows, as data, and how it reads it. The
 * type parameter is what a command is given.
 */
export interface Parameter<Value> {
  readonly kind: 'integer' | 'text' | 'optional' | 'repeated';
  readonly summary: Bilingual;
  /** The name in the usage text where it is not the declared one in snake case. */
  readonly label?: string;
  /** Reads the argument at `index`, which may lie behind the last one typed. */
  read(typed: readonly Argument[], index: number): Value | typeof refused;
}
