import { Buffer } from 'node:buffer';
import { millisecond, type Alarm, type Kernel } from '@w800/kernel';
import type { ByteStream, ServerNetwork } from '@w800/ports';
import type { BrokerEnd, WriteShape } from './broker-end.ts';
import { BrokerError, checkNumber } from './broker-error.ts';
import type { BrokerPacketInput } from './broker-packet-input.ts';
import type { BrokerPacket } from './broker-packet.ts';
import type { BrokerRule, RuleHandle } from './broker-rule.ts';
import type { ClientEnd, Surveillance } from './client-end.ts';
import type { ClientStream } from './client-stream.ts';
import { encodePacket } from './encode-packet.ts';
import type { ListenerOptions } from './listener-options.ts';
import type { Listener } from './listener.ts';
import { ListeningPort } from './listening-port.ts';
import type { MessageBurst } from './message-burst.ts';
import type { OutgoingMessage, ReceivedMessage } from './messages.ts';
import { PacketRecord } from './packet-record.ts';
import { RuleBook } from './rule-book.ts';
import type { WebSocketControl } from './websocket-control.ts';

/** More levels than that the library cannot match. */
const topicLevelsMax = 100;
const burstCountMax = 1_000_000;
/** A day. */
const spacingMsMax = 86_400_000;
const pieceBytesMax = 65_535;

/** What every kind of broker end has: the rules, the record and its connections. */
export abstract class TappedEnd implements BrokerEnd {
  protected readonly common: Surveillance;
  private readonly bursts = new Set<Alarm>();
  private ports: readonly ListeningPort[] = [];

  constructor(kernel: Kernel) {
    const record = new PacketRecord(kernel);
    this.common = { kernel, book: new RuleBook(), record, shape: {}, closed: false };
  }

  abstract readonly received: readonly ReceivedMessage[];
  abstract clients(): readonly string[];
  abstract forgetSessions(clientId?: string): void;
  abstract close(): Promise<void>;
  protected abstract connectionsNow(): readonly ClientEnd[];
  protected abstract emit(message: OutgoingMessage): void;
  /** Takes a connection while it listens. */
  protected abstract take(stream: ClientStream): void;

  get listeners(): readonly Listener[] {
    return this.ports;
  }

  get packets(): readonly BrokerPacket[] {
    return this.common.record.packets;
  }

  publish(message: OutgoingMessage): void {
    this.check(message.topic);
    this.emit(message);
  }

  burst({ count, everyMs, payload, ...message }: MessageBurst): void {
    checkNumber('count', count, 1, burstCountMax);
    checkNumber('everyMs', everyMs ?? 0, 0, spacingMsMax);
    this.check(message.topic);
    const pattern = Buffer.from(payload).toString('latin1');
    const publish = (number: number): void => {
      const text = pattern.replaceAll('${n}', String(number));
      this.emit({ ...message, payload: Buffer.from(text, 'latin1') });
    };
    if (everyMs !== undefined) this.publishSpaced(publish, 1, count, everyMs);
    else for (let number = 1; number <= count; number += 1) publish(number);
  }

  rule(rule: BrokerRule): RuleHandle {
    return this.common.book.add(rule);
  }

  clearRules(): void {
    this.common.book.clear();
  }

  refuse(code: number, times: number | 'always' = 1): RuleHandle {
    return this.common.book.refuse(code, times);
  }

  mute(silent: boolean): void {
    this.common.book.silent = silent;
    if (silent) return;
    for (const port of this.ports) port.resume();
    for (const connection of this.connectionsNow()) connection.resume();
  }

  send(what: Uint8Array | BrokerPacketInput, clientId?: string): void {
    const bytes = what instanceof Uint8Array ? what : encodePacket(what);
    const targets = this.connectionsOf(clientId);
    if (targets.length === 0) throw nobody('connection', clientId);
    for (const connection of targets) connection.send(bytes);
  }

  writes(shape: WriteShape | undefined): void {
    const { splitBytes, mergeMs } = shape ?? {};
    if (splitBytes !== undefined) checkNumber('splitBytes', splitBytes, 1, pieceBytesMax);
    if (mergeMs !== undefined) checkNumber('mergeMs', mergeMs, 0, spacingMsMax);
    this.common.shape = shape ?? {};
  }

  webSocket(clientId?: string): WebSocketControl {
    const targets = this.connectionsOf(clientId).flatMap(({ webSocket }) => webSocket ?? []);
    if (targets.length === 0) throw nobody('WebSocket', clientId);
    return {
      ping: (payload) => {
        for (const target of targets) target.ping(payload);
      },
      closeWith: (code, reason) => {
        for (const target of targets) target.closeWith(code, reason);
      },
    };
  }

  disconnect(clientId?: string, by: 'fin' | 'rst' = 'rst'): void {
    for (const connection of this.connectionsOf(clientId)) {
      if (by === 'rst') connection.drop();
      else connection.finish();
    }
    if (clientId === undefined) this.dismissArrivals(by);
  }

  get listens(): boolean {
    return this.ports.some(({ listens }) => listens);
  }

  stop(): void {
    this.stopListening();
    this.disconnect();
  }

  start(): void {
    if (this.common.closed) return;
    for (const port of this.ports) port.open();
  }

  join(stream: ByteStream): void {
    if (this.listens) this.take(stream);
    else stream.abort();
  }

  protected listenOn(
    network: ServerNetwork,
    host: string,
    listeners: readonly ListenerOptions[],
  ): void {
    this.ports = listeners.map(
      (options) =>
        new ListeningPort(this.common, network, { host, ...options }, (stream) =>
          this.join(stream),
        ),
    );
    this.start();
  }

  protected stopListening(): void {
    for (const port of this.ports) port.shut();
  }

  /** Ends what has not yet become a connection, or waits for its end. */
  protected dismissArrivals(by: 'fin' | 'rst'): void {
    for (const port of this.ports) port.dismiss(by);
  }

  protected stopBursts(): void {
    for (const alarm of this.bursts) alarm.cancel();
    this.bursts.clear();
  }

  private publishSpaced(
    publish: (number: number) => void,
    number: number,
    count: number,
    everyMs: number,
  ): void {
    publish(number);
    if (number === count) return;
    const alarm = this.common.kernel.after(everyMs * millisecond, () => {
      this.bursts.delete(alarm);
      this.publishSpaced(publish, number + 1, count, everyMs);
    });
    this.bursts.add(alarm);
  }

  private connectionsOf(clientId: string | undefined): readonly ClientEnd[] {
    const all = this.connectionsNow();
    return clientId === undefined ? all : all.filter(({ peer }) => peer.clientId === clientId);
  }

  private check(topic: string): void {
    if (this.common.closed) {
      throw new BrokerError('BROKER_CLOSED', 'the broker is closed', 'publish before close()');
    }
    if (topic === '' || /[+#\0]/.test(topic) || topic.split('/').length > topicLevelsMax) {
      throw new BrokerError(
        'BROKER_BAD_TOPIC',
        `no message can have the topic "${topic}"`,
        `use at least one character, no + or #, and at most ${topicLevelsMax} levels`,
      );
    }
  }
}

function nobody(what: string, clientId: string | undefined): BrokerError {
  return new BrokerError(
    'BROKER_NOBODY',
    `there is no ${what}${clientId === undefined ? '' : ` of "${clientId}"`} to send to`,
    'send when the client is connected',
  );
}
