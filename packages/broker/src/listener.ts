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
  /**
   * Lays something over what is served, also over later changes. Of several
   * the later one sees what the earlier ones have left.
   * @param layer what lies there under that name is replaced
   * @throws BrokerError where that makes no sense
   * @returns what takes it away; done twice, the second time changes nothing
   */
  overlay(overlay: ServingOverlay, layer: string): () => void;
}

/** What is served instead. Only asked where the port speaks it. */
export interface ServingOverlay {
  readonly tls?: (serving: TlsServing) => TlsServing;
  readonly websocket?: (serving: WebSocketServing) => WebSocketServing;
}

/** Any of the fields; those that are undefined are as good as left out. */
export type ChangeOf<Serving> = {
  readonly [Field in keyof Serving]?: Serving[Field] | undefined;
};
