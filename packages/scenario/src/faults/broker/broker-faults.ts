import type { AnyFaultDefinition } from '../define-fault.ts';

export const brokerFaults: readonly AnyFaultDefinition[] = [];
