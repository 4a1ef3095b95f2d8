import type { Parameter } from './parameter.ts';
import type { SingleParameter } from './single-parameter.ts';

export interface OptionalParameter<Value> extends Parameter<Value> {
  readonly kind: 'optional';
  /** What is allowed when the argument is there. */
  readonly of: SingleParameter;
  readonly fallback: Value;
}

/**
 * An argument that may be left out at the end of the line or left empty
 * between two commas; then it is `fallback`, or undefined without one.
 */
export function optional<Value>(
  of: SingleParameter & Parameter<Value>,
): OptionalParameter<Value | undefined>;
export function optional<Value>(
  of: SingleParameter & Parameter<Value>,
  fallback: NoInfer<Value>,
): OptionalParameter<Value>;
export function optional<Value>(
  of: SingleParameter & Parameter<Value>,
  fallback?: Value,
): OptionalParameter<Value | undefined> {
  const { summary, label } = of;
  const present: Parameter<Value> = of;
  return {
    kind: 'optional',
    summary,
    ...(label === undefined ? {} : { label }),
    of,
    fallback,
    read: (typed, index) => (typed[index] === undefined ? fallback : present.read(typed, index)),
  };
}
