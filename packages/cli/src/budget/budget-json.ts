import type { Budget, BudgetMeasure, BudgetPlan } from '@w800/scenario';

import { version } from '../version.ts';
import type { ChosenChain } from './read-chain-choice.ts';

/**
 * One JSON document, the same for the same plan. Its shape is a promise:
 * `format` changes when a field changes its meaning or goes; new ones may come.
 */
export function budgetJson(plan: BudgetPlan, chain: ChosenChain, budget: Budget): string {
  const { module: _, serverChain, ...asked } = plan;
  const { measure, sparable, reaches, whatIfs } = budget;
  const document = {
    format: 'w800-twin-budget/1',
    version: version(),
    asked: { ...asked, serverChain: chain.shown, serverCertificates: serverChain },
    fits: measure.failure === undefined,
    ...figuresOf(measure),
    owners: measure.owners,
    sparable: sparable ?? null,
    reaches,
    whatIfs: whatIfs.map((one) => ({ what: one.what, ...figuresOf(one.measure) })),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function figuresOf(measure: BudgetMeasure) {
  const { capacityBytes, bootFreeBytes, joinedFreeBytes, failure, phases } = measure;
  const { steadyFreeBytes, steadyLargestFreeBytes, worst } = measure;
  const { phase, usedBytes, freeBytes, largestFreeBytes } = worst;
  return {
    capacityBytes,
    bootFreeBytes,
    joinedFreeBytes,
    steadyFreeBytes,
    steadyLargestFreeBytes,
    peakBytes: usedBytes,
    marginBytes: freeBytes,
    marginLargestBytes: largestFreeBytes,
    peakPhase: phase,
    phases,
    failure: failure ?? null,
  };
}
