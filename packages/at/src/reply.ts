import type { ByteString } from './byte-string.ts';

/**
 * What a running command says. It ends with exactly one of `ok`, `error`,
 * `parseError` and `finish`; until then the port is busy. `printed` is called
 * when the last byte of the ending has been accepted by the output.
 *
 * After a reset that came before the ending, a reply is mute: what the command
 * still says goes nowhere, and an undo that it still hands in runs at once.
 */
export interface Reply {
  /** An information line; CR LF is appended. */
  line(text: ByteString): void;
  ok(printed?: () => void): void;
  error(printed?: () => void): void;
  parseError(printed?: () => void): void;
  /** Ends with a line other than a final code, for instance `+MQTTPUB:OK`. */
  finish(text: ByteString, printed?: () => void): void;
  /**
   * Asks for `lengthBytes` (at least 1) bytes of raw data and hands them over
   * when the last has come. The reply is still to be ended then.
   */
  prompt(lengthBytes: number, collected: (data: Uint8Array) => void): void;
  /** What to do when the port is stopped before the reply has ended. Last in, first out. */
  onAbort(undo: () => void): void;
}

/** How a line ended: with which final code, or with a line of its own. */
export type Ending = 'ok' | 'error' | 'format-error' | 'parse-error' | 'line';
