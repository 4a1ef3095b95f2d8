import { counted } from '../counted.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import type { Engine } from '../engine.ts';
import { choosePaint, type Paint } from '../paint.ts';
import { printable } from '../printable.ts';
import type { ProgramContext } from '../program-context.ts';
import { readScenarios, type ReadScenario } from '../read-scenarios.ts';
import { skippedLines } from '../skipped-lines.ts';
import { UsageError } from '../usage-error.ts';

export interface CheckOptions {
  readonly paths: readonly string[];
  readonly color: boolean;
  /** Tell how much of each a real module can show. */
  readonly portable: boolean;
}

/** Loads scenario files and runs none. */
export async function check(options: CheckOptions, context: ProgramContext): Promise<ExitCode> {
  const { shell } = context;
  const { engine } = await context.importEngine();
  const { scenarios, problems } = readScenarios(engine, options.paths, shell.cwd);
  const paint = choosePaint(shell, shell.out, options.color);
  if (options.portable && problems.length === 0) {
    shell.out.write(portableList(scenarios, engine, paint));
    return exitCodes.passed;
  }
  for (const { file, scenario } of scenarios) {
    const place = paint('dim', `(${printable(file)})`);
    shell.out.write(`${paint('green', '✓')} ${printable(scenario.name)}  ${place}\n`);
  }
  if (problems.length > 0) throw new UsageError(problems);
  shell.out.write(`\n${paint('bold', counted(scenarios.length, 'scenario'))}: all valid\n`);
  return exitCodes.passed;
}

/** How much of each scenario a real module can show, and why not the rest. */
function portableList(scenarios: readonly ReadScenario[], engine: Engine, paint: Paint): string {
  const counts = { whole: 0, part: 0, none: 0 };
  const lines = scenarios.flatMap(({ file, scenario }) => {
    const { steps, skipped, reason } = engine.portability(scenario);
    const kind = reason !== undefined ? 'none' : skipped.length === 0 ? 'whole' : 'part';
    counts[kind] += 1;
    const mark = { whole: paint('green', '✓'), part: paint('yellow', '◐'), none: '○' }[kind];
    const done = kind === 'none' ? 0 : steps - skipped.length;
    const place = paint('dim', `(${printable(file)})`);
    const target = { name: '', skipped, ...(reason === undefined ? {} : { reason }) };
    return [
      `${mark} ${printable(scenario.name)}  ${place}  ${done} of ${counted(steps, 'step')}`,
      ...skippedLines({ target }).map((text) => `    ${paint('dim', text)}`),
    ];
  });
  const total =
    `${paint('bold', counted(scenarios.length, 'scenario'))}: ${counts.whole} portable, ` +
    `${counts.part} in part, ${counts.none} not at all`;
  return `${[...lines, '', total].join('\n')}\n`;
}
