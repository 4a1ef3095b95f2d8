import { defineTraceKind } from '@w800/kernel';

/** A fault as the trace shows it. */
interface FaultFields {
  /** The key below `fault:`. */
  readonly name: string;
  /** Its value as JSON. */
  readonly value: string;
}

export const faultApplied = defineTraceKind<FaultFields>('fault.applied', 'Something broke.');

export const faultRepaired = defineTraceKind<FaultFields>(
  'fault.repaired',
  'Something that was broken was put right, or had its time.',
);
