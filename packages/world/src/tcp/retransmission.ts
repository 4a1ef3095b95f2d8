import type { Instant } from '@w800/kernel';

/** How one TCP stack times a connection: retransmissions, probes and late acknowledgements. */
export interface Retransmission {
  /** A segment whose round trip is to be measured leaves now. */
  measure(): void;
  /** The acknowledgement of that segment is here. */
  measured(): void;
  /** A segment is about to be sent again. */
  backOff(): void;
  /** When to act if no acknowledgement comes, after that many retransmissions. */
  deadline(attempts: number, opening: boolean): Instant;
  /** Whether the deadline after that many retransmissions is the end. */
  exhausted(attempts: number, opening: boolean): boolean;
  /** When to ask a peer with a closed window, after that many probes. */
  probeAt(probes: number): Instant;
  /** When an acknowledgement that waits for data to travel with leaves alone. */
  acknowledgeBy(): Instant;
}

/** What a TCP stack decides for all its connections. */
export interface TcpStack {
  readonly mssBytes: number;
  readonly sendBufferBytes: number;
  readonly windowBytes: number;
  /** A freed window of this size is worth an acknowledgement of its own. */
  readonly windowUpdateBytes: number;
  /** The congestion window a connection begins with. */
  readonly firstFlightBytes: number;
  readonly timeWaitNs: number;
  readonly socketsMax: number;
  /** An initial sequence number. */
  firstSequence(): number;
  /** A local port for an outgoing connection. */
  nextPort(): number;
  /** A local port for a UDP socket. */
  nextDatagramPort(): number;
  /** A connection comes into being. */
  enter(): Retransmission;
  /** A connection is forgotten; it may linger until an instant. */
  leave(until: Instant): void;
}
