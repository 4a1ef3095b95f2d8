/** A frame by its bits, RFC 6455 section 5.2. */
export interface HandMadeFrame {
  /** FIN, the reserved bits and the opcode. */
  readonly first: number;
  readonly payload: Uint8Array;
  /** Four bytes. */
  readonly key?: Uint8Array | undefined;
}

/** A frame written byte by byte, without the library. */
export function handMadeFrame({ first, payload, key }: HandMadeFrame): Uint8Array {
  const { length } = payload;
  const short = length < 126 ? length : length < 0x1_0000 ? 126 : 127;
  const bytes = [first, (key === undefined ? 0 : 0x80) | short];
  if (short === 126) bytes.push(length >> 8, length & 0xff);
  if (short === 127) bytes.push(0, 0, 0, 0, 0, length >> 16, (length >> 8) & 0xff, length & 0xff);
  return Uint8Array.from([
    ...bytes,
    ...(key ?? []),
    ...payload.map((byte, index) => byte ^ (key?.[index % 4] ?? 0)),
  ]);
}
