import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';

import type { CheckOptions } from './commands/check.ts';
import type { CommandsOptions } from './commands/commands.ts';
import type { CoverageOptions } from './commands/coverage.ts';
import type { RunOptions } from './commands/run.ts';
import { counted } from './counted.ts';
import { exitCodes, type ExitCode } from './exit-codes.ts';
import { formatProblem } from './format-problem.ts';
import { checkHelp, commandsHelp, coverageHelp, runHelp } from './help-texts.ts';
import { choosePaint } from './paint.ts';
import type { ProgramContext } from './program-context.ts';
import { parseReporterChoice, type ReporterChoice } from './reporter-choice.ts';
import { UsageError } from './usage-error.ts';
import { version } from './version.ts';
import { defaultFolder, reporterNames, seedMax } from './vocabulary.ts';

/** What commander hands over for the run command. */
interface RunFlags extends Omit<RunOptions, 'paths' | 'reporters' | 'checkDeterminism'> {
  readonly checkDeterminism?: true;
  readonly reporter?: readonly ReporterChoice[];
}

/**
 * Reads a command line and does what it says.
 *
 * @param argv without the program's name; a leading `--`, which pnpm passes on, is skipped
 * @returns the exit code; rejects only for faults of our own
 */
export async function runProgram(
  argv: readonly string[],
  context: ProgramContext,
): Promise<ExitCode> {
  const words = argv[0] === '--' ? argv.slice(1) : argv;
  let exitCode: ExitCode = exitCodes.passed;
  const program = createProgram(context, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync([...words], { from: 'user' });
    return exitCode;
  } catch (error) {
    // Help and version come as errors with code 0; every other is wrong usage.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode : exitCodes.usage;
    if (!(error instanceof UsageError)) throw error;
    tellProblems(error, context, !words.includes('--no-color'));
    return exitCodes.usage;
  }
}

function tellProblems({ problems }: UsageError, { shell }: ProgramContext, color: boolean): void {
  const paint = choosePaint(shell, shell.err, color);
  for (const problem of problems) shell.err.write(formatProblem(problem, paint));
  if (problems.length > 1) {
    shell.err.write(`${counted(problems.length, 'problem')}; nothing was run\n`);
  }
}

function createProgram(context: ProgramContext, finish: (code: ExitCode) => void): Command {
  const { out, err } = context.shell;
  const program = new Command('pnpm sim')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => out.write(text),
      writeErr: (text) => err.write(text),
      getOutHelpWidth: () => Math.min(out.columns, 100),
      getErrHelpWidth: () => Math.min(err.columns, 100),
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .enablePositionalOptions()
    .description('Runs scenarios against a digital twin of the W800, in virtual time.')
    .version(version(), '--version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [COMMAND]', 'print the help of a command');
  addRunOptions(program)
    .addHelpText('after', runHelp)
    .action(async (paths: string[], flags: RunFlags) => {
      const { run } = await import('./commands/run.ts');
      const { checkDeterminism = false, reporter: reporters = [{ name: 'pretty' }] } = flags;
      finish(
        await run({ ...flags, paths: orDefault(paths), checkDeterminism, reporters }, context),
      );
    });
  addCheckCommand(program, context, finish);
  addCommandsCommand(program, context, finish);
  addCoverageCommand(program, context, finish);
  return program;
}

