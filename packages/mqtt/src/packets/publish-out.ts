import { millisecond } from '@w800/kernel';
import { Holding } from '../holding.ts';
import type { OutgoingMessage, Publication } from '../publication.ts';
import type { ExchangeResult } from '../results.ts';
import type { Answers, Session } from '../session.ts';
import { mqttResumed } from '../session-trace.ts';
import type { PublishAcknowledgement } from '../wire/packet.ts';
import { resendOrder } from './resend-order.ts';

/**
 * Messages to the broker: QoS 0 at once, the others one exchange at a time.
 * With `overdueBlocks` everything waits for the end of the exchange in flight,
 * QoS 0 too, and also when it is overdue.
 */
export class PublishOut {
  private readonly session: Session;
  private readonly overdueBlocks: boolean;
  /** Everything of this connection that holds memory. */
  private readonly held = new Set<Publication>();
  /** Published and not sent, oldest first. */
  private readonly waiting = new Set<Publication>();
  /** Sent on an earlier connection, and to be sent again before anything new. */
  private resending: Publication[] = [];
  private inFlight: Publication | undefined;
  /** PUBCOMPs still to come for exchanges that are over, by packet identifier. */
  private readonly surplus = new Map<number, number>();

  constructor(session: Session, overdueBlocks: boolean) {
    this.session = session;
    this.overdueBlocks = overdueBlocks;
  }

  /** QoS 0 is done when the transport has the packet, QoS 1 at PUBACK, QoS 2 at PUBCOMP. */
  publish(
    message: OutgoingMessage,
    done: (result: ExchangeResult) => void,
    sent?: () => void,
  ): void {
    const { kernel, heap, figures } = this.session;
    const sizes = [message.topic.length, message.payload.length];
    const call = Holding.take(heap, 'mqtt.publish', sizes);
    const holding = call && Holding.take(heap, 'mqtt.publish', sizes);
    if (call === undefined || holding === undefined) {
      call?.release();
      done('no-memory');
      return;
    }
    const publication: Publication = {
      message,
      done,
      sent,
      holding,
      call,
      limit: kernel.after(figures.publishLimitMs * millisecond, () => this.expire(publication)),
      leaving: false,
      packetId: undefined,
      awaiting: message.qos === 2 ? 'pubrec' : 'puback',
      releasedAs: 0,
      pubcompsDue: 0,
    };
    this.held.add(publication);
    if (message.qos === 0 && !this.holdsBackQos0) {
      this.send(publication, false);
      return;
    }
    this.waiting.add(publication);
    this.sendNext();
  }

  /**
   * The session is accepted. What has no end from connections before is sent
   * again, one exchange at a time [MQTT-4.4.0-1].
   */
  resume(): void {
    const { kernel, state } = this.session;
    this.resending = resendOrder(state.outgoing.values());
    for (const publication of this.resending) this.held.add(publication);
    if (this.resending.length === 0) return;
    kernel.trace.emit(mqttResumed, { resent: this.resending.length });
    this.sendNext();
  }

  acknowledged({ packet, packetId }: PublishAcknowledgement): void {
    const publication = this.session.state.outgoing.get(packetId);
    if (publication === undefined) {
      this.acknowledgedAgain(packet, packetId);
    } else if (packet === 'pubrec' && publication.awaiting !== 'puback') {
      this.release(publication, packetId);
    } else if (packet === publication.awaiting) {
      this.finish(publication, packetId);
    } else {
      const expected = publication.awaiting.toUpperCase();
      this.session.reject(
        `${packet.toUpperCase()} came for message ${packetId}, which awaits ${expected}`,
      );
    }
  }

  end(): Answers {
    const answers: (() => void)[] = [];
    for (const publication of this.held) {
      const { done } = publication;
      if (done !== undefined) answers.push(() => done('closed'));
      publication.limit.cancel();
      publication.call.release();
      if (this.isKept(publication)) keepForLater(publication);
      else publication.holding.release();
    }
    for (const packetId of this.surplus.keys()) this.session.state.identifiers.release(packetId);
    this.surplus.clear();
    this.held.clear();
    this.waiting.clear();
    this.resending = [];
    this.inFlight = undefined;
    return answers;
  }

  /** Whether a message of QoS 0 has to wait for others. */
  private get holdsBackQos0(): boolean {
    if (this.resending.length > 0) return true;
    return this.overdueBlocks && (this.inFlight !== undefined || this.waiting.size > 0);
  }

  private sendNext(): void {
    while (this.inFlight === undefined) {
      if (this.resending.length === 0 && this.waiting.size === 0) return;
      const again = this.resending.shift();
      if (again !== undefined) {
        // One that was acknowledged before its turn is not sent again.
        if (this.isUnfinished(again)) this.resend(again);
        if (this.resending.length === 0) this.letQos0Go();
        continue;
      }
      const [publication] = this.waiting;
      // One whose limit is up at this very instant is not sent; its alarm is about to fire.
      if (publication === undefined || publication.limit.at === this.session.kernel.now) return;
      this.waiting.delete(publication);
      if (publication.message.qos === 0) this.send(publication, false);
      else this.begin(publication);
    }
  }

  /** QoS 0 waited only so as not to overtake what was sent again. */
  private letQos0Go(): void {
    if (this.overdueBlocks) return;
    for (const publication of this.waiting) {
      if (publication.message.qos !== 0) continue;
      this.waiting.delete(publication);
      this.send(publication, false);
    }
  }

