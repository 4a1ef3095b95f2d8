import type { ByteString } from './byte-string.ts';
import type { Action } from './action.ts';
import { usualRules, type LineRules } from './line-rules.ts';
import { refused } from './parameter.ts';
import type { AnyParameter, ArgumentsOf, Parameters } from './parameters.ts';
import type { Reply } from './reply.ts';
import type { Argument } from './split-arguments.ts';

/** The set form as its author declares it. */
export interface SetDeclaration<Context, Declared extends Parameters> {
  /** In the order they are typed. */
  readonly parameters: Declared;
  /** A valid line, for the usage text. */
  readonly example: ByteString;
  /** Whether the arguments suit each other, as far as the line alone decides. */
  readonly check?: (args: ArgumentsOf<Declared>) => boolean;
  /** For the few commands that refuse a value out of range with ERROR, whatever the rules say. */
  readonly rangeRefusal?: 'error';
  readonly run: (module: Context, args: ArgumentsOf<Declared>, reply: Reply) => void;
}

/** The set form of a declared command. */
export interface SetForm<Context> {
  readonly parameters: Parameters;
  readonly example: ByteString;
  /** Up to the last parameter that is not optional: those before it need at least their comma. */
  readonly argumentsMin: number;
  readonly argumentsMax: number;
  /** Whether values that are allowed one by one are allowed together. */
  suits(values: Readonly<Record<string, unknown>>): boolean;
  /**
   * Binds the arguments as typed; undefined when count, type, range or
   * combination is wrong, and `error` for the range where the rules say so.
   */
  bind(typed: readonly Argument[], rules?: LineRules): Action<Context> | 'error' | undefined;
}

export function setForm<Context, Declared extends Parameters>(
  declaration: SetDeclaration<Context, Declared>,
): SetForm<Context> {
  const { parameters, example, check, rangeRefusal, run } = declaration;
  const named = Object.entries(parameters);
  const argumentsMin = named.findLastIndex(([, parameter]) => isMandatory(parameter)) + 1;
  const argumentsMax = named.reduce((sum, [, parameter]) => sum + mostArguments(parameter), 0);
  return {
    parameters,
    example,
    argumentsMin,
    argumentsMax,
    suits: (values) => check?.(values as ArgumentsOf<Declared>) ?? true,
    bind(typed, rules = usualRules) {
      if (typed.length < argumentsMin || typed.length > argumentsMax) return undefined;
      const values: Record<string, unknown> = {};
      for (let index = 0; index < named.length; index += 1) {
        const [name, parameter] = named[index] as [string, AnyParameter];
        if (!rules.emptyFieldDefaults && isMandatory(parameter) && typed[index] === undefined) {
          return undefined;
        }
        const value = parameter.read(typed, index);
        if (value === refused) {
          const refusal = rangeRefusal ?? rules.rangeRefusal;
          const isRange = refusal === 'error' && isOfKind(parameter, typed.slice(index));
          return isRange ? 'error' : undefined;
        }
        values[name] = value;
      }
      // Every name of `Declared` has just been given what its parameter reads.
      const args = values as ArgumentsOf<Declared>;
      if (check?.(args) === false) return undefined;
      return (module, reply) => run(module, args, reply);
    },
  };
}

export function isMandatory(parameter: AnyParameter): boolean {
  return parameter.kind === 'integer' || parameter.kind === 'text';
}

/** Whether what was typed for a parameter is an integer or a text as it should be. */
function isOfKind(parameter: AnyParameter, typed: readonly Argument[]): boolean {
  if (parameter.kind === 'repeated') return typed.every((one) => isOfKind(parameter.of, [one]));
  const { kind } = parameter.kind === 'optional' ? parameter.of : parameter;
  return typeof typed[0] === (kind === 'integer' ? 'number' : 'string');
}

function mostArguments(parameter: AnyParameter): number {
  return parameter.kind === 'repeated' ? parameter.max : 1;
}
