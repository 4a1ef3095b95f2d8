import { resolve } from 'node:path';

import { complaints } from './complaints.ts';
import type { Problem } from './engine.ts';
import { choosePaint, plain } from './paint.ts';
import type { ReporterChoice } from './reporter-choice.ts';
import type { Report } from './reporters/report.ts';
import type { Reporter } from './reporters/reporter.ts';
import type { Output, Shell } from './shell.ts';
import { UsageError } from './usage-error.ts';
import { whyUnwritable } from './why-unwritable.ts';
import { writeFileAtomic } from './write-file-atomic.ts';

export interface ReporterOptions {
  readonly choices: readonly ReporterChoice[];
  readonly shell: Shell;
  /** Where reporters without a file write. */
  readonly output: Output;
  readonly color: boolean;
}

/**
 * The chosen reporters as one. Only what is chosen is imported. A file is
 * checked now, so that nobody waits for a run whose report cannot be kept, and
 * written whole at the end.
 *
 * @throws UsageError for files that cannot be written and outputs that clash
 */
export async function openReporters(options: ReporterOptions): Promise<Required<Reporter>> {
  const { choices, shell } = options;
  const problems = [...clashes(choices, shell.cwd), ...unwritable(choices, shell.cwd)];
  if (problems.length > 0) throw new UsageError(problems);
  const reporters = await Promise.all(choices.map((choice) => open(choice, options)));
  return {
    begin: (plan) => reporters.forEach((reporter) => reporter.begin?.(plan)),
    started: (job) => reporters.forEach((reporter) => reporter.started?.(job)),
    finished: (outcome) => reporters.forEach((reporter) => reporter.finished?.(outcome)),
    end: (report) => endAll(reporters, report),
  };
}

/** One report that cannot be written must not keep the others from being written. */
function endAll(reporters: readonly Reporter[], report: Report): void {
  const problems: Problem[] = [];
  for (const reporter of reporters) {
    try {
      reporter.end(report);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) throw new UsageError(problems);
}

async function open(choice: ReporterChoice, options: ReporterOptions): Promise<Reporter> {
  const { shell, output } = options;
  if (choice.file === undefined) return create(choice, options, output);
  const path = resolve(shell.cwd, choice.file);
  let text = '';
  const page: Output = { write: (more) => (text += more), isTerminal: false, columns: 80 };
  const reporter = await create(choice, options, page);
  return {
    ...bind(reporter),
    end(report) {
      reporter.end(report);
      try {
        writeFileAtomic(path, text);
      } catch (error) {
        throw new UsageError([complaints.unwritable(choice.file ?? path, reasonOf(error))]);
      }
    },
  };
}

function bind(reporter: Reporter): Omit<Required<Reporter>, 'end'> {
  return {
    begin: (plan) => reporter.begin?.(plan),
    started: (job) => reporter.started?.(job),
    finished: (outcome) => reporter.finished?.(outcome),
  };
}

async function create(
  { name, file }: ReporterChoice,
  { shell, color }: ReporterOptions,
  output: Output,
): Promise<Reporter> {
  const write = (text: string) => output.write(text);
  switch (name) {
    case 'json':
      return (await import('./reporters/json.ts')).jsonReporter(write);
    case 'junit':
      return (await import('./reporters/junit.ts')).junitReporter(write);
    case 'tap':
      return (await import('./reporters/tap.ts')).tapReporter(write);
    case 'github':
      return (await import('./reporters/github.ts')).githubReporter(write);
    case 'pretty':
      break;
  }
  const { PrettyReporter } = await import('./reporters/pretty.ts');
  const paint = file === undefined ? choosePaint(shell, output, color) : plain;
  return new PrettyReporter({ shell, output, paint });
}

/**
 * Two reporters cannot share a place. Only `pretty` and `github` may share
 * standard output: annotations are lines of their own.
 */
function clashes(choices: readonly ReporterChoice[], cwd: string): readonly Problem[] {
  const takenBy = new Map<string, ReporterChoice>();
  return choices.flatMap((choice) => {
    const place = choice.file === undefined ? '' : resolve(cwd, choice.file);
    const other = takenBy.get(place);
    takenBy.set(place, choice);
    if (other === undefined) return [];
    const names = new Set([choice.name, other.name]);
    if (place === '' && names.has('pretty') && names.has('github')) return [];
    return [complaints.outputShared(other.name, choice.name)];
  });
}

function unwritable(choices: readonly ReporterChoice[], cwd: string): readonly Problem[] {
  return choices.flatMap(({ file }) => {
    if (file === undefined) return [];
    const reason = whyUnwritable(resolve(cwd, file));
    return reason === undefined ? [] : [complaints.unwritable(file, reason)];
  });
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
