import type { BrokerEnd } from '@w800/broker';
import type { z } from 'zod';
import type { HostDriver } from '../../host-driver.ts';

/** What an action works on. */
export interface ActionSite {
  readonly host: HostDriver;
  readonly broker: BrokerEnd;
  /** How long a waiting action may take, in nanoseconds. */
  readonly withinNs: number;
}

/** What is wrong with a value whose fields are each right. */
export interface ActionFault {
  /** The key it is about. */
  readonly key: string;
  readonly what: string;
  readonly fix: string;
}

/** One thing the `broker` step can do, its types forgotten. */
export interface BrokerAction {
  /** The key an action begins with. */
  readonly name: string;
  /** Every key of it, its own included. */
  readonly shape: z.ZodRawShape;
  /** Whether it waits for something, so that `within` means something. */
  readonly waits: boolean;
  /** Whether it only looks: the run goes the same way without it. */
  readonly looks: boolean;
  readonly fault: (value: unknown) => ActionFault | undefined;
  readonly run: (value: unknown, site: ActionSite) => void | Promise<void>;
}

/** Declares an action of the `broker` step. One file an action; `action-list.ts` has them all. */
export function defineBrokerAction<Shape extends z.ZodRawShape>(definition: {
  readonly name: keyof Shape & string;
  readonly shape: Shape;
  readonly waits?: boolean;
  readonly looks?: boolean;
  readonly fault?: (value: z.output<z.ZodObject<Shape>>) => ActionFault | undefined;
  readonly run: (value: z.output<z.ZodObject<Shape>>, site: ActionSite) => void | Promise<void>;
}): BrokerAction {
  const { name, shape, waits = false, looks = false, fault, run } = definition;
  // The loader hands over nothing but what this very shape has produced.
  return {
    name,
    shape,
    waits,
    looks,
    fault: (value) => fault?.(value as z.output<z.ZodObject<Shape>>),
    run: (value, site) => run(value as z.output<z.ZodObject<Shape>>, site),
  };
}
