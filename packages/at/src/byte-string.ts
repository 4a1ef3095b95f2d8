/**
 * Text as it is on the serial line: one character a byte, every character
 * code 0 to 255. UTF-8 that a host sends stays the bytes it was.
 */
export type ByteString = string;

// A call takes its characters from the stack, so a long text is built in parts.
const charactersPerCall = 4096;
/** Up to here adding up characters is faster than a call with a view of the bytes. */
const shortText = 24;

/** @throws RangeError when a character is no byte; the text was never a byte string. */
export function toBytes(text: ByteString): Uint8Array {
  const bytes = new Uint8Array(text.length);
  writeBytes(text, bytes);
  return bytes;
}

/** The bytes of `text` and the CR LF that ends its line. */
export function toLineBytes(text: ByteString | Uint8Array): Uint8Array {
  const bytes = new Uint8Array(text.length + 2);
  if (typeof text === 'string') writeBytes(text, bytes);
  else bytes.set(text);
  bytes[text.length] = 0x0d;
  bytes[text.length + 1] = 0x0a;
  return bytes;
}

export function fromBytes(bytes: Uint8Array, from = 0, to = bytes.length): ByteString {
  let text = '';
  if (to - from <= shortText) {
    for (let index = from; index < to; index += 1) {
      text += String.fromCharCode(bytes[index] as number);
    }
    return text;
  }
  for (let start = from; start < to; start += charactersPerCall) {
    const part = bytes.subarray(start, Math.min(start + charactersPerCall, to));
    text += Reflect.apply(String.fromCharCode, undefined, part);
  }
  return text;
}

function writeBytes(text: ByteString, bytes: Uint8Array): void {
  let seen = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    seen |= code;
    bytes[index] = code;
  }
  if (seen > 0xff) throw new RangeError(`not a byte string: ${JSON.stringify(text)}`);
}
