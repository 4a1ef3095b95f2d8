import { defineTraceKind, type Instant } from '@w800/kernel';

/** Which way bytes go. */
export type Direction = 'to-module' | 'to-host';

/** Bytes that followed each other on the line without a gap. */
interface BurstFields {
  readonly bytes: Uint8Array;
  /** When the start bit of the first byte began. */
  readonly startedAt: Instant;
  /** When the last byte was complete. */
  readonly endedAt: Instant;
}

export const uartTx = defineTraceKind<BurstFields>('uart.tx', 'Bytes left the module');

export const uartRx = defineTraceKind<BurstFields>('uart.rx', 'Bytes reached the module');

export const uartOverrun = defineTraceKind<{
  /** What was lost. */
  readonly bytes: Uint8Array;
  /** When the first lost byte was complete. */
  readonly startedAt: Instant;
  /** When the last lost byte was complete. */
  readonly endedAt: Instant;
}>('uart.overrun', 'Bytes reached the module while its ring and FIFO were full');

export const uartFault = defineTraceKind<{
  /** As the driver names it; of several the first in this order. */
  readonly fault: 'break' | 'framing' | 'parity' | 'overrun';
  /** What was delivered all the same; the last that was lost where it is an overrun. */
  readonly byte: number;
}>('uart.fault', "The module's driver reported an error of its UART");

export const uartDisturbed = defineTraceKind<{
  readonly direction: Direction;
  readonly by: 'noise' | 'lost-bytes' | 'doubled-bytes' | 'stray-bytes';
  /** Bits, where it was noise, else bytes. */
  readonly count: number;
}>('uart.disturbed', 'Something on the line changed what was sent');
