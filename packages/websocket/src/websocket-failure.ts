/** Why a connection did not become a WebSocket. */
export type WebSocketFailure =
  /** The server answered, but not with 101. `location` is where a redirect points. */
  | { readonly kind: 'status'; readonly status: number; readonly location?: string }
  /** The answer is no answer to an upgrade: `what` says in which respect. */
  | { readonly kind: 'protocol'; readonly what: string }
  /** The accept key is missing or does not fit the key that was sent. */
  | { readonly kind: 'accept'; readonly got: string | undefined }
  /** The server chose a subprotocol that was not offered, or none. */
  | { readonly kind: 'subprotocol'; readonly got: string | undefined }
  /** The head of the answer or request is longer than the reader takes. */
  | { readonly kind: 'oversize'; readonly headBytesMax: number }
  /** Nothing complete came within the time. */
  | { readonly kind: 'timeout' }
  /** The peer finished or the stream went away before the upgrade was done. */
  | { readonly kind: 'closed' };
