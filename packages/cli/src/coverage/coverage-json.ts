import type { Conformance } from '../conformance/conformance-of.ts';
import type { TagUse } from '../conformance/tag-uses.ts';
import type { Coverage } from './coverage-of.ts';
import type { ReachedForm } from './reached.ts';

/** The whole coverage as one JSON text. */
export function coverageJson(
  { rows, faults }: Coverage,
  mqtt: Conformance,
  forms: readonly ReachedForm[],
): string {
  const requirements = rows.map(({ requirement, evidence, status }) => {
    const { line: _, ...rest } = requirement;
    return { ...rest, status, evidence: evidence.map(({ ids: __, ...piece }) => piece) };
  });
  const statements = mqtt.rows.map(({ statement, code, shows, status }) => {
    const { line: _, ...rest } = statement;
    return { ...rest, status, code: code.map(place), shows: shows.map(place) };
  });
  const reached = forms.map(({ command, form, states }) => ({
    command,
    form,
    states: Object.fromEntries(
      [...states].map(([ending, set]) => [ending, [...set].toSorted((a, b) => a - b)]),
    ),
  }));
  return `${JSON.stringify({ requirements, statements, faults, reached }, null, 2)}\n`;
}

function place({ file, line }: TagUse): string {
  return `${file}:${line}`;
}
