import type { SerialSettings } from '@w800/ports';
import type { LiveError } from '../live-error.ts';

/**
 * The way to a module outside. It is opened once and may serve several runs,
 * one after the other; bytes that come while nobody reads are dropped.
 */
export interface TargetLink {
  /** As it was asked for: `serial:/dev/ttyUSB0@115200`. */
  readonly name: string;
  /** Whether `configure` reaches the line. A plain TCP connection knows no baud rate. */
  readonly settable: boolean;
  /** How the line is set now, as far as it is known here. */
  readonly settings: SerialSettings;
  /** Why it is gone; undefined as long as it is there. */
  readonly lost: LiveError | undefined;
  /** Queues bytes. A link that is gone takes them and does nothing. */
  write(bytes: Uint8Array): void;
  /** Sets the line, behind all that was written before. */
  configure(settings: SerialSettings): void;
  /** Sets who reads; without an argument nobody does. */
  read(reader?: TargetReader): void;
  /** Frees what it holds. The second time it does nothing. */
  close(): Promise<void>;
}

export interface TargetReader {
  /** The chunk is the reader's own. */
  data(bytes: Uint8Array): void;
  /** Once, after the last byte. */
  lost(error: LiveError): void;
}
