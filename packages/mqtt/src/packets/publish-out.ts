import { millisecond, type Alarm } from '@w800/kernel';
import type { MqttMessage } from '../client-events.ts';
import { Holding } from '../holding.ts';
import type { ExchangeResult } from '../results.ts';
import type { Answers, Session } from '../session.ts';
import type { PublishAcknowledgement } from '../wire/packet.ts';
import type { QoS } from '../wire/qos.ts';

/** A publish somebody waits for. */
interface Publication {
  readonly message: Omit<MqttMessage, 'dup'>;
  readonly done: (result: ExchangeResult) => void;
  readonly sent: (() => void) | undefined;
  readonly holding: Holding;
  readonly limit: Alarm;
  /** The transport has not taken the whole PUBLISH yet, so its bytes are still needed. */
  leaving: boolean;
  settled: boolean;
}

/** A packet identifier in use. It outlives its publication when that timed out. */
interface Exchange {
  awaiting: 'puback' | 'pubrec' | 'pubcomp';
  /** How many PUBREL still want their PUBCOMP. */
  pubcompsDue: number;
  publication: Publication | undefined;
}

const firstAnswer = { 1: 'puback', 2: 'pubrec' } as const satisfies Record<
  Exclude<QoS, 0>,
  Exchange['awaiting']
>;

/** Messages to the broker: QoS 0 at once, the others one exchange at a time. */
export class PublishOut {
  private readonly session: Session;
  /** Everything that holds memory. */
  private readonly held = new Set<Publication>();
  private readonly waiting = new Set<Publication>();
  private readonly exchanges = new Map<number, Exchange>();
  private inFlight: Exchange | undefined;

  constructor(session: Session) {
    this.session = session;
  }

  /** QoS 0 is done when the transport has the packet, QoS 1 at PUBACK, QoS 2 at PUBCOMP. */
  publish(
    message: Omit<MqttMessage, 'dup'>,
    done: (result: ExchangeResult) => void,
    sent?: () => void,
  ): void {
    const { kernel, heap, figures } = this.session;
    const sizes = [message.topic.length, message.payload.length];
    const holding = Holding.take(heap, 'mqtt.publish', sizes);
    if (holding === undefined) {
      done('no-memory');
      return;
    }
    const publication: Publication = {
      message,
      done,
      sent,
      holding,
      limit: kernel.after(figures.publishLimitMs * millisecond, () => this.expire(publication)),
      leaving: false,
      settled: false,
    };
    this.held.add(publication);
    if (message.qos === 0) {
      this.send(publication, undefined);
      return;
    }
    this.waiting.add(publication);
    this.sendNext();
  }

  acknowledged({ packet, exchange: identifier }: PublishAcknowledgement): void {
    const exchange = this.exchanges.get(identifier);
    // A second PUBREC is answered with a second PUBREL, any other surprise ends the session.
    const expected =
      packet === exchange?.awaiting || (packet === 'pubrec' && exchange?.awaiting === 'pubcomp');
    if (exchange === undefined || !expected) {
      this.session.close('protocol');
      return;
    }
    if (packet === 'pubrec') {
      // [MQTT-4.3.3-1]: PUBREC calls for PUBREL, also when nobody waits any more.
      exchange.awaiting = 'pubcomp';
      exchange.pubcompsDue += 1;
      this.session.send({ packet: 'pubrel', exchange: identifier });
      return;
    }
    if (packet === 'pubcomp') exchange.pubcompsDue -= 1;
    if (exchange.pubcompsDue === 0) {
      this.exchanges.delete(identifier);
      this.session.identifiers.release(identifier);
    }
    this.complete(exchange, 'ok');
  }

  end(): Answers {
    const open = [...this.held].filter(({ settled }) => !settled);
    for (const { limit, holding } of this.held) {
      limit.cancel();
      holding.release();
    }
    this.held.clear();
    this.waiting.clear();
    this.exchanges.clear();
    this.inFlight = undefined;
    return open.map(
      ({ done }) =>
        () =>
          done('closed'),
    );
  }

  private sendNext(): void {
    const [publication] = this.waiting;
    if (this.inFlight !== undefined || publication === undefined) return;
    // One whose limit is up at this very instant is not sent any more; its alarm is about to fire.
    if (publication.limit.at === this.session.kernel.now) return;
    const { qos } = publication.message;
    const identifier = this.session.identifiers.take();
    this.waiting.delete(publication);
    if (qos === 0 || identifier === undefined) {
      // All 65,535 identifiers wait for acknowledgements that are overdue.
      this.settle(publication, 'no-memory');
      this.sendNext();
      return;
    }
    this.inFlight = { awaiting: firstAnswer[qos], pubcompsDue: 0, publication };
    this.exchanges.set(identifier, this.inFlight);
    this.send(publication, identifier);
  }

  /** [MQTT-4.3.1-1], [MQTT-4.3.2-1], [MQTT-4.3.3-1]: the first transmission has DUP 0. */
  private send(publication: Publication, identifier: number | undefined): void {
    publication.leaving = true;
    const packet = { packet: 'publish', ...publication.message, dup: false } as const;
    this.session.send(
      identifier === undefined ? packet : { ...packet, exchange: identifier },
      () => {
        publication.leaving = false;
        if (!publication.settled) publication.sent?.();
        if (publication.message.qos === 0 && !publication.settled) this.settle(publication, 'ok');
        else if (publication.settled) this.forget(publication);
      },
    );
  }

  /** The limit is up: the connection and the identifier stay, a later answer is taken silently. */
  private expire(publication: Publication): void {
    this.waiting.delete(publication);
    if (this.inFlight?.publication === publication) this.complete(this.inFlight, 'timeout');
    else this.settle(publication, 'timeout');
    this.sendNext();
  }

  private complete(exchange: Exchange, result: ExchangeResult): void {
    const { publication } = exchange;
    if (publication === undefined) return;
    exchange.publication = undefined;
    this.inFlight = undefined;
    this.settle(publication, result);
    this.sendNext();
  }

  private settle(publication: Publication, result: ExchangeResult): void {
    publication.settled = true;
    publication.limit.cancel();
    this.forget(publication);
    publication.done(result);
  }

  private forget(publication: Publication): void {
    if (!publication.leaving && this.held.delete(publication)) publication.holding.release();
  }
}
