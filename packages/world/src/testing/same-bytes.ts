/** Whether what was received is exactly that; an assertion on long arrays would take its time. */
export function sameBytes(received: readonly number[], bytes: Uint8Array): boolean {
  return received.length === bytes.length && received.every((byte, index) => byte === bytes[index]);
}
