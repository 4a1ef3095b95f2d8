import { defineTraceKind, type TraceKind } from '@w800/kernel';
import type { Ending } from './session.ts';

/** The end of a session, or of an attempt at one. */
export interface SessionRecord {
  readonly reason: Ending;
  /** Whether the broker had accepted it. */
  readonly accepted: boolean;
}

/** What arrived and ended a session. */
export interface RejectionRecord {
  readonly why: string;
  /** Its first bytes, at most 64. */
  readonly bytes: Uint8Array;
}

/** A message nobody will see. */
export interface LossRecord {
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly qos: number;
}

/** A kept session that goes on. */
export interface ResumptionRecord {
  /** How many exchanges are sent again. */
  readonly resent: number;
}

export const mqttEnded: TraceKind<SessionRecord> = defineTraceKind<SessionRecord>(
  'mqtt.ended',
  'An MQTT session ended, or an attempt to open one.',
);

export const mqttRejected: TraceKind<RejectionRecord> = defineTraceKind<RejectionRecord>(
  'mqtt.rejected',
  'What the broker sent broke MQTT, or did not fit, and ends the session.',
);

export const mqttLost: TraceKind<LossRecord> = defineTraceKind<LossRecord>(
  'mqtt.lost',
  'A message was acknowledged and dropped: too many waited to be handled.',
);

export const mqttResumed: TraceKind<ResumptionRecord> = defineTraceKind<ResumptionRecord>(
  'mqtt.resumed',
  'A kept session goes on: exchanges without an end are sent again.',
);
