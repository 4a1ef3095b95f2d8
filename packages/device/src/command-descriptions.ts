import { describeCommand, type CommandDescription } from '@w800/at';
import { commands } from './commands/index.ts';
import { commandsOf } from './dialects/commands-of.ts';
import { dialects } from './dialects/index.ts';
import { replyTexts, type ReplyText } from './reply-texts.ts';

/** What the module has to say about one of its commands. */
export interface ModuleCommandDescription extends CommandDescription {
  readonly replies: readonly ReplyText[];
  /** The dialects that have the command. */
  readonly dialects: readonly string[];
}

/** Every command of the module as data, in the order of their list. */
export function commandDescriptions(): readonly ModuleCommandDescription[] {
  const having = dialects.map(({ name, options }) => ({
    name,
    commands: new Set(commandsOf(commands, options)),
  }));
  return commands.map((command) => {
    const description = describeCommand(command);
    return {
      ...description,
      replies: replyTexts(description),
      dialects: having.filter((one) => one.commands.has(command)).map(({ name }) => name),
    };
  });
}
