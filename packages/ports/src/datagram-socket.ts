import type { Endpoint } from './byte-stream.ts';

/** A socket for datagrams (UDP): each is handed over whole, or lost without a word. */
export interface DatagramSocket {
  readonly local: Endpoint;
  /** Sets the one receiver. What comes while none is set is lost. */
  onReceive(receiver: (bytes: Uint8Array, from: Endpoint) => void): void;
  /** Sends one datagram; nobody hears whether it arrived. */
  send(to: Endpoint, bytes: Uint8Array): void;
  /** Gives the port back. Nothing is received from now on. */
  close(): void;
}
