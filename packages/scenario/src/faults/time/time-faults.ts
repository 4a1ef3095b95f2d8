import type { AnyFaultDefinition } from '../define-fault.ts';

export const timeFaults: readonly AnyFaultDefinition[] = [];
