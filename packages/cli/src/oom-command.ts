import type { Command } from 'commander';

import type { OomOptions } from './commands/oom.ts';
import type { ExitCode } from './exit-codes.ts';
import { oomHelp } from './help-texts.ts';
import type { ProgramContext } from './program-context.ts';
import { oomFolder, seedMax } from './vocabulary.ts';
import { wholeNumber } from './whole-number.ts';

export function addOomCommand(
  program: Command,
  context: ProgramContext,
  finish: (code: ExitCode) => void,
): void {
  program
    .command('oom')
    .description('lets every request for memory of scenarios fail once, and judges each run')
    .helpOption('-h, --help', 'print this help')
    .argument('[PATH...]', `scenario files and folders (default: ${oomFolder}/)`)
    .option(
      '--seed <N>',
      `seed, 0 to ${seedMax} (default: the scenario's own)`,
      wholeNumber(0, seedMax),
    )
    .option('--dialect <NAME[,NAME...]>', 'dialect of the module, where a scenario names none')
    .option('--grep <RE>', 'only where name or file matches this RE2 expression')
    .option('--tag <T>', 'only scenarios with this tag')
    .option('--only <N>', 'only the N-th request, with its transcript', wholeNumber(1, 1_000_000))
    .option('--jobs <N>', 'run N at once, in worker threads', wholeNumber(1, 64), 1)
    .option('--ca <FILE>', 'PEM file with what the module trusts, or none')
    .option('--cert <FILE>', 'PEM file with its own certificate, or none')
    .option('--key <FILE>', 'PEM file with the private key to it')
    .option('--json', 'everything as JSON', false)
    .option('--show-secrets', 'show passwords, in place of ***, in what is shown')
    .option('--no-color', 'no colours, even on a terminal')
    .option('--debug', 'show the stack of an unexpected error')
    .addHelpText('after', oomHelp)
    .action(async (paths: string[], flags: Omit<OomOptions, 'paths'>) => {
      const color = flags.color && program.opts<Pick<OomOptions, 'color'>>().color;
      const { oom } = await import('./commands/oom.ts');
      finish(
        await oom({ ...flags, paths: paths.length === 0 ? [oomFolder] : paths, color }, context),
      );
    });
}
