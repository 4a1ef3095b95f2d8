import type { WebSocketFailure } from './websocket-failure.ts';
import type { WebSocketServerEnd } from './websocket-server-end.ts';

/** What becomes of an upgrade at a server. On failure the stream below is already being ended. */
export type WebSocketService =
  | {
      readonly ok: true;
      readonly stream: WebSocketServerEnd;
      readonly path: string;
      readonly subprotocol: string | undefined;
    }
  | { readonly ok: false; readonly failure: WebSocketFailure };
