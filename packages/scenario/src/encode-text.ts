/** The UTF-8 of a text. Most are ASCII and short, which takes less time without an encoder. */
export function encodeText(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code > 0x7f) return new TextEncoder().encode(text);
    bytes[index] = code;
  }
  return bytes;
}
