import type { SerialSettings } from '@w800/ports';

/** RFC 2217 commands of the client; the server's answer is 100 higher. */
export const comPortCodes = {
  signature: 0,
  baudRate: 1,
  dataSize: 2,
  parity: 3,
  stopSize: 4,
  control: 5,
  lineState: 6,
  modemState: 7,
  suspend: 8,
  resume: 9,
  lineStateMask: 10,
  modemStateMask: 11,
  purge: 12,
  /** What an answer is higher by. */
  answer: 100,
} as const;

/** Values of SET-CONTROL. */
export const controlCodes = {
  flowQuery: 0,
  flowNone: 1,
  flowXonXoff: 2,
  flowHardware: 3,
  breakQuery: 4,
  breakOn: 5,
  breakOff: 6,
  dtrQuery: 7,
  dtrOn: 8,
  dtrOff: 9,
  rtsQuery: 10,
  rtsOn: 11,
  rtsOff: 12,
  inboundQuery: 13,
  inboundNone: 14,
  inboundXonXoff: 15,
  inboundHardware: 16,
  flowDcd: 17,
  inboundDtr: 18,
  flowDsr: 19,
} as const;

/** Bytes were lost because the client did not keep up (of NOTIFY-LINESTATE). */
export const lineStateOverrun = 0x02;

/** The lines of a module that is there, as far as any are wired: carrier, DSR and CTS. */
export const modemStatePresent = 0x80 | 0x20 | 0x10;

/** Parities by their value, `none` at 1. Mark (4) and space (5) no line of ours has. */
export const parityCodes: readonly (SerialSettings['parity'] | undefined)[] = [
  undefined,
  'none',
  'odd',
  'even',
];
