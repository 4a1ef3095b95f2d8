import type { Kernel } from '@w800/kernel';
import type { Arrival } from './arrival.ts';
import { PacketIdentifiers } from './packet-identifiers.ts';
import type { Publication } from './publication.ts';

/**
 * The state of a session for as long as it lasts [MQTT-4.1.0-1]: with clean
 * session off it outlives the connection [MQTT-3.1.2-4]. Its owner makes it and
 * hands it to each client in turn; what is in it is the clients' business.
 */
export class KeptState {
  /** Those of exchanges without an end stay taken. */
  readonly identifiers = new PacketIdentifiers();
  /** QoS 1 and 2 messages to the broker, sent and not wholly acknowledged, oldest first. */
  readonly outgoing = new Map<number, Publication>();
  /** QoS 2 messages from the broker whose PUBREL is still to come. */
  readonly incoming = new Map<number, Arrival>();
  /** How many PUBREC have come: their order is that of the PUBREL [MQTT-4.6.0-4]. */
  releases = 0;
  private readonly kernel: Kernel;
  private inUse = false;

  constructor(kernel: Kernel) {
    this.kernel = kernel;
  }

  /** Outgoing QoS 1 and 2 messages whose exchange has not ended. */
  get unfinished(): number {
    return this.outgoing.size;
  }

  /**
   * Forgets everything: identifiers are free, memory is freed. Not while a
   * client is connected [MQTT-4.1.0-2].
   */
  discard(): void {
    this.kernel.assert(!this.inUse, 'the state of a session is discarded between two connections');
    this.forget();
  }

  /** A client begins to use it. With `keeps` off it starts out empty [MQTT-3.1.2-6]. */
  enter(keeps: boolean): void {
    this.kernel.assert(!this.inUse, 'a session has one client at a time');
    if (!keeps) this.forget();
    this.inUse = true;
  }

  /** The client is done. With `keeps` off nothing stays. */
  leave(keeps: boolean): void {
    this.inUse = false;
    if (!keeps) this.forget();
  }

  /** The broker has no session: the messages it has not released will not come again. */
  forgetIncoming(): void {
    for (const { holding } of this.incoming.values()) holding.release();
    this.incoming.clear();
  }

  private forget(): void {
    for (const { holding } of this.outgoing.values()) holding.release();
    this.outgoing.clear();
    this.forgetIncoming();
    this.identifiers.clear();
  }
}
