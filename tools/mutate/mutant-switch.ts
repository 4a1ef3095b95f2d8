// Runs in the test thread before every test file: the switch that mutated code
// asks. Modules are loaded anew in every run, so that what one does while it is
// loaded is mutated as well.

import { inject, vi } from 'vitest';

const { run, active, hitsMax, hits } = inject('mutation');
const runOfTheModules: unknown = Reflect.get(globalThis, 'mutationRun');

function isMutant(id: number): boolean {
  if (active !== undefined && id !== active) return false;
  const count = (hits[id] ?? 0) + 1;
  hits[id] = count;
  if (active === undefined) return false;
  if (count > hitsMax) throw new Error(`mutant ${id} was reached ${count} times; it never ends`);
  return true;
}

Object.assign(globalThis, { isMutant, mutationRun: run });
if (runOfTheModules !== run) vi.resetModules();
