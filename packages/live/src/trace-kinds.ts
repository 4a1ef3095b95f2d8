import { defineTraceKind } from '@w800/kernel';

/** Something that came in from outside. */
export interface DoorRecord {
  /** Who: `tcp 1`, numbered in the order of opening. */
  readonly from: string;
  /** What: `data`, `connected`, `resolved`. */
  readonly what: string;
  /** What it brought, where it brought bytes. */
  readonly bytes?: Uint8Array;
  /** What it brought, where it brought a word: an address, a reason. */
  readonly word?: string;
  /** How many bytes it is about, where it brought none. */
  readonly byteCount?: number;
}

/** With its instant, all that a replay needs to do the same again. */
export const liveDoor = defineTraceKind<DoorRecord>(
  'live.door',
  'Something came in from outside: who sent it, what it is, what it brought',
);

export const liveRefused = defineTraceKind<{ readonly target: string }>(
  'live.refused',
  'The module wanted to go where it may not',
);
