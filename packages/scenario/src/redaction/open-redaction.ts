import type { RunRedaction } from './run-redaction.ts';

let module: typeof import('./run-redaction.ts') | undefined;

/** For one run. What it needs of the models is loaded by the first that asks. */
export async function openRedaction(): Promise<RunRedaction> {
  module ??= await import('./run-redaction.ts');
  return new module.RunRedaction();
}
