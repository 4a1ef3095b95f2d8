import type { Instant } from '@w800/kernel';
import type { DoorRecord } from '../trace-kinds.ts';

/** The files of a recording. */
export const recordingFiles = {
  /** Of what: how the twin was set up. */
  meta: 'meta.json',
  /** What came in from outside, a line each, in order. */
  door: 'door.ndjson',
  /** How it ended, and the fingerprint of all it did. */
  digest: 'digest.json',
  /** The secrets of the TLS sessions, if there were any. A replay does without it. */
  secrets: 'tls-keys.log',
} as const;

/** What says that a folder is one of ours, and how it is to be read. */
export const recordingFormat = { format: 'w800-twin recording', version: 1 } as const;

/** Something that came in, and when. */
export interface TimedRecord {
  readonly at: Instant;
  readonly record: DoorRecord;
}

/** How a recorded run ended. */
export interface RecordedEnd {
  /** The fingerprint of its trace. */
  readonly digest: string;
  /** How many records of the trace it is made of. */
  readonly traceRecords: number;
  readonly endNs: Instant;
}

/** A recorded run, as it was read. */
export interface Recording {
  readonly folder: string;
  /** How the twin was set up: what the recorder was given, as JSON carries it. */
  readonly setup: unknown;
  readonly records: readonly TimedRecord[];
  /** Undefined: the run was killed, and there is only how far it came. */
  readonly end: RecordedEnd | undefined;
}
