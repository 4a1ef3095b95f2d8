import { InvalidArgumentError, type Command } from 'commander';

import type { BudgetOptions } from './commands/budget.ts';
import type { ExitCode } from './exit-codes.ts';
import { budgetHelp } from './help-texts.ts';
import { nearest } from './nearest.ts';
import type { ProgramContext } from './program-context.ts';
import { wholeNumber } from './whole-number.ts';

const ways = ['raw', 'plain'] as const;

export function addBudgetCommand(
  program: Command,
  context: ProgramContext,
  finish: (code: ExitCode) => void,
): void {
  program
    .command('budget')
    .description('tells what fits into the memory of the module, and what breaks first')
    .helpOption('-h, --help', 'print this help')
    .option('--scheme <N>', 'of AT+MQTTUSERCFG, 1 to 10', wholeNumber(1, 10), 5)
    .option('--server-chain <NAME>', 'what the server sends: a name, or a PEM file', 'rsa2048x2')
    .option('--topics <N>', 'how many are subscribed to, 0 to 10', wholeNumber(0, 10), 1)
    .option('--payload <BYTES>', 'of a message, both ways', wholeNumber(0, 1_000_000), 256)
    .option('--qos <N>', '0, 1 or 2', wholeNumber(0, 2), 1)
    .option('--reconnect <N>', 'of AT+MQTTCONN, 0 or 1', wholeNumber(0, 1), 0)
    .option('--publish <HOW>', 'raw: by AT+MQTTPUBRAW; plain: by AT+MQTTPUB', wayOf, 'raw')
    .option('--ca <FILE>', 'PEM file with what the module trusts, or none (default: a test set)')
    .option('--cert <FILE>', 'PEM file with its own certificate, or none (default: a test set)')
    .option('--key <FILE>', 'PEM file with the private key to it')
    .option('--json', 'everything as JSON', false)
    .option('--no-color', 'no colours, even on a terminal')
    .option('--debug', 'show the stack of an unexpected error')
    .addHelpText('after', budgetHelp)
    .action(async (flags: BudgetOptions) => {
      const color = flags.color && program.opts<Pick<BudgetOptions, 'color'>>().color;
      const { budget } = await import('./commands/budget.ts');
      finish(await budget({ ...flags, color }, context));
    });
}

function wayOf(text: string): (typeof ways)[number] {
  const found = ways.find((way) => way === text);
  if (found !== undefined) return found;
  const meant = nearest(text, ways);
  throw new InvalidArgumentError(
    meant === undefined ? `The ways are ${ways.join(' and ')}.` : `Did you mean ${meant}?`,
  );
}
