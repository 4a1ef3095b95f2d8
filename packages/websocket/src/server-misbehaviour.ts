/** What a server does wrong, or rarely, on purpose. */
export interface ServerMisbehaviour {
  /** The accept key fits another request. */
  readonly wrongAccept?: boolean;
  /** Answers the upgrade with this HTTP status, 200 to 599. */
  readonly status?: number;
  /** Goes with a `status` of 301 to 308. */
  readonly location?: string;
  /** Chooses this subprotocol, whatever was offered; `null` chooses none. */
  readonly subprotocol?: string | null;
  /** Cuts every message into frames of at most so many payload bytes. */
  readonly fragmentBytes?: number;
  /** Sends text frames where binary ones belong. */
  readonly textFrames?: boolean;
  /** Masks its frames, which only a client may. */
  readonly maskFrames?: boolean;
  /** Sends a Ping before every frame of a message. */
  readonly pingBeforeFrame?: boolean;
  /** The code of its Close frame, in place of 1000. */
  readonly closeCode?: number;
}
