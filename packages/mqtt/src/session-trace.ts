import { defineTraceKind, type TraceKind } from '@w800/kernel';
import type { Ending } from './session.ts';

/** The end of a session, or of an attempt at one. */
export interface SessionRecord {
  readonly reason: Ending;
  /** Whether the broker had accepted it. */
  readonly accepted: boolean;
}

export const mqttEnded: TraceKind<SessionRecord> = defineTraceKind<SessionRecord>(
  'mqtt.ended',
  'An MQTT session ended, or an attempt to open one.',
);
