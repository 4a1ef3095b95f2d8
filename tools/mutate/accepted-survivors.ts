import { readFileSync } from 'node:fs';

import type { Mutant } from './mutant.ts';

/** A mutant that may live, named by its text, as lines move. */
export type AcceptedSurvivor = Pick<Mutant, 'path' | 'on' | 'original' | 'replacement'> & {
  /** Why no test can tell it from the original, or why none should. */
  readonly reason: string;
};

const file = new URL('survivors.json', import.meta.url);

/** The mutants that may live, as `survivors.json` lists them. */
export function acceptedSurvivors(): readonly AcceptedSurvivor[] {
  return JSON.parse(readFileSync(file, 'utf8')) as readonly AcceptedSurvivor[];
}

export function accepts(accepted: AcceptedSurvivor, mutant: Mutant): boolean {
  return (
    accepted.path === mutant.path &&
    accepted.on === mutant.on &&
    accepted.original === mutant.original &&
    accepted.replacement === mutant.replacement
  );
}
