const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** RFC 4648 section 4, with padding. */
export function base64(bytes: Uint8Array): string {
  let text = '';
  for (let index = 0; index < bytes.length; index += 3) {
    const [first = 0, second, third] = bytes.subarray(index, index + 3);
    text += letter(first >> 2) + letter((first << 4) | ((second ?? 0) >> 4));
    text += second === undefined ? '=' : letter((second << 2) | ((third ?? 0) >> 6));
    text += third === undefined ? '=' : letter(third);
  }
  return text;
}

function letter(bits: number): string {
  return alphabet.charAt(bits & 0x3f);
}
