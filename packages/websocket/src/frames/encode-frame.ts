import { Sender } from 'ws';
import { joined } from '../joined.ts';
import { opcodes, type OpcodeName } from './opcode.ts';

export interface Frame {
  readonly opcode: OpcodeName;
  /** Whether it is the last frame of its message. */
  readonly fin: boolean;
  readonly payload: Uint8Array;
  /** Four bytes, from a client. */
  readonly mask?: Uint8Array | undefined;
}

const nothing = new Uint8Array(0);

/** A frame as it travels; its payload is left as it is. */
export function encodeFrame({ opcode, fin, payload, mask }: Frame): Uint8Array {
  const [first = nothing, second = nothing] = Sender.frame(payload, {
    fin,
    opcode: opcodes[opcode],
    mask: mask !== undefined,
    // Left alone the library would draw from the machine.
    generateMask: (key) => key.set(mask ?? nothing),
    readOnly: true,
    rsv1: false,
  });
  return joined(first, second);
}
