import type { AnyFaultDefinition } from '../define-fault.ts';
import { uplink } from './uplink.ts';

export const ipFaults: readonly AnyFaultDefinition[] = [uplink];
