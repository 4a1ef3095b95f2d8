import type { Outcome } from './outcome.ts';
import { explain } from './reporters/explain.ts';

/** A run that went otherwise in one dialect than in the first. */
export interface Difference {
  readonly name: string;
  readonly file: string;
  readonly seed: number;
  /** The dialects, as they are named on the command line. */
  readonly from: string;
  readonly to: string;
  /** How it went in both: `docs passed, firmware failed at 12:5: ...`. */
  readonly text: string;
}

/** Where the further dialects departed from the first, in the order of the runs. */
export function differences(outcomes: readonly Outcome[]): readonly Difference[] {
  return outcomes.flatMap((outcome) => {
    const { reference, result } = outcome;
    if (reference === undefined || !differ(reference, outcome)) return [];
    const { name, file, seed, dialect } = result;
    const text = `${tell(reference)}, ${tell(outcome)}`;
    return [{ name, file, seed, from: reference.result.dialect, to: dialect, text }];
  });
}

/** One passed and the other did not, or both failed, but not at the same step. */
function differ(one: Outcome, other: Outcome): boolean {
  const decided = [one, other].every(({ result }) => ['passed', 'failed'].includes(result.verdict));
  if (!decided) return false;
  if (one.result.verdict !== other.result.verdict) return true;
  const { failure: first } = one.result;
  const { failure: second } = other.result;
  return first?.line !== second?.line || first?.column !== second?.column;
}

function tell(outcome: Outcome): string {
  const { dialect, verdict } = outcome.result;
  const explanation = explain(outcome);
  if (explanation === undefined) return `${dialect} ${verdict}`;
  const { line, column, headline } = explanation;
  return `${dialect} ${verdict} at ${line}:${column}: ${headline}`;
}
