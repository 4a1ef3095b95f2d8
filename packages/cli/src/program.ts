import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';

import { addBudgetCommand } from './budget-command.ts';
import type { CheckOptions } from './commands/check.ts';
import type { CommandsOptions } from './commands/commands.ts';
import type { CoverageOptions } from './commands/coverage.ts';
import type { DiffOptions } from './commands/diff.ts';
import type { FaultsOptions } from './commands/faults.ts';
import type { RunOptions } from './commands/run.ts';
import { counted } from './counted.ts';
import { exitCodes, type ExitCode } from './exit-codes.ts';
import { formatProblem } from './format-problem.ts';
import { addHeapOptions } from './heap/heap-options.ts';
import {
  checkHelp,
  commandsHelp,
  coverageHelp,
  diffHelp,
  faultsHelp,
  runHelp,
} from './help-texts.ts';
import { addOomCommand } from './oom-command.ts';
import { choosePaint } from './paint.ts';
import type { ProgramContext } from './program-context.ts';
import { parseReporterChoice, type ReporterChoice } from './reporter-choice.ts';
import { addReplayCommand, addServeCommand } from './serve-command.ts';
import { UsageError } from './usage-error.ts';
import { version } from './version.ts';
import { defaultFolder, reporterNames, seedMax } from './vocabulary.ts';
import { wholeNumber } from './whole-number.ts';

/** What commander hands over for the run command. */
interface RunFlags extends Omit<RunOptions, 'paths' | 'reporters' | 'checkDeterminism'> {
  readonly checkDeterminism?: true;
  readonly reporter?: readonly ReporterChoice[];
}

/** What commander hands over for the diff command. */
interface DiffFlags extends Pick<DiffOptions, 'json' | 'color'> {
  readonly band: number;
  readonly slack: number;
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
  addBudgetCommand(program, context, finish);
  addCheckCommand(program, context, finish);
  addCommandsCommand(program, context, finish);
  addCoverageCommand(program, context, finish);
  addDiffCommand(program, context, finish);
  addFaultsCommand(program, context, finish);
  addOomCommand(program, context, finish);
  addServeCommand(program, context, finish);
  addReplayCommand(program, context, finish);
  return program;
}

function addRunOptions(program: Command): Command {
  program
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
    .option('--fail-allocation <N>', 'let the N-th request for memory fail', atLeastOne)
    .option('--record <DIR>', 'write the transcript of each run there, for `pnpm sim diff`')
    .option('--ca <FILE>', 'PEM file with what the module trusts, or none')
    .option('--cert <FILE>', 'PEM file with its own certificate, or none')
    .option('--key <FILE>', 'PEM file with the private key to it')
    .option('--target <TARGET>', 'run on a real module: serial:PATH[@BAUD], tcp:..., rfc2217:...')
    .option('--restore', 'with --target: begin each from factory settings, not only from AT+RST')
    .option('--world <FILE>', 'with --target: what is around it; skip what needs another world')
    .option('--wait-max <DURATION>', 'with --target: skip steps that last longer by themselves')
    .option('--log <FILE>', 'write the trace as lines of JSON; - is standard output');
  return addHeapOptions(program)
    .option('--show-secrets', 'show passwords, in place of ***, in reports, logs and records')
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
    .option('--portable', 'tell how much of each a real module can show', false)
    .option('--no-color', 'no colours, even on a terminal')
    .option('--debug', 'show the stack of an unexpected error')
    .addHelpText('after', checkHelp)
    .action(async (paths: string[], flags: Omit<CheckOptions, 'paths'>) => {
      // The option may stand before the command's name, too.
      const color = flags.color && program.opts<Pick<CheckOptions, 'color'>>().color;
      const { check } = await import('./commands/check.ts');
      finish(await check({ ...flags, paths: orDefault(paths), color }, context));
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

function addDiffCommand(
  program: Command,
  context: ProgramContext,
  finish: (code: ExitCode) => void,
): void {
  program
    .command('diff')
    .description('compares two recordings: texts exactly, latencies by band')
    .helpOption('-h, --help', 'print this help')
    .argument('<A>', 'the folder of a recording, of the twin for instance')
    .argument('<B>', 'that of another one, of a real module for instance')
    .option('--band <PERCENT>', 'latencies within this are the same', percentOf, 20)
    .option('--slack <MS>', 'and so are those that are this near', millisecondsOf, 20)
    .option('--json', 'everything as JSON', false)
    .option('--no-color', 'no colours, even on a terminal')
    .option('--debug', 'show the stack of an unexpected error')
    .addHelpText('after', diffHelp)
    .action(async (a: string, b: string, flags: DiffFlags) => {
      const color = flags.color && program.opts<Pick<DiffOptions, 'color'>>().color;
      const { diff } = await import('./commands/diff.ts');
      const { band: percent, slack, json } = flags;
      finish(diff({ a, b, percent, slackNs: slack * 1_000_000, json, color }, context));
    });
}

function addFaultsCommand(
  program: Command,
  context: ProgramContext,
  finish: (code: ExitCode) => void,
): void {
  program
    .command('faults')
    .description('lists what a scenario can break, or tells all about one fault')
    .helpOption('-h, --help', 'print this help')
    .argument('[NAME]', 'a fault, or the beginning of some')
    .option('--json', 'everything as JSON', false)
    .option('--no-color', 'no colours, even on a terminal')
    .option('--debug', 'show the stack of an unexpected error')
    .addHelpText('after', faultsHelp)
    .action(async (name: string | undefined, flags: Omit<FaultsOptions, 'name'>) => {
      const color = flags.color && program.opts<Pick<FaultsOptions, 'color'>>().color;
      const { faults } = await import('./commands/faults.ts');
      finish(faults({ ...flags, name, color }, context));
    });
}

function orDefault(paths: readonly string[]): readonly string[] {
  return paths.length === 0 ? [defaultFolder] : paths;
}

const atLeastOne = wholeNumber(1, 1_000_000);
const wholePercent = wholeNumber(0, 10_000);
const wholeMilliseconds = wholeNumber(0, 3_600_000);

/** `20%`, or `20`. */
function percentOf(text: string): number {
  return wholePercent(text.replace(/ ?%$/, ''));
}

/** `20ms`, or `20`. */
function millisecondsOf(text: string): number {
  return wholeMilliseconds(text.replace(/ ?ms$/, ''));
}

function addReporter(
  text: string,
  before: readonly ReporterChoice[] = [],
): readonly ReporterChoice[] {
  const choice = parseReporterChoice(text);
  if (typeof choice === 'string') throw new InvalidArgumentError(choice);
  return [...before, choice];
}
