import type { AnyFaultDefinition } from '../define-fault.ts';
import { link } from './link.ts';

export const wifiFaults: readonly AnyFaultDefinition[] = [link];
