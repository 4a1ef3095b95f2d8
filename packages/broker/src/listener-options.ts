import type { TlsServing } from './tls-serving.ts';
import type { WebSocketServing } from './websocket-serving.ts';

/** A port of a broker and what is spoken there below MQTT. */
export interface ListenerOptions {
  /** 1 to 65535. */
  readonly port: number;
  /** Absent: the port speaks no TLS. */
  readonly tls?: TlsServing | undefined;
  /** Inside TLS, where there is any. Absent: the port speaks no WebSocket. */
  readonly websocket?: WebSocketServing | undefined;
}
