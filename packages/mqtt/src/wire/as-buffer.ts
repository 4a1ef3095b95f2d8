const copiedBytesMax = 512;

/** The bytes as the codec takes them. Few are copied: that is faster than a second view of them. */
export function asBuffer(bytes: Uint8Array): Buffer {
  if (bytes.length <= copiedBytesMax) return Buffer.from(bytes);
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
