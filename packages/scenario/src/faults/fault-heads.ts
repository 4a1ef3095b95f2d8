import type { z } from 'zod';
import type { AnyFaultDefinition } from './define-fault.ts';
import { faultList } from './fault-list.ts';

/** A key for every fault, with the schema of its value. */
export const faultHeads: Readonly<Record<string, z.ZodType>> = Object.fromEntries(
  faultList.map(({ name, schema, summary }) => [name, schema.meta({ description: summary })]),
);

/** Where a scenario finds them all. */
export const faultsListed = '`pnpm sim faults` lists them';

export interface NamedFault {
  readonly definition: AnyFaultDefinition;
  readonly value: unknown;
}

/** The one fault that a mapping names, with its value. */
export function faultIn(mapping: Readonly<Record<string, unknown>>): NamedFault | undefined {
  const definition = faultList.find(({ name }) => mapping[name] !== undefined);
  return definition && { definition, value: mapping[definition.name] };
}
