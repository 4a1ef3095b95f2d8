import type { ByteString } from '@w800/at';

/** A message of the broker's on its way to the module. */
export interface Delivery {
  readonly id: number;
  readonly payload: ByteString;
  readonly qos: 1 | 2;
  stage: 'publish' | 'pubrel';
  sent: boolean;
}

const identifierMax = 65_535;

/** What the broker knows of one client, beyond a connection if it is kept. */
export class BrokerSession {
  readonly kept: boolean;
  readonly subscriptions = new Map<string, number>();
  /** QoS 2 identifiers of the client that are not released. */
  readonly incoming = new Set<number>();
  /** Those of exchanges the client has forgotten: what comes under them is taken for the old. */
  stale: ReadonlySet<number> = new Set();
  /** The client has heard that this session is a new one. */
  announced = false;
  readonly outgoing = new Map<number, Delivery>();
  private lastId = 0;

  constructor(kept: boolean) {
    this.kept = kept;
  }

  add(payload: ByteString, qos: 1 | 2): Delivery {
    do {
      this.lastId = (this.lastId % identifierMax) + 1;
    } while (this.outgoing.has(this.lastId));
    const delivery: Delivery = { id: this.lastId, payload, qos, stage: 'publish', sent: false };
    this.outgoing.set(delivery.id, delivery);
    return delivery;
  }
}
