import type { BudgetPlan } from './budget-plan.ts';
import type { Budget } from './budget-result.ts';

/**
 * Tells what fits into the module: twins do what the plan says, with less and
 * less memory, until something fails. The same for the same plan.
 * @throws CertificateError for a slot that holds no certificate
 */
export async function computeBudget(plan: BudgetPlan): Promise<Budget> {
  // The models are heavy, and whoever checks files does without them.
  const { probeBudget } = await import('./probe-budget.ts');
  return probeBudget(plan);
}
