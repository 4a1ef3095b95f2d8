import type { Entropy } from '../entropy.ts';
import { base64 } from './base64.ts';

/** A Sec-WebSocket-Key: 16 random bytes with the marks of a version 4 UUID, as Paho draws it. */
export function clientKey(entropy: Entropy): string {
  const bytes = entropy(16).slice();
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return base64(bytes);
}
