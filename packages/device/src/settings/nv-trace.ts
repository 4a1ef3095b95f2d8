import { defineTraceKind } from '@w800/kernel';

export const nvWrite = defineTraceKind<{ readonly key: string; readonly value: string }>(
  'nv.write',
  'A setting was written to flash',
);

export const nvErase = defineTraceKind<Record<string, never>>(
  'nv.erase',
  'Every stored setting was erased',
);
