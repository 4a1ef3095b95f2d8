/** A transport address. */
export interface Endpoint {
  /** Dotted IPv4 address. */
  readonly address: string;
  /** 1 to 65535. */
  readonly port: number;
}

/**
 * Why a stream is over: `ended` both sides finished in order (FIN), `reset`
 * the peer sent RST, `timeout` the stack gave up retransmitting, `aborted`
 * this side or the interface below it went away.
 */
export type CloseReason = 'ended' | 'reset' | 'timeout' | 'aborted';

/** What a stream tells its one user. After `close` nothing follows. */
export interface ByteStreamEvents {
  /** Bytes in order, never empty. They hold window and memory until `consumed`. */
  data(bytes: Uint8Array): void;
  /** The peer has finished sending. */
  end(): void;
  /** That many bytes were acknowledged by the peer's stack. */
  acknowledged(byteCount: number): void;
  /** The stream is over. Called exactly once, unless this side called `abort`. */
  close(reason: CloseReason): void;
}

/** A connected, ordered, reliable stream of bytes, such as a TCP connection. */
export interface ByteStream {
  readonly local: Endpoint;
  readonly remote: Endpoint;
  /** Sets the one user. Nothing is delivered before. */
  attach(events: ByteStreamEvents): void;
  /**
   * Puts bytes into the send buffer. Returns how many fitted; the rest is to
   * be offered again after `acknowledged`.
   */
  write(bytes: Uint8Array): number;
  /** Opens the receive window again by bytes that were delivered and used. */
  consumed(byteCount: number): void;
  /** Finishes sending after what was written (FIN). */
  end(): void;
  /** Ends the stream at once (RST). No event follows. */
  abort(): void;
}
