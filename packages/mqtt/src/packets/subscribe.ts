import { millisecond, type Alarm } from '@w800/kernel';
import { Holding } from '../holding.ts';
import type { ExchangeResult, SubscribeResult } from '../results.ts';
import type { Answers, Session } from '../session.ts';
import type { SubackPacket } from '../wire/packet.ts';
import type { QoS } from '../wire/qos.ts';

const refusedCode = 0x80;

interface Request {
  readonly answer: 'suback' | 'unsuback';
  readonly done: (result: SubscribeResult) => void;
  readonly holding: Holding;
  readonly limit: Alarm;
  /** Nobody waits any more; a late answer is taken silently. */
  expired: boolean;
}

/** SUBSCRIBE and UNSUBSCRIBE, one filter each, and their acknowledgements. */
export class Subscribe {
  private readonly session: Session;
  private readonly timeoutCloses: boolean;
  /** By packet identifier. */
  private readonly requests = new Map<number, Request>();

  constructor(session: Session, timeoutCloses: boolean) {
    this.session = session;
    this.timeoutCloses = timeoutCloses;
  }

  /** [MQTT-3.8.3-3]: a SUBSCRIBE holds at least one filter. */
  subscribe(filter: Uint8Array, qos: QoS, done: (result: SubscribeResult) => void): void {
    const packetId = this.open('suback', filter, done);
    if (packetId !== undefined) this.session.send({ packet: 'subscribe', packetId, filter, qos });
  }

  /** [MQTT-3.10.3-2]: an UNSUBSCRIBE holds at least one filter. */
  unsubscribe(filter: Uint8Array, done: (result: ExchangeResult) => void): void {
    const packetId = this.open('unsuback', filter, (result) => {
      this.session.kernel.assert(result !== 'refused', 'UNSUBACK has no return code');
      done(result);
    });
    if (packetId !== undefined) this.session.send({ packet: 'unsubscribe', packetId, filter });
  }

  suback({ packetId, granted }: SubackPacket): void {
    const [code] = granted;
    // [MQTT-3.8.4-5]: one return code for the one filter.
    if (this.requests.get(packetId)?.answer !== 'suback') {
      this.session.reject(`SUBACK came for ${packetId}, which is no SUBSCRIBE`);
    } else if (granted.length === 1) {
      this.answer(packetId, code === refusedCode ? 'refused' : 'ok');
    } else {
      this.session.reject(`SUBACK has ${granted.length} return codes for one topic filter`);
    }
  }

  unsuback(packetId: number): void {
    if (this.requests.get(packetId)?.answer === 'unsuback') this.answer(packetId, 'ok');
    else this.session.reject(`UNSUBACK came for ${packetId}, which is no UNSUBSCRIBE`);
  }

  end(): Answers {
    const open = [...this.requests.values()].filter(({ expired }) => !expired);
    for (const packetId of this.requests.keys()) this.take(packetId);
    return open.map(
      ({ done }) =>
        () =>
          done('closed'),
    );
  }

  private open(
    answer: Request['answer'],
    filter: Uint8Array,
    done: Request['done'],
  ): number | undefined {
    const { kernel, heap, figures, state } = this.session;
    const holding = Holding.take(heap, 'mqtt.subscribe', [filter.length]);
    const packetId = holding && state.identifiers.take();
    if (holding === undefined || packetId === undefined) {
      holding?.release();
      done('no-memory');
      return undefined;
    }
    const limitNs = figures.subscribeLimitMs * millisecond;
    const limit = kernel.after(limitNs, () => this.expire(packetId));
    this.requests.set(packetId, { answer, done, holding, limit, expired: false });
    return packetId;
  }

  private answer(packetId: number, result: SubscribeResult): void {
    const request = this.take(packetId);
    if (request?.expired === false) request.done(result);
  }

  /** The library gives the whole session up, then the command that waited. */
  private expire(packetId: number): void {
    if (this.timeoutCloses) {
      const request = this.take(packetId);
      this.session.close('timeout');
      request?.done('timeout');
      return;
    }
    const request = this.requests.get(packetId);
    if (request === undefined) return;
    request.expired = true;
    request.holding.release();
    request.done('timeout');
  }

  /** The request is over: its identifier, memory and alarm are free again. */
  private take(packetId: number): Request | undefined {
    const request = this.requests.get(packetId);
    if (request === undefined) return undefined;
    this.requests.delete(packetId);
    this.session.state.identifiers.release(packetId);
    request.limit.cancel();
    if (!request.expired) request.holding.release();
    return request;
  }
}
