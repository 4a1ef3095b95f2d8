import type { Instant } from '@w800/kernel';

/** A request that the module made of its heap during the steps of a scenario. */
export interface MemoryRequest {
  /** From 1, since the module took commands for the first time. */
  readonly number: number;
  readonly at: Instant;
  readonly owner: string;
  readonly requestedBytes: number;
  /** The command under way, `AT+MQTTCONN`; empty between commands. */
  readonly command: string;
}
