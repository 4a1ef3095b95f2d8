import type { TlsServing } from './tls-serving.ts';
import type { WebSocketServing } from './websocket-serving.ts';

/** A port of a broker. What it speaks stays; how it speaks can be changed. */
export interface Listener {
  readonly port: number;
  /** Undefined: it speaks no TLS. */
  readonly tls: TlsServing | undefined;
  /** Undefined: it speaks no WebSocket. */
  readonly websocket: WebSocketServing | undefined;
  /**
   * Changes what the next handshakes meet; what is left out or undefined stays.
   * @throws BrokerError where no TLS is spoken
   */
  changeTls(change: ChangeOf<TlsServing>): void;
  /**
   * Changes what the next upgrades meet, as `changeTls` does.
   * @throws BrokerError where no WebSocket is spoken
   */
  changeWebSocket(change: ChangeOf<WebSocketServing>): void;
}

/** Any of the fields; those that are undefined are as good as left out. */
export type ChangeOf<Serving> = {
  readonly [Field in keyof Serving]?: Serving[Field] | undefined;
};
