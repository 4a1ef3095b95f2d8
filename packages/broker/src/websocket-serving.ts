import type { ServerMisbehaviour } from '@w800/websocket';

/** How a listener speaks WebSocket: MQTT lies in the payload of its messages. */
export interface WebSocketServing {
  /** Served is this path alone, others are answered with 404. Absent: every path is. */
  readonly path?: string;
  /**
   * Those it speaks; the first one a client offers is chosen, and a client
   * that offers none of them is turned down. Default: `mqtt`.
   */
  readonly subprotocols?: readonly string[];
  /** What it does wrong on purpose. Default: nothing. */
  readonly misbehaviour?: ServerMisbehaviour;
}
