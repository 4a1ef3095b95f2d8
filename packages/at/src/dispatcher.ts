import type { ByteString } from './byte-string.ts';
import type { Action } from './action.ts';
import type { Command } from './define-command.ts';
import { usualRules, type LineRules } from './line-rules.ts';
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
  private readonly rules: LineRules;

  constructor(
    commands: ReadonlyMap<ByteString, Command<Context>>,
    argumentsMax: number,
    rules = usualRules,
  ) {
    this.commands = commands;
    this.argumentsMax = argumentsMax;
    this.rules = rules;
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
    const counted = line.length + (this.rules.countTerminator ? 2 : 0);
    const tooLong = lineBytesMax !== undefined && counted > lineBytesMax;
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
    const { argumentsMax, rules } = this;
    const typed = splitArguments(line, argumentsFrom, argumentsMax, rules.lenientCommaInString);
    if (typed === undefined) return 'parse-error';
    if (command.set === undefined) return missing(command);
    return command.set.bind(typed, rules) ?? 'parse-error';
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
