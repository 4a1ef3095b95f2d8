/**
 * Bytes with a mask laid over or taken off; the bytes themselves are left as
 * they are, and are returned when the mask changes nothing.
 * @param position of the first byte in its frame's payload
 */
export function maskedBytes(
  bytes: Uint8Array,
  mask: Uint8Array | undefined,
  position: number,
): Uint8Array {
  if (mask === undefined || mask.every((byte) => byte === 0)) return bytes;
  return bytes.map((byte, index) => byte ^ (mask[(position + index) % 4] ?? 0));
}
