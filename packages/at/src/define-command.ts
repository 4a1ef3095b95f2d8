import type { Action } from './action.ts';
import type { ByteString } from './byte-string.ts';
import type { Bilingual } from './parameter.ts';
import type { Parameters } from './parameters.ts';
import { setForm, type SetDeclaration, type SetForm } from './set-form.ts';
import { usageText } from './usage-text.ts';

/** A command as its author declares it. A form that is left out does not exist. */
export interface Declaration<Context, Declared extends Parameters> {
  /** The name in capitals with `AT` in front. */
  readonly name: ByteString;
  readonly summary: Bilingual;
  /** Where a line of this command may be less long than the port allows, CR LF not counted. */
  readonly lineBytesMax?: number;
  /** `AT+NAME?` */
  readonly query?: Action<Context>;
  /**
   * Whether the line that answers the query has the secrets of the set form, at
   * the places where they are typed. Default true.
   */
  readonly queryTellsSecrets?: boolean;
  /** `AT+NAME=...` */
  readonly set?: SetDeclaration<Context, Declared>;
  /** `AT+NAME` */
  readonly execute?: Action<Context>;
  /** Whether `AT+NAME=?` prints the usage text. Default true; false: no such form. */
  readonly usage?: boolean;
}

/** A declared command, the types of its arguments closed over. */
export interface Command<Context> {
  readonly name: ByteString;
  readonly summary: Bilingual;
  readonly lineBytesMax: number | undefined;
  readonly test: Action<Context> | undefined;
  readonly query: Action<Context> | undefined;
  readonly queryTellsSecrets: boolean;
  readonly set: SetForm<Context> | undefined;
  readonly execute: Action<Context> | undefined;
  /** The lines the test form prints. Derived also where that form does not exist. */
  readonly usage: readonly ByteString[];
}

/** Gives the `defineCommand` for commands that control a `Context`. */
export function commandsFor<Context>(): <Declared extends Parameters>(
  declaration: Declaration<Context, Declared>,
) => Command<Context> {
  return (declaration) => {
    const { name, summary, lineBytesMax, query, execute } = declaration;
    const { queryTellsSecrets = true } = declaration;
    const set = declaration.set === undefined ? undefined : setForm(declaration.set);
    const usage = usageText({
      name,
      query: query !== undefined,
      set,
      execute: execute !== undefined,
    });
    const test = declaration.usage === false ? undefined : printing(usage);
    return {
      name,
      summary,
      lineBytesMax,
      test,
      query,
      queryTellsSecrets,
      set,
      execute,
      usage,
    };
  };
}

function printing(lines: readonly ByteString[]): Action<unknown> {
  return (_module, reply) => {
    for (const line of lines) reply.line(line);
    reply.ok();
  };
}
