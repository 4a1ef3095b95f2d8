import { defineTraceKind } from './trace.ts';

/**
 * Something a user would be surprised by: a promise of the documents the
 * firmware is known to break, or a check nobody made. Reports show findings.
 */
export const finding = defineTraceKind<{
  /** Stable dotted name, for instance `tls.hostname-unchecked`. */
  readonly id: string;
  /** One sentence for the report. */
  readonly text: string;
}>('finding', 'A point at which the module behaves otherwise than its user would expect');
