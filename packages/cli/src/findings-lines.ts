import { counted } from './counted.ts';
import type { Outcome } from './outcome.ts';
import { printable } from './printable.ts';

/** Each finding once, with how many runs made it: the same surprise awaits everywhere. */
export function findingsLines(outcomes: readonly Outcome[]): readonly string[] {
  const found = new Map<string, { readonly text: string; runs: number }>();
  for (const { result } of outcomes) {
    for (const { id, text } of new Map(result.findings.map((one) => [one.id, one])).values()) {
      const known = found.get(id);
      if (known === undefined) found.set(id, { text, runs: 1 });
      else known.runs += 1;
    }
  }
  return [...found].map(
    ([id, { text, runs }]) => `  ${printable(id)} (${counted(runs, 'run')}): ${printable(text)}`,
  );
}
