const encoder = new TextEncoder();

/** What a Close says; without a code, nothing. */
export function encodeCloseBody(code: number | undefined, reason = ''): Uint8Array {
  if (code === undefined) return new Uint8Array(0);
  return Uint8Array.of(code >> 8, code & 0xff, ...encoder.encode(reason));
}
