import * as library from 'ws';
import { opcodes, type OpcodeName } from '../frames/opcode.ts';

// The types of `ws` leave out the parts that frame.
const { Sender } = library as unknown as {
  readonly Sender: { frame(data: Uint8Array, options: object): readonly Uint8Array[] };
};

export interface LibraryFrame {
  readonly opcode: OpcodeName;
  readonly fin: boolean;
  readonly payload: Uint8Array;
  readonly mask: Uint8Array | undefined;
}

/** A frame as `ws` writes it. */
export function libraryFrame({ opcode, fin, payload, mask }: LibraryFrame): Uint8Array {
  const parts = Sender.frame(Buffer.from(payload), {
    fin,
    opcode: opcodes[opcode],
    mask: mask !== undefined,
    maskBuffer: Buffer.alloc(4),
    generateMask: (buffer: Uint8Array) => buffer.set(mask ?? []),
    readOnly: true,
    rsv1: false,
  });
  return Uint8Array.from(Buffer.concat(parts));
}
