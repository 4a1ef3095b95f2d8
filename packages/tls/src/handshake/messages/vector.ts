/** A big-endian number of 1 to 3 bytes. */
export function uint(byteCount: 1 | 2 | 3, value: number): Uint8Array {
  const bytes = new Uint8Array(byteCount);
  for (let index = 0; index < byteCount; index += 1) {
    bytes[index] = (value >>> (8 * (byteCount - 1 - index))) & 0xff;
  }
  return bytes;
}

/** The parts one after the other. */
export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  let byteCount = 0;
  for (const part of parts) byteCount += part.length;
  const all = new Uint8Array(byteCount);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** The parts behind their total length. */
export function vector(lengthBytes: 1 | 2 | 3, ...parts: readonly Uint8Array[]): Uint8Array {
  let byteCount = 0;
  for (const part of parts) byteCount += part.length;
  return concat(uint(lengthBytes, byteCount), ...parts);
}

/** Numbers of two bytes behind their total length. */
export function uint16s(lengthBytes: 1 | 2, values: readonly number[]): Uint8Array {
  return vector(lengthBytes, ...values.map((value) => uint(2, value)));
}
