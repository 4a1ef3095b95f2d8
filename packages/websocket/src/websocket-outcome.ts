import type { ByteStream } from '@w800/ports';
import type { WebSocketFailure } from './websocket-failure.ts';

/** What becomes of an upgrade. On failure the stream below is already being ended. */
export type WebSocketOutcome =
  | { readonly ok: true; readonly stream: ByteStream; readonly subprotocol: string | undefined }
  | { readonly ok: false; readonly failure: WebSocketFailure };