  private begin(publication: Publication): void {
    const { identifiers, outgoing } = this.session.state;
    const packetId = identifiers.take();
    if (packetId === undefined) {
      // All 65,535 identifiers wait for acknowledgements that are overdue.
      this.settle(publication, 'no-memory');
      return;
    }
    publication.packetId = packetId;
    outgoing.set(packetId, publication);
    this.inFlight = publication;
    this.send(publication, false);
  }

  /** [MQTT-2.3.1-3], [MQTT-4.4.0-1]: with its old identifier, and as far as it had come. */
  private resend(publication: Publication): void {
    const { kernel, figures } = this.session;
    this.inFlight = publication;
    const limitNs = figures.publishLimitMs * millisecond;
    publication.limit = kernel.after(limitNs, () => this.expire(publication));
    publication.pubcompsDue = 0;
    // [MQTT-3.3.1-1]: a PUBLISH that is sent again says so.
    if (publication.awaiting !== 'pubcomp') this.send(publication, true);
    else if (publication.packetId !== undefined) this.release(publication, publication.packetId);
  }

  /** [MQTT-4.3.1-1], [MQTT-4.3.2-1], [MQTT-4.3.3-1]: the first transmission has DUP 0. */
  private send(publication: Publication, dup: boolean): void {
    publication.leaving = true;
    const { packetId } = publication;
    const { topic, payload, qos, retain } = publication.message;
    this.session.send(
      packetId === undefined
        ? { packet: 'publish', topic, payload, qos, retain, dup }
        : { packet: 'publish', packetId, topic, payload, qos, retain, dup },
      () => {
        publication.leaving = false;
        if (publication.done === undefined) {
          this.free(publication);
          return;
        }
        this.tellSent(publication);
        if (qos === 0 && publication.done !== undefined) this.settle(publication, 'ok');
      },
    );
  }

  /** [MQTT-4.3.3-1]: PUBREC calls for PUBREL, also a second one, and when nobody waits any more. */
  private release(publication: Publication, packetId: number): void {
    if (publication.awaiting === 'pubrec') {
      publication.awaiting = 'pubcomp';
      publication.releasedAs = this.session.state.releases += 1;
    }
    publication.pubcompsDue += 1;
    this.session.send({ packet: 'pubrel', packetId });
  }

  /** The last acknowledgement has come. */
  private finish(publication: Publication, packetId: number): void {
    const { outgoing, identifiers } = this.session.state;
    outgoing.delete(packetId);
    if (publication.pubcompsDue > 1) this.surplus.set(packetId, publication.pubcompsDue - 1);
    else identifiers.release(packetId);
    if (this.inFlight === publication) this.inFlight = undefined;
    this.settle(publication, 'ok');
    this.sendNext();
  }

  /** Who got two PUBREL answers with two PUBCOMP; any other surprise ends the session. */
  private acknowledgedAgain(packet: PublishAcknowledgement['packet'], packetId: number): void {
    const due = this.surplus.get(packetId);
    if (due === undefined || packet === 'puback') {
      this.session.reject(`${packet.toUpperCase()} came for ${packetId}, which is no message`);
      return;
    }
    const rest = packet === 'pubrec' ? due + 1 : due - 1;
    if (packet === 'pubrec') this.session.send({ packet: 'pubrel', packetId });
    if (rest > 0) {
      this.surplus.set(packetId, rest);
    } else {
      this.surplus.delete(packetId);
      this.session.state.identifiers.release(packetId);
    }
  }

  /**
   * The limit is up: the connection stays, and so does the identifier; a later
   * answer is taken silently. The next may go, unless what is overdue blocks.
   */
  private expire(publication: Publication): void {
    this.waiting.delete(publication);
    if (this.inFlight === publication && !this.overdueBlocks) this.inFlight = undefined;
    this.settle(publication, 'timeout');
    this.sendNext();
  }

  private settle(publication: Publication, result: ExchangeResult): void {
    const { done } = publication;
    publication.limit.cancel();
    if (this.isKept(publication)) keepForLater(publication);
    publication.done = undefined;
    publication.call.release();
    this.free(publication);
    done?.(result);
  }

  /** For whoever waits for no more the call is over. */
  private tellSent({ sent, call }: Publication): void {
    if (sent === undefined) return;
    call.release();
    sent();
  }

  /** Frees what is answered, has left and will not have to leave again. */
  private free(publication: Publication): void {
    if (publication.leaving || this.isKept(publication)) return;
    if (this.held.delete(publication)) publication.holding.release();
  }

  /** Whether it may have to be sent again on a later connection. */
  private isKept(publication: Publication): boolean {
    return this.session.keeps && this.isUnfinished(publication);
  }

  private isUnfinished(publication: Publication): boolean {
    const { packetId } = publication;
    if (packetId === undefined) return false;
    return this.session.state.outgoing.get(packetId) === publication;
  }
}

/** Nobody waits any more, so the bytes may change under us: a copy is kept. */
function keepForLater(publication: Publication): void {
  publication.leaving = false;
  if (publication.done === undefined) return;
  publication.done = undefined;
  const { message } = publication;
  publication.message = {
    ...message,
    topic: new Uint8Array(message.topic),
    payload: new Uint8Array(message.payload),
  };
}
