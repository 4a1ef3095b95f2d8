import type { ScenarioResult } from '@w800/scenario';

import { counted } from './counted.ts';
import { printable } from './printable.ts';

/** What a run on a real module left out and why, in short lines; none for a run on a twin. */
export function skippedLines({ target }: Pick<ScenarioResult, 'target'>): readonly string[] {
  if (target === undefined) return [];
  const { reason, skipped } = target;
  if (reason !== undefined) return [`skipped: ${printable(reason)}`];
  const own = skipped.filter(({ follows }) => !follows);
  const lines = own.map(
    ({ word, line, reason: why }) => `skipped: ${word} (line ${line}): ${printable(why)}`,
  );
  const followers = skipped.filter(({ follows }) => follows);
  const [first] = followers;
  if (first === undefined) return lines;
  const from = counted(followers.length, 'step');
  return [...lines, `skipped: ${from} from line ${first.line} on: ${first.reason}`];
}
