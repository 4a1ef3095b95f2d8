import { defineTraceKind } from '@w800/kernel';

/** What became of a module's supply, its reset pin or its program. `failed`: too little memory. */
export type PowerEvent = 'on' | 'off' | 'reset' | 'restart' | 'ready' | 'failed';

export const power = defineTraceKind<{ readonly event: PowerEvent }>(
  'module.power',
  'The module was switched, held in reset or restarted, became ready or could not start',
);
