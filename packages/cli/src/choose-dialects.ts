import { complaints } from './complaints.ts';
import type { DialectName, Problem } from './engine.ts';
import { nearest } from './nearest.ts';

export type ChosenDialects =
  | { readonly ok: true; readonly dialects: readonly DialectName[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** The dialects `--dialect` names, in its order, each once; or what is wrong with it. */
export function chooseDialects(typed: string, known: readonly DialectName[]): ChosenDialects {
  const names = [...new Set(typed.split(',').map((name) => name.trim()))];
  const found = names.map(
    (wanted) =>
      known.find(({ name }) => name === wanted) ??
      complaints.dialect(wanted, nearest(wanted, namesOf(known)), namesOf(known)),
  );
  const problems = found.filter((one) => 'code' in one);
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, dialects: found.filter((one) => 'name' in one) };
}

function namesOf(dialects: readonly DialectName[]): readonly string[] {
  return dialects.map(({ name }) => name);
}
