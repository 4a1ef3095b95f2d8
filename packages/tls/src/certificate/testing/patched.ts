/** The bytes with every occurrence of a run of hex digits replaced by another as long. */
export function patched(bytes: Uint8Array, from: string, to: string): Uint8Array {
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  const text = hex.replaceAll(from, to);
  if (text === hex || text.length !== hex.length) throw new Error(`${from} is not in the bytes`);
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
