import { CommandSecrets, secretCommands } from '@w800/at';
import { commands } from './commands/index.ts';

const declared = secretCommands(commands);

/** What has to be hidden of one run: the secrets of all commands, in whatever dialect. */
export function openCommandSecrets(): CommandSecrets {
  return new CommandSecrets(declared);
}
