import { counted } from '../counted.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { choosePaint } from '../paint.ts';
import { printable } from '../printable.ts';
import type { ProgramContext } from '../program-context.ts';
import { readScenarios } from '../read-scenarios.ts';
import { UsageError } from '../usage-error.ts';

export interface CheckOptions {
  readonly paths: readonly string[];
  readonly color: boolean;
}

/** Loads scenario files and runs none. */
export async function check(options: CheckOptions, context: ProgramContext): Promise<ExitCode> {
  const { shell } = context;
  const { engine } = await context.importEngine();
  const { scenarios, problems } = readScenarios(engine, options.paths, shell.cwd);
  const paint = choosePaint(shell, shell.out, options.color);
  for (const { file, scenario } of scenarios) {
    const place = paint('dim', `(${printable(file)})`);
    shell.out.write(`${paint('green', '✓')} ${printable(scenario.name)}  ${place}\n`);
  }
  if (problems.length > 0) throw new UsageError(problems);
  shell.out.write(`\n${paint('bold', counted(scenarios.length, 'scenario'))}: all valid\n`);
  return exitCodes.passed;
}
