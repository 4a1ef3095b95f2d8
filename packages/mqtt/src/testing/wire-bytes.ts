/** Packets as a broker puts them on the wire, spelt out byte by byte. */
export const wire = {
  connack: (returnCode = 0, sessionPresent = 0) => [0x20, 2, sessionPresent, returnCode],
  puback: (id: number) => [0x40, 2, id >> 8, id & 0xff],
  pubrec: (id: number) => [0x50, 2, id >> 8, id & 0xff],
  pubrel: (id: number) => [0x62, 2, id >> 8, id & 0xff],
  pubcomp: (id: number) => [0x70, 2, id >> 8, id & 0xff],
  suback: (id: number, ...codes: number[]) => [
    0x90,
    2 + codes.length,
    id >> 8,
    id & 0xff,
    ...codes,
  ],
  unsuback: (id: number) => [0xb0, 2, id >> 8, id & 0xff],
  pingreq: [0xc0, 0],
  pingresp: [0xd0, 0],
  disconnect: [0xe0, 0],
  /** A PUBLISH; without an identifier at QoS 0. Flags go into the first byte. */
  publish: (topic: string, payload: string, id?: number, flags = id === undefined ? 0 : 2) => {
    const name = [...text(topic)];
    const identifier = id === undefined ? [] : [id >> 8, id & 0xff];
    const body = [0, name.length, ...name, ...identifier, ...text(payload)];
    const length =
      body.length < 128 ? [body.length] : [(body.length % 128) + 128, body.length >> 7];
    return [0x30 | flags, ...length, ...body];
  },
};

export function text(characters: string): Uint8Array {
  return new TextEncoder().encode(characters);
}
