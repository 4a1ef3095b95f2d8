import type { Instant } from '@w800/kernel';
import type { SerialSettings } from '@w800/ports';

/** The module's end of the line, as its firmware uses it. Unpowered to begin with. */
export interface ModuleUart {
  readonly settings: SerialSettings;
  /** The instant the last byte written so far has left; now or earlier when idle. */
  readonly sentAt: Instant;
  /**
   * Changes this end for every byte that has not begun yet. The rate must be
   * one of `baudRates`. With RTS the other end is told to rest while the FIFO
   * is nearly full, with CTS a change of that line stops the output and lets it
   * go on. UART1 has neither line in the device table of the SDK; here they are
   * wired, so that the documented flow control can be tried.
   */
  configure(settings: Partial<SerialSettings>): void;
  /** Sets who is told, at once, when this end has been configured. */
  onConfigure(told: () => void): void;
  /**
   * Sets the one reader: what the driver's read() returns, chunk by chunk, at
   * a completed node of the ring or when the line has been idle. Each call is
   * an event of its own.
   */
  onReceive(reader: (bytes: Uint8Array) => void): void;
  /** The task that reads is held up: the ring fills, then the FIFO, then bytes are lost. */
  pauseReading(): void;
  resumeReading(): void;
  /**
   * Sends bytes. `accepted` is called, never synchronously, when the last one
   * has entered the FIFO; until then there must be no second write.
   */
  write(bytes: Uint8Array, accepted: () => void): void;
  /**
   * Calls back, never synchronously, when the last byte queued by now has left
   * the shift register. A cut of the power forgets it.
   */
  drain(drained: () => void): void;
  /**
   * Off: output stops in mid-byte, a write under way is never accepted, unread
   * bytes are gone and input is lost; a pause in reading ends. Settings and
   * the reader stay.
   */
  power(on: boolean): void;
}
