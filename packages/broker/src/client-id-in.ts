import { Buffer } from 'node:buffer';

/** The client identifier in the bytes of a CONNECT; empty where it is not to be found. */
export function clientIdIn(bytes: Uint8Array): string {
  const connect = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = 1;
  while (at < connect.length && (connect[at] ?? 0) >= 0x80) at += 1;
  const protocol = text(connect, at + 1);
  if (protocol === undefined) return '';
  // Level, flags and keepalive are four bytes.
  return text(connect, protocol.end + 4)?.value ?? '';
}

function text(bytes: Buffer, at: number): { value: string; end: number } | undefined {
  if (at + 2 > bytes.length) return undefined;
  const end = at + 2 + bytes.readUInt16BE(at);
  return end > bytes.length ? undefined : { value: bytes.toString('utf8', at + 2, end), end };
}
