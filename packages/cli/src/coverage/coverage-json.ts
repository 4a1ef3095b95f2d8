import type { Coverage } from './coverage-of.ts';
import type { ReachedForm } from './reached.ts';

/** The whole coverage as one JSON text. */
export function coverageJson({ rows, faults }: Coverage, forms: readonly ReachedForm[]): string {
  const requirements = rows.map(({ requirement, evidence, status }) => {
    const { line: _, ...rest } = requirement;
    return { ...rest, status, evidence: evidence.map(({ ids: __, ...piece }) => piece) };
  });
  const reached = forms.map(({ command, form, states }) => ({
    command,
    form,
    states: Object.fromEntries(
      [...states].map(([ending, set]) => [ending, [...set].toSorted((a, b) => a - b)]),
    ),
  }));
  return `${JSON.stringify({ requirements, faults, reached }, null, 2)}\n`;
}
