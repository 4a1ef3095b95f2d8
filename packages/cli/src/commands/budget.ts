import type { BudgetPlan } from '@w800/scenario';

import { budgetJson } from '../budget/budget-json.ts';
import { budgetText } from '../budget/budget-text.ts';
import { readChainChoice } from '../budget/read-chain-choice.ts';
import { complaints } from '../complaints.ts';
import type { Problem } from '../engine.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import {
  certificateProblems,
  moduleCertificates,
  type CertificateFlags,
} from '../module-certificates.ts';
import { choosePaint } from '../paint.ts';
import type { ProgramContext } from '../program-context.ts';
import { UsageError } from '../usage-error.ts';

export interface BudgetOptions extends CertificateFlags {
  readonly scheme: number;
  /** The name of a chain, or a PEM file. */
  readonly serverChain: string;
  readonly topics: number;
  /** In bytes. */
  readonly payload: number;
  readonly qos: 0 | 1 | 2;
  readonly reconnect: 0 | 1;
  readonly publish: 'raw' | 'plain';
  readonly json: boolean;
  readonly color: boolean;
}

/** Tells what fits into the module, by letting twins do it. */
export async function budget(
  options: BudgetOptions,
  { shell }: Pick<ProgramContext, 'shell'>,
): Promise<ExitCode> {
  const scenario = await import('@w800/scenario');
  const problems = [...certificateProblems(options), ...payloadProblems(options, scenario)];
  if (problems.length > 0) throw new UsageError(problems);
  const { readFilesIn: filesIn, readModule } = scenario;
  const chain = await readChainChoice(options.serverChain, shell.cwd);
  const { scheme, topics, payload, qos, reconnect, publish } = options;
  const plan: BudgetPlan = {
    scheme,
    topics,
    payloadBytes: payload,
    qos,
    reconnect,
    publish,
    serverChain: chain.links,
    module: moduleCertificates(options, { filesIn, readModule }, shell.cwd) ?? {},
  };
  const answer = await scenario.computeBudget(plan);
  const paint = choosePaint(shell, shell.out, options.color);
  const show = options.json
    ? budgetJson(plan, chain, answer)
    : budgetText(plan, chain, answer, paint);
  shell.out.write(show);
  return answer.measure.failure === undefined ? exitCodes.passed : exitCodes.failed;
}

function payloadProblems(
  { publish, payload }: BudgetOptions,
  { plainBytesMax, rawBytesMax }: { plainBytesMax: number; rawBytesMax: number },
): readonly Problem[] {
  const [least, most] = publish === 'raw' ? [1, rawBytesMax] : [0, plainBytesMax];
  if (payload >= least && payload <= most) return [];
  return [complaints.payload(payload, publish, least, most)];
}
