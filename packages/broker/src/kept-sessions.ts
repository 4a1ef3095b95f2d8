/** What the library's store of sessions offers; it does not declare it. */
interface SessionStore {
  cleanSubscriptions(client: Named): Promise<unknown>;
  cleanIncoming(client: Named): Promise<unknown>;
  outgoingStream(client: Named): AsyncIterable<StoredPacket>;
  outgoingEnqueueCombi(subscribers: readonly Subscriber[], packet: StoredPacket): Promise<unknown>;
  outgoingUpdate(client: Named, packet: StoredPacket): Promise<unknown>;
  outgoingClearMessageId(client: Named, packet: StoredPacket): Promise<StoredPacket | undefined>;
}

interface Named {
  readonly id: string;
}

interface Subscriber {
  readonly clientId: string;
  readonly qos: number;
}

interface StoredPacket {
  readonly cmd: string;
  readonly qos: number;
  readonly messageId?: number;
  brokerId?: string;
  brokerCounter?: number;
  dup?: boolean;
}

/**
 * The sessions that outlive their connections. The library's store keeps
 * them; this knows which there are, forgets them on command and puts right
 * where the store leaves the standard.
 */
export class KeptSessions {
  private readonly store: SessionStore;
  private readonly known = new Set<string>();
  private readonly doomed = new Set<string>();
  /** By client, what was sent before: the library's numbers of messages. */
  private readonly sent = new Map<string, Set<number>>();

  /** @param store the library's, which from now on does as this says */
  constructor(store: object) {
    this.store = store as SessionStore;
    this.mend(store as SessionStore);
  }

  /** The next time the client connects nothing is known of it. */
  forget(clientId?: string): void {
    for (const id of clientId === undefined ? this.known : [clientId]) this.doomed.add(id);
  }

  /** A CONNECT has come; it may be dealt with when `ready` is called. */
  connecting(clientId: string, ready: () => void): void {
    if (this.doomed.delete(clientId)) void this.wipe({ id: clientId }).then(ready);
    else ready();
  }

  /** A CONNECT is accepted. Returns whether a session is present, [MQTT-3.2.2-2]. */
  connected(clientId: string, clean: boolean): boolean {
    if (clean) {
      this.known.delete(clientId);
      this.sent.delete(clientId);
      return false;
    }
    const present = this.known.has(clientId);
    this.known.add(clientId);
    return present;
  }

  private async wipe(client: Named): Promise<void> {
    this.known.delete(client.id);
    this.sent.delete(client.id);
    await this.store.cleanSubscriptions(client);
    await this.store.cleanIncoming(client);
    for await (const packet of this.store.outgoingStream(client)) {
      await this.store.outgoingClearMessageId(client, packet);
    }
  }

  private mend(store: SessionStore): void {
    const enqueue = store.outgoingEnqueueCombi.bind(store);
    const update = store.outgoingUpdate.bind(store);
    const clear = store.outgoingClearMessageId.bind(store);
    // [MQTT-3.8.4-6]: a message waits with the quality of service that was granted.
    store.outgoingEnqueueCombi = async (subscribers, packet) => {
      for (const subscriber of subscribers) {
        const qos = Math.min(packet.qos, subscriber.qos);
        await enqueue([subscriber], qos === packet.qos ? packet : { ...packet, qos });
      }
    };
    store.outgoingUpdate = async (client, packet) => {
      if (packet.cmd === 'publish') this.markRepeated(client.id, packet);
      else this.distinguish(packet);
      // A PUBREC for what is not stored, such as a retained message, is answered all the same.
      await update(client, packet).catch((error: unknown) => {
        if (packet.cmd === 'publish') throw error;
      });
    };
    store.outgoingClearMessageId = async (client, packet) => {
      const cleared = await clear(client, packet);
      if (cleared?.cmd === 'publish' && cleared.brokerCounter !== undefined) {
        this.sent.get(client.id)?.delete(cleared.brokerCounter);
      }
      return cleared;
    };
  }

  /** [MQTT-3.3.1-1]: what was sent before and not acknowledged is sent again with DUP 1. */
  private markRepeated(clientId: string, packet: StoredPacket): void {
    const { brokerCounter } = packet;
    if (brokerCounter === undefined) return;
    const sent = this.sent.get(clientId) ?? new Set();
    this.sent.set(clientId, sent);
    packet.dup = sent.has(brokerCounter);
    sent.add(brokerCounter);
  }

  /** The store takes one PUBREL for another, since the library gives them no number. */
  private distinguish(packet: StoredPacket): void {
    packet.brokerId = packet.cmd;
    if (packet.messageId !== undefined) packet.brokerCounter = packet.messageId;
  }
}
