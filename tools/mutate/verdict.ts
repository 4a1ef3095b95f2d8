import type { Mutant } from './mutant.ts';

/** What became of a mutant. */
export interface Verdict {
  readonly mutant: Mutant;
  /** `endless`: stopped at a limit, which counts as found; `unreached`: no test runs the place. */
  readonly fate: 'killed' | 'endless' | 'survived' | 'unreached';
  /** The test that found it. */
  readonly by: string | undefined;
}

export function isAlive({ fate }: Verdict): boolean {
  return fate === 'survived' || fate === 'unreached';
}
