import { refused, type Parameter } from './parameter.ts';
import type { SingleParameter } from './single-parameter.ts';

export interface RepeatedParameter<Value> extends Parameter<Value[]> {
  readonly kind: 'repeated';
  readonly of: SingleParameter;
  readonly max: number;
}

/** The rest of the arguments, none to `max` of one kind. Only the last parameter can be this. */
export function repeated<Value>(
  of: SingleParameter & Parameter<Value>,
  options: { readonly max: number },
): RepeatedParameter<Value> {
  const { summary, label } = of;
  const each: Parameter<Value> = of;
  return {
    kind: 'repeated',
    summary,
    ...(label === undefined ? {} : { label }),
    of,
    max: options.max,
    read(typed, from) {
      const values: Value[] = [];
      for (let index = from; index < typed.length; index += 1) {
        const value = each.read(typed, index);
        if (value === refused) return refused;
        values.push(value);
      }
      return values;
    },
  };
}
