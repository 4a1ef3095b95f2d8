import type { Arrival } from '../arrival.ts';
import type { MqttClientEvents, MqttMessage } from '../client-events.ts';
import { Holding } from '../holding.ts';

import type { Session } from '../session.ts';
import { mqttLost } from '../session-trace.ts';
import { shownText } from '../shown-text.ts';
import type { PublishPacket } from '../wire/packet.ts';

/**
 * Messages from the broker, acknowledged as their QoS asks [MQTT-3.3.4-1], in
 * the order they came [MQTT-4.6.0-2], [MQTT-4.6.0-3].
 */
export class PublishIn {
  private readonly session: Session;
  private readonly events: MqttClientEvents;
  private readonly loses: boolean;
  private readonly handled: () => void;
  /** Messages passed on and not handled yet. */
  private readonly held = new Set<Holding>();

  /**
   * @param loses whether what finds no room is acknowledged and dropped
   * @param handled called when there is room for one more
   */
  constructor(session: Session, events: MqttClientEvents, loses: boolean, handled: () => void) {
    this.session = session;
    this.events = events;
    this.loses = loses;
    this.handled = handled;
  }

  /** Whether one more message can be passed on, or dropped. */
  get hasRoom(): boolean {
    return this.loses || !this.isFull;
  }

  /** The session is accepted. What the broker has forgotten, it will not release. */
  resume(sessionPresent: boolean): void {
    if (!sessionPresent) this.session.state.forgetIncoming();
  }

  publish({ packetId, topic, payload, qos, retain, dup }: PublishPacket): void {
    const { session } = this;
    const { incoming } = session.state;
    // [MQTT-4.3.3-2]: until PUBREL a repeated PUBLISH is acknowledged and not passed on again.
    if (qos === 2 && packetId !== undefined && incoming.has(packetId)) {
      session.send({ packet: 'pubrec', packetId });
      return;
    }
    const message = { topic, payload, qos, retain, dup };
    if (qos < 2 && this.isFull) {
      // [MQTT-4.5.0-2]: it is acknowledged all the same.
      if (packetId !== undefined) session.send({ packet: 'puback', packetId });
      this.lose(message);
      return;
    }
    const holding = Holding.take(session.heap, 'mqtt.message', [topic.length, payload.length]);
    if (holding === undefined) {
      const bytes = topic.length + payload.length;
      session.reject(`a message of ${bytes} bytes does not fit in the heap`, 'no-memory');
      return;
    }
    if (qos === 2 && packetId !== undefined) {
      incoming.set(packetId, { message, holding });
      session.send({ packet: 'pubrec', packetId });
      return;
    }
    // [MQTT-4.3.2-2]: after PUBACK the same identifier means a new message.
    if (packetId !== undefined) session.send({ packet: 'puback', packetId });
    this.pass({ message, holding });
  }

  /** [MQTT-4.3.3-2]: every PUBREL gets its PUBCOMP; a first one releases the message. */
  pubrel(packetId: number): void {
    const { incoming } = this.session.state;
    this.session.send({ packet: 'pubcomp', packetId });
    const arrival = incoming.get(packetId);
    if (arrival === undefined) return;
    incoming.delete(packetId);
    if (this.isFull) {
      arrival.holding.release();
      this.lose(arrival.message);
    } else {
      this.pass(arrival);
    }
  }

  end(): void {
    for (const holding of this.held) holding.release();
    this.held.clear();
  }

  private get isFull(): boolean {
    return this.held.size >= this.session.figures.waitingMessagesMax;
  }

  private pass({ message, holding }: Arrival): void {
    this.held.add(holding);
    this.events.message(message, () => {
      // After the session has ended there is nothing left to free.
      if (!this.held.delete(holding)) return;
      holding.release();
      this.handled();
    });
  }

  private lose(message: MqttMessage): void {
    const { trace } = this.session.kernel;
    if (trace.wants(mqttLost)) {
      const { topic, payload, qos } = message;
      trace.emit(mqttLost, { topic: shownText(topic), payload, qos });
    }
    this.events.lost?.(message);
  }
}
