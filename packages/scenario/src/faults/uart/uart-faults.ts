import type { AnyFaultDefinition } from '../define-fault.ts';

export const uartFaults: readonly AnyFaultDefinition[] = [];
