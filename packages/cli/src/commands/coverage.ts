import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { complaints } from '../complaints.ts';
import { conformanceOf } from '../conformance/conformance-of.ts';
import { conformanceSummary } from '../conformance/conformance-summary.ts';
import { readTagUses } from '../conformance/read-tag-uses.ts';
import { readStatements, statementsFile } from '../conformance/statements.ts';
import { tagUsesOfScenario } from '../conformance/tag-uses.ts';
import { coverageJson } from '../coverage/coverage-json.ts';
import { coverageOf, groupOf, type CoverageFault } from '../coverage/coverage-of.ts';
import { evidenceOfScenario } from '../coverage/evidence.ts';
import { unshownFaults } from '../coverage/unshown-faults.ts';
import { ledgerFile, readLedger } from '../coverage/ledger.ts';
import { Reached } from '../coverage/reached.ts';
import { readTestEvidence } from '../coverage/read-test-evidence.ts';
import { showEvidence, showSummary } from '../coverage/show-coverage.ts';
import { showReached } from '../coverage/show-reached.ts';
import type { Engine, Problem } from '../engine.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { choosePaint } from '../paint.ts';
import type { ProgramContext } from '../program-context.ts';
import { readScenarios, type ReadScenario } from '../read-scenarios.ts';
import { UsageError } from '../usage-error.ts';
import { defaultFolder } from '../vocabulary.ts';

export interface CoverageOptions {
  /** Every requirement with its evidence, not only the counts. */
  readonly all: boolean;
  /** One JSON text instead of tables. */
  readonly json: boolean;
  readonly color: boolean;
}

/**
 * Tells which tests and scenarios show each requirement of the ledger and each
 * statement of MQTT 3.1.1, and runs the scenarios to see which replies they
 * reach. Works in the root of the project. Ends with 1 when something that
 * should hold now is not shown.
 */
export async function coverage(
  options: CoverageOptions,
  context: ProgramContext,
): Promise<ExitCode> {
  const { shell, signal } = context;
  const { requirements } = readList(shell.cwd, ledgerFile, readLedger);
  const { statements } = readList(shell.cwd, statementsFile, readStatements);
  const { engine } = await context.importEngine();
  const { scenarios, problems } = readScenarios(engine, [defaultFolder], shell.cwd);
  if (problems.length > 0) throw new UsageError(problems);

  const found = coverageOf(requirements, [
    ...readTestEvidence(shell.cwd, 'packages', new Set(requirements.map(groupOf))),
    ...scenarios.flatMap(({ file, scenario }) => evidenceOfScenario(file, scenario)),
  ]);
  const mqtt = conformanceOf(statements, [
    ...readTagUses(shell.cwd, 'packages'),
    ...scenarios.flatMap(({ file, scenario }) => tagUsesOfScenario(file, scenario)),
  ]);
  const reached = new Reached();
  const failed = await runAll(scenarios, { engine, signal, reached });
  if (signal.aborted) return exitCodes.interrupted;

  const unshown = unshownFaults(engine.faults, scenarios);
  const faults = [...found.faults, ...mqtt.faults, ...unshown, ...failed];
  const whole = { rows: found.rows, faults };
  const paint = choosePaint(shell, shell.out, options.color);
  const named = requirements.map(({ command }) => command);
  const commands = [...new Set(named.filter((command) => command.startsWith('AT+')))];
  const texts = options.json
    ? [coverageJson(whole, mqtt, reached.forms())]
    : [
        ...(options.all ? showEvidence(whole, paint) : []),
        ...showReached(reached.forms(), { scenarios: scenarios.length, commands }, paint),
        `MQTT 3.1.1: ${conformanceSummary(mqtt.rows)}\n`,
        `Faults: ${engine.faults.length}, of which ${unshown.length} have no scenario\n\n`,
        ...showSummary(whole, paint),
      ];
  for (const text of texts) shell.out.write(text);
  return whole.faults.length > 0 ? exitCodes.failed : exitCodes.passed;
}

function readList<List extends { readonly problems: readonly Problem[] }>(
  cwd: string,
  file: string,
  read: (text: string) => List,
): List {
  const list = read(readListText(cwd, file));
  if (list.problems.length > 0) throw new UsageError(list.problems);
  return list;
}

function readListText(cwd: string, file: string): string {
  try {
    return readFileSync(join(cwd, file), 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError([complaints.noLedger(file, reason)]);
  }
}

interface Surroundings {
  readonly engine: Engine;
  readonly signal: AbortSignal;
  readonly reached: Reached;
}

/** A scenario that fails shows nothing, so that is a fault of the coverage. */
async function runAll(
  scenarios: readonly ReadScenario[],
  { engine, signal, reached }: Surroundings,
): Promise<readonly CoverageFault[]> {
  const faults: CoverageFault[] = [];
  for (const { file, scenario } of scenarios) {
    const { seed, dialect } = scenario;
    const onRecord = reached.reader();
    const result = await engine.run(scenario, { seed, dialect, signal, onRecord });
    if (result.verdict === 'passed') continue;
    faults.push({ place: file, what: result.failure?.message ?? `it ${result.verdict}` });
  }
  return faults;
}
