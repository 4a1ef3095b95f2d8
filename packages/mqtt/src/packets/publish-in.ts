import type { MqttClientEvents, MqttMessage } from '../client-events.ts';
import { Holding } from '../holding.ts';
import type { Session } from '../session.ts';
import type { PublishPacket } from '../wire/packet.ts';

interface Arrival {
  readonly message: MqttMessage;
  readonly holding: Holding;
}

/** Messages from the broker, acknowledged as their QoS asks [MQTT-3.3.4-1]. */
export class PublishIn {
  private readonly session: Session;
  private readonly events: MqttClientEvents;
  private readonly held = new Set<Holding>();
  /** QoS 2 messages whose PUBREL is still to come, by packet identifier. */
  private readonly unreleased = new Map<number, Arrival>();

  constructor(session: Session, events: MqttClientEvents) {
    this.session = session;
    this.events = events;
  }

  publish({ exchange, topic, payload, qos, retain, dup }: PublishPacket): void {
    const { session } = this;
    // [MQTT-4.3.3-2]: until PUBREL a repeated PUBLISH is acknowledged and not passed on again.
    if (qos === 2 && exchange !== undefined && this.unreleased.has(exchange)) {
      session.send({ packet: 'pubrec', exchange });
      return;
    }
    const holding = Holding.take(session.heap, 'mqtt.message', [topic.length, payload.length]);
    if (holding === undefined) {
      session.close('no-memory');
      return;
    }
    this.held.add(holding);
    const arrival = { message: { topic, payload, qos, retain, dup }, holding };
    if (qos === 2 && exchange !== undefined) {
      this.unreleased.set(exchange, arrival);
      session.send({ packet: 'pubrec', exchange });
      return;
    }
    // [MQTT-4.3.2-2]: after PUBACK the same identifier means a new message.
    if (exchange !== undefined) session.send({ packet: 'puback', exchange });
    this.pass(arrival);
  }

  /** [MQTT-4.3.3-2]: every PUBREL gets its PUBCOMP; a first one releases the message. */
  pubrel(exchange: number): void {
    this.session.send({ packet: 'pubcomp', exchange });
    const arrival = this.unreleased.get(exchange);
    if (arrival === undefined) return;
    this.unreleased.delete(exchange);
    this.pass(arrival);
  }

  end(): void {
    for (const holding of this.held) holding.release();
    this.held.clear();
    this.unreleased.clear();
  }

  private pass({ message, holding }: Arrival): void {
    this.events.message(message, () => {
      // After the session has ended there is nothing left to free.
      if (this.held.delete(holding)) holding.release();
    });
  }
}
