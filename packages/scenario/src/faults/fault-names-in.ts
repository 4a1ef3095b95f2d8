import type { Step } from '../scenario.ts';
import { faultIn } from './fault-heads.ts';

/** The faults that steps apply by name, nested ones included. */
export function faultNamesIn(steps: readonly Step[]): readonly string[] {
  return [...new Set(steps.flatMap(namesIn))];
}

function namesIn({ definition, value, children }: Step): readonly string[] {
  const nested = children.flatMap(namesIn);
  const own = (value as Readonly<Record<string, unknown>>)[definition.name];
  if (definition.name === 'fault') return [...namesOf(own), ...nested];
  if (definition.name !== 'faults') return nested;
  const { of = [] } = own as { readonly of?: readonly unknown[] };
  return of.flatMap(namesOf);
}

function namesOf(mapping: unknown): readonly string[] {
  const found = faultIn(mapping as Readonly<Record<string, unknown>>);
  return found === undefined ? [] : [found.definition.name];
}
