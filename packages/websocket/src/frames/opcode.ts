/** What a frame is, RFC 6455 section 5.2. */
export const opcodes = {
  continuation: 0,
  text: 1,
  binary: 2,
  close: 8,
  ping: 9,
  pong: 10,
} as const;

export type OpcodeName = keyof typeof opcodes;

const names = new Map<number, OpcodeName>(
  Object.entries(opcodes).map(([name, opcode]) => [opcode, name as OpcodeName]),
);

/** The name of an opcode; undefined for the reserved ones. */
export function opcodeName(opcode: number): OpcodeName | undefined {
  return names.get(opcode);
}

export function isControl(name: OpcodeName): boolean {
  return opcodes[name] >= opcodes.close;
}
