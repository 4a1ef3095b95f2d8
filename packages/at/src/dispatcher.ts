import type { ByteString } from './byte-string.ts';
import type { Action } from './action.ts';
import type { Command } from './define-command.ts';
import { parseCommandLine, type CommandLine, type Form } from './parse-command-line.ts';
import { splitArguments } from './split-arguments.ts';

/** Why a line is refused before any command runs. */
export type Refusal = 'error' | 'format-error' | 'parse-error';

/** What is to be done about a line. */
export interface Decision<Context> {
  /** Undefined when no command has the name. */
  readonly command: ByteString | undefined;
  readonly form: Form | undefined;
  readonly outcome: Action<Context> | Refusal;
}

/** Finds the command and form a line means and binds its arguments. */
export class Dispatcher<Context> {
  private readonly commands: ReadonlyMap<ByteString, Command<Context>>;
  private readonly argumentsMax: number;

  constructor(commands: ReadonlyMap<ByteString, Command<Context>>, argumentsMax: number) {
    this.commands = commands;
    this.argumentsMax = argumentsMax;
  }

  /**
   * All that the line alone decides, in this order: is there such a command,
   * is the line too long for it, is the line well-formed, is there such a
   * form, do the arguments fit.
   */
  decide(line: Uint8Array): Decision<Context> {
    const parsed = parseCommandLine(line);
    const command = this.commands.get(parsed.name);
    // A line that does not start with AT cannot have the name of a command.
    if (command === undefined) {
      return { command: undefined, form: undefined, outcome: 'format-error' };
    }
    const { name, lineBytesMax } = command;
    const tooLong = lineBytesMax !== undefined && line.length > lineBytesMax;
    const outcome = tooLong ? 'parse-error' : this.outcome(command, parsed, line);
    return { command: name, form: parsed.form, outcome };
  }

  private outcome(
    command: Command<Context>,
    { form, argumentsFrom }: CommandLine,
    line: Uint8Array,
  ): Action<Context> | Refusal {
    if (form === undefined) return 'parse-error';
    if (form === 'test') return command.test ?? 'error';
    if (form === 'query') return command.query ?? 'error';
    if (form === 'execute') return command.execute ?? missing(command);
    const typed = splitArguments(line, argumentsFrom, this.argumentsMax);
    if (typed === undefined) return 'parse-error';
    if (command.set === undefined) return missing(command);
    return command.set.bind(typed) ?? 'parse-error';
  }
}

/**
 * Set and execute are one type in the firmware and differ in their number of
 * arguments alone. So where one of them exists the other is a wrong number,
 * and only where neither does it is a form the command lacks.
 */
function missing(command: Command<never>): Refusal {
  return command.set === undefined && command.execute === undefined ? 'error' : 'parse-error';
}
