import type { Duration, Instant } from '@w800/kernel';
import type { Congestion } from './congestion.ts';
import type { Retransmission } from './retransmission.ts';

/** What a TCP stack decides for all its connections. */
export interface TcpStack {
  readonly mssBytes: number;
  readonly sendBufferBytes: number;
  readonly windowBytes: number;
  /** A freed window of this size is worth an acknowledgement of its own. */
  readonly windowUpdateBytes: number;
  /** The announced window grows by no less than this, or a sender would be fed crumbs. */
  readonly windowStepBytes: number;
  /** Whether a small segment waits while anything is under way (Nagle, RFC 896). */
  readonly delaysSmall: boolean;
  /**
   * Whether a segment that does not fit into a small window waits for the probe timer; else as
   * much of it as fits is sent at once.
   */
  readonly waitsForRoom: boolean;
  /** Whether a probe of a closed window carries the next byte; else it repeats an old place. */
  readonly probesWithData: boolean;
  /** Whether a fast retransmission counts towards giving up. */
  readonly countsFastRetransmission: boolean;
  /** Whether a segment that fills a gap is acknowledged at once (RFC 5681). */
  readonly acknowledgesFilledGap: boolean;
  /** Whether an RST for a connection nobody knows carries an acknowledgement all the same. */
  readonly resetsWithAck: boolean;
  readonly timeWaitNs: Duration;
  /** How long a peer that has taken our FIN may keep its own to itself. */
  readonly finWaitNs: Duration;
  /** How long the last FIN is repeated after the peer was last heard; undefined: as data is. */
  readonly lastAckNs: Duration | undefined;
  readonly keepaliveIntervalNs: Duration;
  readonly keepaliveProbesMax: number;
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
  /** A forgotten connection lingers longer than was said. */
  stay(until: Instant): void;
  /** The congestion control of a new connection. */
  congestion(): Congestion;
}
