import type { Repair } from './define-fault.ts';

/** Something that behaves as it was described until somebody changes it. */
export interface Changeable<State> {
  change(parts: Partial<State>, layer: string): Repair;
}

/**
 * Changes several of a kind.
 * @param layer who says so; what it said before is replaced
 * @returns what takes it back
 */
export function changeAll<State>(
  list: readonly Changeable<State>[],
  parts: Partial<State>,
  layer: string,
): Repair {
  const repairs = list.map((one) => one.change(parts, layer));
  return () => {
    for (const repair of repairs) repair();
  };
}
