import type { Duration, Kernel } from '@w800/kernel';
import type { ByteStream } from '@w800/ports';
import type { ServerMisbehaviour } from './server-misbehaviour.ts';

/** How a server's end becomes a WebSocket. */
export interface ServeWebSocketOptions {
  readonly kernel: Kernel;
  /** Connected, not yet attached. It is the WebSocket's from here on. */
  readonly stream: ByteStream;
  /** Those the server speaks; the first one the client offers is chosen. */
  readonly subprotocols: readonly string[];
  /** Whether a path is served; others are answered with 404. Default: every path is. */
  readonly accepts?: (path: string) => boolean;
  /** How long the request may take. Default: for ever. */
  readonly timeoutNs?: Duration;
  readonly misbehaviour?: ServerMisbehaviour;
}
