import { sha1 } from '@noble/hashes/legacy.js';
import { base64 } from './base64.ts';
import { bytesOf } from './byte-string.ts';

const guid = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/** The Sec-WebSocket-Accept that fits a Sec-WebSocket-Key, RFC 6455 section 4.2.2. */
export function acceptKey(key: string): string {
  return base64(sha1(bytesOf(key + guid)));
}
