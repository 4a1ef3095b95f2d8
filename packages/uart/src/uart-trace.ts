import { defineTraceKind, type Instant } from '@w800/kernel';

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
  readonly fault: 'break' | 'framing' | 'parity';
  /** What was delivered all the same. */
  readonly byte: number;
}>('uart.fault', 'A frame reached the module in a way its UART finds wrong');
