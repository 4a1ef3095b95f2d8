import { millisecond, type Alarm } from '@w800/kernel';
import type { ConnectOptions } from '../connect-options.ts';
import type { ConnectResult } from '../results.ts';
import type { Answers, Ending, Session } from '../session.ts';
import type { ConnackPacket } from '../wire/packet.ts';

const resultByEnding = {
  peer: 'closed',
  stream: 'closed',
  keepalive: 'closed',
  refused: 'closed',
  disconnect: 'closed',
  abort: 'closed',
  invalid: 'invalid',
  timeout: 'timeout',
  protocol: 'protocol',
  'no-memory': 'no-memory',
} as const satisfies Record<Ending, string>;

/** CONNECT and its CONNACK. */
export class Connect {
  private readonly session: Session;
  private done: ((result: ConnectResult) => void) | undefined;
  private limit: Alarm | undefined;

  constructor(session: Session) {
    this.session = session;
  }

  /** [MQTT-3.1.0-1], [MQTT-3.1.0-2]: CONNECT is the first packet and is sent once. */
  start(options: ConnectOptions, done: (result: ConnectResult) => void): void {
    const { kernel, figures } = this.session;
    // A password without a user name is a malformed CONNECT [MQTT-3.1.2-22].
    this.session.kernel.assert(
      options.username !== undefined || options.password === undefined,
      'a password comes with a user name',
    );
    const startedAt = options.startedAt ?? kernel.now;
    const limitAt = startedAt + figures.connackLimitMs * millisecond;
    this.done = done;
    this.limit = kernel.at(Math.max(limitAt, kernel.now), () => this.session.close('timeout'));
    this.session.send({ packet: 'connect', options });
  }

  /** The answer to a CONNACK, to be called when the client has changed its state. */
  connack({ returnCode, sessionPresent }: ConnackPacket): () => void {
    const done = this.take();
    if (returnCode === 0) return () => done({ ok: true, sessionPresent });
    return () => done({ ok: false, reason: 'refused', code: returnCode });
  }

  end(reason: Ending): Answers {
    if (this.done === undefined) return [];
    const done = this.take();
    return [() => done({ ok: false, reason: resultByEnding[reason] })];
  }

  private take(): (result: ConnectResult) => void {
    this.limit?.cancel();
    const { done } = this;
    this.done = undefined;
    return done ?? this.session.kernel.fail('CONNACK is answered once');
  }
}
