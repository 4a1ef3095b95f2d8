const lengthBytesMax = 4;

/**
 * Reads a fixed header byte by byte: a type, then the remaining length in one
 * to four bytes of seven bits each, the least significant first. A length in
 * more bytes than it needs is taken: MQTT does not forbid it.
 */
export class FixedHeader {
  /** The header's bytes so far. */
  readonly bytes: number[] = [];
  /** Length of what follows the header; meaningful once `add` said `complete`. */
  bodyBytes = 0;

  /** Packet type and flags; undefined before the first byte. */
  get first(): number | undefined {
    return this.bytes[0];
  }

  add(byte: number): 'incomplete' | 'complete' | 'malformed' {
    this.bytes.push(byte);
    const lengthBytes = this.bytes.length - 1;
    if (lengthBytes === 0) return 'incomplete';
    this.bodyBytes += (byte & 0x7f) * 128 ** (lengthBytes - 1);
    if (byte < 0x80) return 'complete';
    return lengthBytes < lengthBytesMax ? 'incomplete' : 'malformed';
  }

  /** Makes ready for the next packet. */
  clear(): void {
    this.bytes.length = 0;
    this.bodyBytes = 0;
  }
}

/** Where the body of a whole packet begins. */
export function bodyOffset(packet: Uint8Array): number {
  let offset = 1;
  while ((packet[offset] ?? 0) >= 0x80) offset += 1;
  return offset + 1;
}
