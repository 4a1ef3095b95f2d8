import type { z } from 'zod';
import type { HostDriver } from './host-driver.ts';
import type { StepNeed } from './needs.ts';

/** Runs the steps nested in a step, under a default time limit of their own if given. */
export type RunNested = (withinNs?: number) => Promise<void>;

/** A kind of step: its word, its shape and what it does. */
export interface StepDefinition<Schema extends z.ZodType = z.ZodType> {
  /** The key a step of this kind begins with. */
  readonly name: string;
  /** One sentence, shown when an editor hovers over the step. */
  readonly summary: string;
  /** The whole mapping, the step's own key included. */
  readonly schema: Schema;
  /** Names of variables the step sets, besides captures. */
  readonly defines?: (step: z.output<Schema>) => readonly string[];
  /** Names that stand for something within the step alone. */
  readonly locals?: (step: z.output<Schema>) => readonly string[];
  /** What a real module on its bench may not have. */
  readonly needs?: (step: z.output<Schema>) => StepNeed | undefined;
  /** How long the step takes whatever happens, in nanoseconds. */
  readonly lastsNs?: (step: z.output<Schema>) => number;
  /** Does the step in virtual time. Throws `StepFailure` when it fails. */
  readonly run: (step: z.output<Schema>, host: HostDriver, nested: RunNested) => Promise<void>;
}

/** A definition whose schema type has been forgotten: an entry of the list of steps. */
export interface AnyStepDefinition {
  readonly name: string;
  readonly summary: string;
  readonly schema: z.ZodType;
  /** Keys its mapping may have. */
  readonly keys: readonly string[];
  readonly defines: (step: unknown) => readonly string[];
  readonly locals: (step: unknown) => readonly string[];
  readonly needs: (step: unknown) => StepNeed | undefined;
  readonly lastsNs: (step: unknown) => number;
  readonly run: (step: unknown, host: HostDriver, nested: RunNested) => Promise<void>;
}

/** Declares a kind of step. One file a step; it is registered in `step-list.ts`. */
export function defineStep<Shape extends z.ZodRawShape>(
  definition: StepDefinition<z.ZodObject<Shape>>,
): AnyStepDefinition {
  const { name, summary, schema } = definition;
  // The loader hands `run` nothing but what this very schema has produced.
  return {
    name,
    summary,
    schema,
    keys: Object.keys(schema.shape),
    defines: (step) => definition.defines?.(step as z.output<z.ZodObject<Shape>>) ?? [],
    locals: (step) => definition.locals?.(step as z.output<z.ZodObject<Shape>>) ?? [],
    needs: (step) => definition.needs?.(step as z.output<z.ZodObject<Shape>>),
    lastsNs: (step) => definition.lastsNs?.(step as z.output<z.ZodObject<Shape>>) ?? 0,
    run: (step, host, nested) => definition.run(step as z.output<z.ZodObject<Shape>>, host, nested),
  };
}
