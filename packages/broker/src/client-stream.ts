import type { ByteStream } from '@w800/ports';
import type { WebSocketControl } from './websocket-control.ts';

/** The stream of a client, MQTT and nothing else, whatever lies below. */
export interface ClientStream extends ByteStream {
  /** Undefined: it did not come by WebSocket. */
  readonly webSocket?: WebSocketControl | undefined;
}
