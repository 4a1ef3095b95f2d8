import { opcodes, type OpcodeName } from './opcode.ts';

export interface FrameHeader {
  readonly opcode: OpcodeName;
  /** Whether it is the last frame of its message. */
  readonly fin: boolean;
  /** Payload bytes, 0 to 2^53 - 1. */
  readonly bytes: number;
  /** Four bytes, from a client. */
  readonly mask?: Uint8Array | undefined;
}

const shortMax = 125;
const word = 0x1_0000;
const doubleWord = 0x1_0000_0000;

/** Writes a header of 2, 4 or 10 bytes, and 4 more for a mask. */
export function encodeFrameHeader({ opcode, fin, bytes, mask }: FrameHeader): Uint8Array {
  const lengthBytes = bytes <= shortMax ? 0 : bytes < word ? 2 : 8;
  const header = new Uint8Array(2 + lengthBytes + (mask?.length ?? 0));
  const view = new DataView(header.buffer);
  header[0] = (fin ? 0x80 : 0) | opcodes[opcode];
  const short = lengthBytes === 0 ? bytes : lengthBytes === 2 ? 126 : 127;
  header[1] = (mask === undefined ? 0 : 0x80) | short;
  if (lengthBytes === 2) view.setUint16(2, bytes);
  if (lengthBytes === 8) {
    view.setUint32(2, Math.floor(bytes / doubleWord));
    view.setUint32(6, bytes % doubleWord);
  }
  if (mask !== undefined) header.set(mask, 2 + lengthBytes);
  return header;
}
