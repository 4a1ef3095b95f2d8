/** A CONNECT packet as a broker reads it: nothing but the bytes says what is there. */
export interface ReadConnect {
  readonly firstByte: number;
  readonly protocolName: string;
  readonly level: number;
  /** Bit by bit, as the standard names them. */
  readonly flags: {
    readonly username: boolean;
    readonly password: boolean;
    readonly willRetain: boolean;
    readonly willQos: number;
    readonly will: boolean;
    readonly cleanSession: boolean;
    readonly reserved: boolean;
  };
  readonly keepaliveSeconds: number;
  /** Every field of the payload in turn; whose they are the flags must say. */
  readonly payload: readonly (readonly number[])[];
}

/** Throws when a length does not fit, or bytes are left over. */
export function readConnect(bytes: Uint8Array): ReadConnect {
  const [firstByte = -1] = bytes;
  let at = 1;
  let bodyBytes = 0;
  for (let scale = 1; ; scale *= 128) {
    const byte = bytes[at] ?? fail('remaining length');
    at += 1;
    bodyBytes += (byte & 0x7f) * scale;
    if (byte < 0x80) break;
  }
  if (at + bodyBytes !== bytes.length) fail('remaining length');
  const byte = (): number => bytes[at++] ?? fail('end of packet');
  const number = (): number => byte() * 256 + byte();
  const field = (): readonly number[] => Array.from({ length: number() }, byte);
  const protocolName = String.fromCharCode(...field());
  const level = byte();
  const connectFlags = byte();
  const bit = (index: number): boolean => ((connectFlags >> index) & 1) === 1;
  const flags = {
    username: bit(7),
    password: bit(6),
    willRetain: bit(5),
    willQos: (connectFlags >> 3) & 3,
    will: bit(2),
    cleanSession: bit(1),
    reserved: bit(0),
  };
  const keepaliveSeconds = number();
  const payload: (readonly number[])[] = [];
  while (at < bytes.length) payload.push(field());
  return { firstByte, protocolName, level, flags, keepaliveSeconds, payload };
}

function fail(what: string): never {
  throw new Error(`CONNECT is malformed at its ${what}`);
}