function addRunOptions(program: Command): Command {
  return program
    .argument('[PATH...]', `scenario files and folders (default: ${defaultFolder}/)`)
    .option(
      '--seed <N>',
      `seed, 0 to ${seedMax} (default: the scenario's own)`,
      wholeNumber(0, seedMax),
    )
    .option('--repeat <N>', 'run each N times, with seeds from the given on', atLeastOne, 1)
    .option(
      '--dialect <NAME[,NAME...]>',
      'dialect of the module, or several to compare, where a scenario names none',
    )
    .option('--grep <RE>', 'only where name or file matches this RE2 expression')
    .option('--tag <T>', 'only scenarios with this tag')
    .option('--jobs <N>', 'run N at once, in worker threads', wholeNumber(1, 64), 1)
    .option('--check-determinism', 'run each twice and compare the digests')
    .option(
      '--reporter <NAME[=FILE]>',
      `${reporterNames.join(', ')}; may be given again`,
      addReporter,
    )
    .option('--log <FILE>', 'write the trace as lines of JSON; - is standard output')
    .option('--no-color', 'no colours, even on a terminal')
    .option('--debug', 'show the stack of an unexpected error');
}

function addCheckCommand(
  program: Command,
  context: ProgramContext,
  finish: (code: ExitCode) => void,
): void {
  program
    .command('check')
    .description('validates scenario files and runs none')
    .helpOption('-h, --help', 'print this help')
    .argument('[PATH...]', `scenario files and folders (default: ${defaultFolder}/)`)
    .option('--no-color', 'no colours, even on a terminal')
    .option('--debug', 'show the stack of an unexpected error')
    .addHelpText('after', checkHelp)
    .action(async (paths: string[], flags: Pick<CheckOptions, 'color'>) => {
      // The option may stand before the command's name, too.
      const color = flags.color && program.opts<Pick<CheckOptions, 'color'>>().color;
      const { check } = await import('./commands/check.ts');
      finish(await check({ paths: orDefault(paths), color }, context));
    });
}

function addCommandsCommand(
  program: Command,
  context: ProgramContext,
  finish: (code: ExitCode) => void,
): void {
  program
    .command('commands')
    .description('lists the AT commands of the module, or tells all about one')
    .helpOption('-h, --help', 'print this help')
    .argument('[NAME]', 'a command, with or without AT+')
    .addOption(new Option('--lang <LANG>', 'the language').choices(['en', 'zh']))
    .option('--json', 'everything as JSON', false)
    .option('--no-color', 'no colours, even on a terminal')
    .option('--debug', 'show the stack of an unexpected error')
    .addHelpText('after', commandsHelp)
    .action(async (name: string | undefined, flags: Omit<CommandsOptions, 'name'>) => {
      const color = flags.color && program.opts<Pick<CommandsOptions, 'color'>>().color;
      const { commands } = await import('./commands/commands.ts');
      finish(await commands({ ...flags, name, color }, context));
    });
}

function addCoverageCommand(
  program: Command,
  context: ProgramContext,
  finish: (code: ExitCode) => void,
): void {
  program
    .command('coverage')
    .description('tells which tests and scenarios show each requirement')
    .helpOption('-h, --help', 'print this help')
    .option('--all', 'every requirement with what shows it', false)
    .option('--json', 'everything as JSON', false)
    .option('--no-color', 'no colours, even on a terminal')
    .option('--debug', 'show the stack of an unexpected error')
    .addHelpText('after', coverageHelp)
    .action(async (flags: CoverageOptions) => {
      const color = flags.color && program.opts<Pick<CoverageOptions, 'color'>>().color;
      const { coverage } = await import('./commands/coverage.ts');
      finish(await coverage({ ...flags, color }, context));
    });
}

function orDefault(paths: readonly string[]): readonly string[] {
  return paths.length === 0 ? [defaultFolder] : paths;
}

const atLeastOne = wholeNumber(1, 1_000_000);

function wholeNumber(min: number, max: number): (text: string) => number {
  return (text) => {
    const number = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
    if (number >= min && number <= max) return number;
    throw new InvalidArgumentError(`It takes a whole number from ${min} to ${max}.`);
  };
}

function addReporter(
  text: string,
  before: readonly ReporterChoice[] = [],
): readonly ReporterChoice[] {
  const choice = parseReporterChoice(text);
  if (typeof choice === 'string') throw new InvalidArgumentError(choice);
  return [...before, choice];
}
