import type { OptionalParameter } from './optional.ts';
import type { Parameter } from './parameter.ts';
import type { RepeatedParameter } from './repeated.ts';
import type { SingleParameter } from './single-parameter.ts';

/** A parameter of any kind, told apart by `kind`. */
export type AnyParameter =
  | SingleParameter
  | OptionalParameter<unknown>
  | RepeatedParameter<unknown>;

/** Parameters by name, in the order they are typed. */
export type Parameters = Readonly<Record<string, AnyParameter>>;

/** What a set form with these parameters is given. */
export type ArgumentsOf<Declared extends Parameters> = {
  readonly [Name in keyof Declared]: Declared[Name] extends Parameter<infer Value> ? Value : never;
};
