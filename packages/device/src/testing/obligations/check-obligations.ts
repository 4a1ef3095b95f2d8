import fc from 'fast-check';
import { actionArbitrary } from './action-arbitrary.ts';
import { runObligations } from './run-obligations.ts';

/** As many sequences as asked for, or else as few as a usual run has the time for. */
const { numRuns = 150, seed = 0 } = fc.readConfigureGlobal();

/** What happened how often, in all sequences together. */
export class Happenings {
  readonly counts = new Map<string, number>();

  /** What happened less often in a hundred sequences than it has to, or the law says little. */
  rarerThan(leastOften: Readonly<Record<string, number>>): string[] {
    return Object.entries(leastOften).flatMap(([happening, least]) => {
      const inHundred = ((this.counts.get(happening) ?? 0) * 100) / numRuns;
      return inHundred < least ? [`${happening}: ${inHundred} of ${least}`] : [];
    });
  }

  describe(): string {
    const sorted = [...this.counts].toSorted(([one], [other]) => (one < other ? -1 : 1));
    return sorted.map(([happening, count]) => `${happening}: ${count}`).join(', ');
  }
}

/**
 * Runs sequences in which so many of ten sessions are clean.
 * @throws Error with the shortest sequence found that breaks an obligation, and its story
 */
export async function checkObligations(cleanOf10: number): Promise<Happenings> {
  const happenings = new Happenings();
  const property = fc.asyncProperty(actionArbitrary(cleanOf10), (sequence) =>
    runObligations(sequence, happenings.counts),
  );
  // Each share of clean sessions gets sequences of its own.
  await fc.assert(property, { numRuns, seed: seed + cleanOf10 });
  return happenings;
}
