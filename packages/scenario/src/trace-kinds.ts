import { defineTraceKind } from '@w800/kernel';

/** A step of the scenario begins. */
export const stepBegun = defineTraceKind<{ line: number; step: string }>(
  'scenario.step',
  'A step of the scenario begins.',
);

/** A remark of the scenario. */
export const said = defineTraceKind<{ text: string }>('scenario.say', 'A remark of the scenario.');
