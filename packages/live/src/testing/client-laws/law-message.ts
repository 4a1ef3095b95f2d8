/** A message as a law speaks of it. */
export interface LawMessage {
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly qos: 0 | 1 | 2;
  readonly retain: boolean;
}

export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

export function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

/** Payloads that catch who counts, cuts or decodes wrongly. */
export const payloads: readonly Uint8Array[] = [
  new Uint8Array(0),
  bytesOf('hello'),
  Uint8Array.from({ length: 256 }, (_, index) => index),
  // The most AT+MQTTPUBRAW takes.
  Uint8Array.from({ length: 5_760 }, (_, index) => (index * 31) & 0xff),
];
