import type { AnyFaultDefinition } from '../define-fault.ts';

export const memoryFaults: readonly AnyFaultDefinition[] = [];
