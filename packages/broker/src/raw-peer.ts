import type { Kernel } from '@w800/kernel';
import type { ServerNetwork } from '@w800/ports';
import type { BrokerOptions } from './broker-options.ts';
import { checkedListeners } from './checked-listeners.ts';
import type { ClientEnd } from './client-end.ts';
import type { ClientStream } from './client-stream.ts';
import { encodePacket } from './encode-packet.ts';
import type { OutgoingMessage, ReceivedMessage } from './messages.ts';
import { RawConnection } from './raw-connection.ts';
import { TappedEnd } from './tapped-end.ts';

const packetIdMax = 65_535;

/**
 * A peer that speaks no MQTT of its own: it listens, records what comes, and
 * sends only what it is told. Rules on what a client sends can close and
 * refuse; there is nobody it could be kept from. It answers FIN with FIN.
 */
export class RawPeer extends TappedEnd {
  private readonly connections = new Set<RawConnection>();
  private lastId = 0;

  constructor(kernel: Kernel, network: ServerNetwork, options: BrokerOptions) {
    super(kernel);
    this.listenOn(network, options.host, checkedListeners(options));
  }

  get received(): readonly ReceivedMessage[] {
    return this.packets.flatMap((packet) => {
      const { at, clientId, from, topic, payload, qos, retain, dup } = packet;
      if (packet.packet !== 'publish' || from !== 'client') return [];
      if (topic === undefined || payload === undefined || qos === undefined) return [];
      const flags = { retain: retain === true, dup: dup === true };
      return [{ at, clientId, topic, payload, qos, ...flags }];
    });
  }

  clients(): readonly string[] {
    return Array.from(this.connections, ({ peer }) => peer.clientId).filter((id) => id !== '');
  }

  /** It has none. */
  forgetSessions(): void {}

  protected take(stream: ClientStream): void {
    const connection = new RawConnection(this.common, stream, () =>
      this.connections.delete(connection),
    );
    this.connections.add(connection);
    connection.open();
  }

  async close(): Promise<void> {
    this.common.closed = true;
    this.stopListening();
    this.stopBursts();
    for (const connection of this.connections) connection.finish();
    this.dismissArrivals('fin');
  }

  protected connectionsNow(): readonly ClientEnd[] {
    return [...this.connections];
  }

  /** Sends a PUBLISH to every client there is: nothing is known of subscriptions. */
  protected emit(message: OutgoingMessage): void {
    if (message.qos > 0) this.lastId = (this.lastId % packetIdMax) + 1;
    const bytes = encodePacket({ packet: 'publish', packetId: this.lastId, ...message });
    for (const connection of this.connections) connection.send(bytes);
  }
}
