import type { ByteString } from '@w800/at';

/** How the module starts. */
export interface BootConditions {
  /** Printed on the AT port before anything else; nothing by default. */
  text: ByteString;
  /** Time from reset to `ready` beyond the usual, in whole milliseconds. */
  delayMs: number;
}
