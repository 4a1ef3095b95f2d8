import type { Provenance } from '@w800/kernel';
import type { z } from 'zod';
import type { FaultSites } from './fault-sites.ts';
import type { PortProtocol } from './tls/port-protocol.ts';

/** What can break, in the order of the reference page. */
export const faultClasses = {
  uart: 'The serial line',
  power: 'Power and reset',
  wifi: 'Wi-Fi',
  ip: 'IP and TCP',
  time: 'DNS and SNTP',
  tls: 'TLS, certificates and WebSocket',
  broker: 'The broker',
  memory: 'Memory pressure',
} as const;

export type FaultClass = keyof typeof faultClasses;

/** Puts right again what a fault has broken. Done twice, the second time changes nothing. */
export type Repair = () => void;

export interface FaultDefinition<Schema extends z.ZodType> {
  /** The key below `fault:`, kebab-case. */
  readonly name: string;
  readonly class: FaultClass;
  /** What it does, in a sentence. */
  readonly summary: string;
  /** What the module then shows on its serial port, in a sentence. */
  readonly reaction: string;
  /** What the reaction is known from. */
  readonly basis: { readonly provenance: Provenance; readonly source: string };
  /** The value below the key, as it is written in a scenario. */
  readonly schema: Schema;
  /** A value for examples and for runs that mix faults. */
  readonly example: z.input<Schema>;
  /** Whether it lasts until it is repaired. A blow, such as a power cut, is over at once. */
  readonly lasts: boolean;
  /**
   * What it is about, where there can be several at a time: a newer one about the same replaces
   * the older. Default: there is one of a name.
   */
  readonly about?: (value: z.output<Schema>) => string;
  /**
   * Whether each application is one of its own, such as memory that is taken. Default: a newer
   * one replaces the older, and the repair of both is done when the newer ends.
   */
  readonly stacks?: boolean;
  /** What a port of the broker has to speak, or there is nothing to break. Default: anything. */
  readonly speaks?: PortProtocol;
  /** Breaks it now. Returns what repairs it, if anything is left to repair. */
  readonly apply: (sites: FaultSites, value: z.output<Schema>) => Repair | undefined;
}

/** A definition whose schema type has been forgotten: an entry of the list of faults. */
export interface AnyFaultDefinition extends Omit<
  FaultDefinition<z.ZodType>,
  'about' | 'apply' | 'example'
> {
  readonly example: unknown;
  readonly about: (value: unknown) => string;
  readonly apply: (sites: FaultSites, value: unknown) => Repair | undefined;
}

/** Declares a fault. One file a fault; it is registered in the list of its class. */
export function defineFault<Schema extends z.ZodType>(
  definition: FaultDefinition<Schema>,
): AnyFaultDefinition {
  const { about } = definition;
  // The loader hands these nothing but what this very schema has produced.
  return {
    ...definition,
    about: (value) => about?.(value as z.output<Schema>) ?? '',
    apply: (sites, value) => definition.apply(sites, value as z.output<Schema>),
  };
}
