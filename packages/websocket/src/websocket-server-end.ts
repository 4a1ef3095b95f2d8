import type { ByteStream } from '@w800/ports';

/** A server's end: the byte stream, and what a server can do besides. */
export interface WebSocketServerEnd extends ByteStream {
  /** Sends a Ping; at most 125 bytes. */
  ping(payload?: Uint8Array): void;
  /** Sends a Close with this code, and FIN once the client has answered. */
  closeWith(code: number, reason?: string): void;
}
