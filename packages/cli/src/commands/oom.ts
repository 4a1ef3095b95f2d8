import type { Engine } from '../engine.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { certificateProblems } from '../module-certificates.ts';
import { oomJson } from '../oom/oom-json.ts';
import { OomSession, type OomSessionOptions } from '../oom/oom-session.ts';
import { isBroken, isUnfinished } from '../oom/oom-subject.ts';
import type { ProgramContext } from '../program-context.ts';
import { readScenarios, type ReadScenario } from '../read-scenarios.ts';
import { select, type Filters } from '../select.ts';
import { UsageError } from '../usage-error.ts';

export interface OomOptions extends Filters, OomSessionOptions {
  readonly paths: readonly string[];
}

/** Lets every request for memory of scenarios fail, one a run, and judges what came of it. */
export async function oom(options: OomOptions, context: ProgramContext): Promise<ExitCode> {
  const { shell } = context;
  const { engine } = await context.importEngine();
  const problems = certificateProblems(options);
  if (problems.length > 0) throw new UsageError(problems);
  const session = new OomSession(engine, options, context);
  const report = await session.run(await findScenarios(engine, options, shell.cwd));
  if (options.json) shell.out.write(oomJson(report));
  if (report.subjects.some(({ survey }) => survey.verdict === 'broken')) return exitCodes.bug;
  if (report.subjects.some(isBroken)) return exitCodes.failed;
  return isUnfinished(report) ? exitCodes.interrupted : exitCodes.passed;
}

async function findScenarios(
  engine: Engine,
  options: OomOptions,
  cwd: string,
): Promise<readonly ReadScenario[]> {
  const { scenarios, problems } = readScenarios(engine, options.paths, cwd);
  if (problems.length > 0) throw new UsageError(problems);
  const selected = await select(scenarios, options);
  if ('code' in selected) throw new UsageError([selected]);
  return selected;
}
