import type { AnyFaultDefinition } from '../define-fault.ts';

export const powerFaults: readonly AnyFaultDefinition[] = [];
