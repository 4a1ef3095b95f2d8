import type { Scheme } from './schemes.ts';

/** What came of an attempt to connect. */
export interface Outcome {
  readonly scheme: Scheme;
  /** Whether `AT+MQTTCONN` was answered with OK, and not with ERROR. */
  readonly connected: boolean;
  /** From the first byte of the line to the answer, in virtual time. */
  readonly durationNs: number;
  /** What the trace says of it, as the module sees it, in order. */
  readonly said: readonly string[];
}
