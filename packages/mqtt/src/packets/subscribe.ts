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
    const exchange = this.open('suback', filter, done);
    if (exchange !== undefined) this.session.send({ packet: 'subscribe', exchange, filter, qos });
  }

  /** [MQTT-3.10.3-2]: an UNSUBSCRIBE holds at least one filter. */
  unsubscribe(filter: Uint8Array, done: (result: ExchangeResult) => void): void {
    const exchange = this.open('unsuback', filter, (result) => {
      this.session.kernel.assert(result !== 'refused', 'UNSUBACK has no return code');
      done(result);
    });
    if (exchange !== undefined) this.session.send({ packet: 'unsubscribe', exchange, filter });
  }

  suback({ exchange, granted }: SubackPacket): void {
    const [code] = granted;
    // [MQTT-3.8.4-5]: one return code for the one filter.
    if (granted.length !== 1 || this.requests.get(exchange)?.answer !== 'suback') {
      this.session.close('protocol');
    } else {
      this.answer(exchange, code === refusedCode ? 'refused' : 'ok');
    }
  }

  unsuback(exchange: number): void {
    if (this.requests.get(exchange)?.answer !== 'unsuback') this.session.close('protocol');
    else this.answer(exchange, 'ok');
  }

  end(): Answers {
    const open = [...this.requests.values()].filter(({ expired }) => !expired);
    for (const exchange of this.requests.keys()) this.take(exchange);
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
    const { kernel, heap, figures, identifiers } = this.session;
    const holding = Holding.take(heap, 'mqtt.subscribe', [filter.length]);
    const exchange = holding && identifiers.take();
    if (holding === undefined || exchange === undefined) {
      holding?.release();
      done('no-memory');
      return undefined;
    }
    const limitNs = figures.subscribeLimitMs * millisecond;
    const limit = kernel.after(limitNs, () => this.expire(exchange));
    this.requests.set(exchange, { answer, done, holding, limit, expired: false });
    return exchange;
  }

  private answer(exchange: number, result: SubscribeResult): void {
    const request = this.take(exchange);
    if (request?.expired === false) request.done(result);
  }

  /** The library gives the whole session up, then the command that waited. */
  private expire(exchange: number): void {
    if (this.timeoutCloses) {
      const request = this.take(exchange);
      this.session.close('timeout');
      request?.done('timeout');
      return;
    }
    const request = this.requests.get(exchange);
    if (request === undefined) return;
    request.expired = true;
    request.holding.release();
    request.done('timeout');
  }

  /** The request is over: its identifier, memory and alarm are free again. */
  private take(exchange: number): Request | undefined {
    const request = this.requests.get(exchange);
    if (request === undefined) return undefined;
    this.requests.delete(exchange);
    this.session.identifiers.release(exchange);
    request.limit.cancel();
    if (!request.expired) request.holding.release();
    return request;
  }
}
