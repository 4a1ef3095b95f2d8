import type { ByteString } from './byte-string.ts';
import type { Action } from './action.ts';
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
  readonly run: (module: Context, args: ArgumentsOf<Declared>, reply: Reply) => void;
}

/** The set form of a declared command. */
export interface SetForm<Context> {
  readonly parameters: Parameters;
  readonly example: ByteString;
  /** Up to the last parameter that is not optional: those before it need at least their comma. */
  readonly argumentsMin: number;
  readonly argumentsMax: number;
  /** Binds the arguments as typed; undefined when count, type, range or combination is wrong. */
  bind(typed: readonly Argument[]): Action<Context> | undefined;
}

export function setForm<Context, Declared extends Parameters>(
  declaration: SetDeclaration<Context, Declared>,
): SetForm<Context> {
  const { parameters, example, check, run } = declaration;
  const named = Object.entries(parameters);
  const argumentsMin = named.findLastIndex(([, parameter]) => isMandatory(parameter)) + 1;
  const argumentsMax = named.reduce((sum, [, parameter]) => sum + mostArguments(parameter), 0);
  return {
    parameters,
    example,
    argumentsMin,
    argumentsMax,
    bind(typed) {
      if (typed.length < argumentsMin || typed.length > argumentsMax) return undefined;
      const values: Record<string, unknown> = {};
      for (const [index, [name, parameter]] of named.entries()) {
        const value = parameter.read(typed, index);
        if (value === refused) return undefined;
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

function mostArguments(parameter: AnyParameter): number {
  return parameter.kind === 'repeated' ? parameter.max : 1;
}
