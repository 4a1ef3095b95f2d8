import type { Instant } from '@w800/kernel';

/** How a serial line is set at one of its ends. */
export interface SerialSettings {
  /** Nominal rate in baud. */
  readonly baud: number;
  readonly dataBits: 5 | 6 | 7 | 8;
  readonly parity: 'none' | 'even' | 'odd';
  readonly stopBits: 1 | 2;
  /** What this end does: with `rts` it tells the far end when to rest, with `cts` it rests. */
  readonly flowControl: 'none' | 'rts' | 'cts' | 'rts/cts';
}

/** The setting a W800 leaves the factory with. */
export const serialDefaults: SerialSettings = {
  baud: 115_200,
  dataBits: 8,
  parity: 'none',
  stopBits: 1,
  flowControl: 'none',
};

/**
 * Receives bytes that have arrived completely, in order, never an empty chunk.
 * `at` is the instant the last byte of the chunk was complete.
 */
export type SerialReceiver = (bytes: Uint8Array, at: Instant) => void;

/**
 * One end of a serial line, as a host program holds it. The simulated line
 * and a real port both are one.
 */
export interface SerialPort {
  readonly settings: SerialSettings;
  /** Changes this end alone; the far end keeps its own settings. */
  configure(settings: Partial<SerialSettings>): void;
  /** Queues bytes; they leave at the line's rate, behind what was queued before. */
  write(bytes: Uint8Array): void;
  /** Drops what is queued and has not begun to leave. Absent: what is queued leaves. */
  discard?(): void;
  /** Holds the line low, a break, until it is switched off. Absent: it cannot. */
  breakSignal?(on: boolean): void;
  /** Sets the line the far end knows as CTS. Absent: there is no such line. */
  clearToSend?(ready: boolean): void;
  /** The instant the last queued byte has left; now or earlier when idle. */
  readonly sentAt: Instant;
  /** Sets the one receiver. Bytes that come while none is set are lost. */
  onReceive(receiver: SerialReceiver): void;
  close(): void;
}
