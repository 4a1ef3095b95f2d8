import type { IntegerParameter } from './integer.ts';
import type { TextParameter } from './text.ts';

/** A parameter that is exactly one argument; what `optional` and `repeated` are made of. */
export type SingleParameter = IntegerParameter | TextParameter;
