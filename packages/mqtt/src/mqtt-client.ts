import type { Kernel } from '@w800/kernel';
import type { ByteStream } from '@w800/ports';
import { canConnect } from './can-connect.ts';
import type { SessionEnd } from './client-events.ts';
import { ClientMemory } from './client-memory.ts';
import type { ConnectOptions } from './connect-options.ts';
import { KeptState } from './kept-state.ts';
import type { MqttClientOptions } from './mqtt-client-options.ts';
import { PacketReader } from './packet-reader.ts';
import { mqttReceived, mqttSent, packetRecord } from './packet-trace.ts';
import { Connect } from './packets/connect.ts';
import { Ping } from './packets/ping.ts';
import { PublishIn } from './packets/publish-in.ts';
import { PublishOut } from './packets/publish-out.ts';
import { Subscribe } from './packets/subscribe.ts';
import type { OutgoingMessage } from './publication.ts';
import type { Rejection } from './receiver.ts';
import type { ConnectResult, ExchangeResult, SubscribeResult } from './results.ts';
import type { Answers, Ending, Session } from './session.ts';
import { mqttEnded, mqttRejected } from './session-trace.ts';
import { Transport } from './transport.ts';
import { encode } from './wire/encode.ts';
import type { ConnackPacket, IncomingPacket, OutgoingPacket } from './wire/packet.ts';
import type { QoS } from './wire/qos.ts';
import { isTopicFilter } from './wire/topic-filter.ts';
import { isTopicName } from './wire/topic-name.ts';

/**
 * One MQTT 3.1.1 session over one connected stream [MQTT-7.1.2-1]. A callback
 * may come before the call it belongs to returns; every `done` comes exactly
 * once, and what the session held in the heap is free before anyone hears of
 * its end, apart from what is kept for the next connection.
 */
export class MqttClient {
  private readonly kernel: Kernel;
  private readonly options: MqttClientOptions;
  private readonly session: Session & { keeps: boolean };
  private readonly connecting: Connect;
  private readonly ping: Ping;
  private readonly publishIn: PublishIn;
  private readonly publishOut: PublishOut;
  private readonly subscriptions: Subscribe;
  private readonly reader: PacketReader;
  private state: 'idle' | 'connecting' | 'connected' | 'over' = 'idle';
  private keepaliveSeconds = 0;
  private transport: Transport | undefined;
  private memory: ClientMemory | undefined;

  constructor(options: MqttClientOptions) {
    const { kernel, heap, figures, events, kept } = options;
    this.kernel = kernel;
    this.options = options;
    this.session = {
      kernel,
      heap,
      figures,
      state: kept ?? new KeptState(kernel),
      keeps: false,
      send: (packet, written) => this.send(packet, written),
      close: (reason) => this.close(reason),
      reject: (why, reason = 'protocol') => this.reader.reject({ why, reason }),
    };
    const { session } = this;
    this.connecting = new Connect(session);
    this.ping = new Ping(session);
    this.publishIn = new PublishIn(session, events, options.whenFull === 'lose', () =>
      this.reader.resume(),
    );
    this.publishOut = new PublishOut(session, options.overdueBlocks ?? false);
    this.subscriptions = new Subscribe(session, options.subscribeTimeoutCloses ?? true);
    this.reader = new PacketReader(kernel, {
      reserve: (bytes) => this.memory?.reserve(bytes) === true,
      hasRoom: () => this.publishIn.hasRoom,
      packet: (packet) => this.received(packet),
      rejected: (rejection, bytes) => this.rejected(rejection, bytes),
      paused: (isPaused) => this.ping.paused(isPaused),
      used: (byteCount) => this.transport?.used(byteCount),
      ended: () => this.close('peer'),
    });
  }

  /** Whether the broker has accepted the session and it has not ended. */
  get connected(): boolean {
    return this.state === 'connected';
  }

  /**
   * Takes the memory of the session before there is a stream, as the library
   * does, which makes a client and then its connection. Without it `connect`
   * does so; `abort` gives it back.
   * @returns false, and nothing is held, when it does not fit
   */
  reserve(options: ConnectOptions): boolean {
    const { heap, figures } = this.options;
    this.memory ??= ClientMemory.take(heap, figures, options);
    return this.memory !== undefined;
  }

  /** Opens the session. Once in a client's life; the stream is connected and now the client's. */
  connect(
    stream: ByteStream,
    options: ConnectOptions,
    done: (result: ConnectResult) => void,
  ): void {
    const { figures, kept } = this.options;
    const { session } = this;
    this.kernel.assert(this.state === 'idle', 'an MQTT client carries one stream in its life');
    this.keepaliveSeconds = options.keepaliveSeconds;
    session.keeps = kept !== undefined && !options.cleanSession;
    session.state.enter(session.keeps);
    this.state = 'connecting';
    this.transport = new Transport(this.kernel, stream, figures.sendPollMs, {
      data: (bytes) => this.reader.data(bytes),
      ended: () => this.reader.end(),
      // What came before the end of the stream is read first, whatever becomes of it meanwhile.
      over: (by) => !this.reader.ending && this.close(by),
    });
    const isValid = canConnect(options);
    if (isValid && this.reserve(options)) {
      this.connecting.start(options, done);
      return;
    }
    const reason = isValid ? 'no-memory' : 'invalid';
    this.end(reason);
    this.transport.finish();
    done({ ok: false, reason });
  }

  /**
   * Publishes. Topic and payload must not change before `done`, or before
   * `sent`: the transport has taken the packet, and its acknowledgement, if the
   * QoS calls for one, is still to come.
   */
  publish(
    message: OutgoingMessage,
    done: (result: ExchangeResult) => void,
    sent?: () => void,
  ): void {
    if (!isTopicName(message.topic)) done('invalid');
    else if (this.connected) this.publishOut.publish(message, done, sent);
    else done('closed');
  }

  subscribe(filter: Uint8Array, qos: QoS, done: (result: SubscribeResult) => void): void {
    if (!isTopicFilter(filter)) done('invalid');
    else if (this.connected) this.subscriptions.subscribe(filter, qos, done);
    else done('closed');
  }

  unsubscribe(filter: Uint8Array, done: (result: ExchangeResult) => void): void {
    if (!isTopicFilter(filter)) done('invalid');
    else if (this.connected) this.subscriptions.unsubscribe(filter, done);
    else done('closed');
  }

  /** DISCONNECT, then FIN. No `closed` event; exchanges under way end in `closed`. */
  disconnect(): void {
    if (!this.live) return;
    const answers = this.end('disconnect');
    this.sayGoodbye();
    for (const answer of answers) answer();
  }

  /** Drops the stream without a byte. No `closed` event; exchanges under way end in `closed`. */
  abort(): void {
    const answers = this.live ? this.end('abort') : [];
    this.freeMemory();
    this.transport?.abort();
    for (const answer of answers) answer();
  }

  private get live(): boolean {
    return this.state === 'connecting' || this.state === 'connected';
  }

  private send(packet: OutgoingPacket, written?: () => void): void {
    if (!this.live) return;
    this.transport?.send(encode(packet), () => {
      this.sent(packet);
      written?.();
    });
  }

  private sent(packet: OutgoingPacket): void {
    const { trace } = this.kernel;
    this.ping.sent();
    if (trace.wants(mqttSent)) trace.emit(mqttSent, packetRecord(packet, 'sent'));
  }

  private received(packet: IncomingPacket): void {
    const { trace } = this.kernel;
    this.ping.received();
    if (trace.wants(mqttReceived)) trace.emit(mqttReceived, packetRecord(packet, 'received'));
    this.dispatch(packet);
  }

  private dispatch(packet: IncomingPacket): void {
    const name = packet.packet;
    // The first packet is CONNACK, and there is no second one [MQTT-3.2.0-1].
    if (name !== 'connack' && !this.connected) {
      this.session.reject(`${name.toUpperCase()} came before CONNACK`);
    } else if (name === 'publish') this.publishIn.publish(packet);
    else if (name === 'pubrel') this.publishIn.pubrel(packet.packetId);
    else if (name === 'suback') this.subscriptions.suback(packet);
    else if (name === 'unsuback') this.subscriptions.unsuback(packet.packetId);
    else if (name === 'pingresp') this.ping.pingresp();
    else if (name === 'connack') this.connack(packet);
    else this.publishOut.acknowledged(packet);
  }

  private connack(packet: ConnackPacket): void {
    if (this.connected) {
      this.session.reject('a second CONNACK came');
      return;
    }
    const answer = this.connecting.connack(packet);
    if (packet.returnCode === 0) {
      this.state = 'connected';
      this.ping.start(this.keepaliveSeconds);
      this.publishIn.resume(packet.sessionPresent);
      this.publishOut.resume();
    } else {
      this.end('refused');
      this.transport?.finish();
    }
    answer();
  }

  /** What breaks MQTT ends the session [MQTT-4.8.0-1], and what does not fit [MQTT-4.8.0-2]. */
  private rejected({ why, reason }: Rejection, bytes: Uint8Array): void {
    this.kernel.trace.emit(mqttRejected, { why, bytes });
    this.close(reason);
  }

  /**
   * The session is over for another reason than its owner's wish. The firmware
   * says DISCONNECT before it hangs up on a broker that had accepted it, so a
   * broker that can still be reached does not publish the will.
   */
  private close(reason: SessionEnd): void {
    if (!this.live) return;
    const accepted = this.connected;
    const answers = this.end(reason);
    if (accepted && reason !== 'peer' && reason !== 'stream') this.sayGoodbye();
    else this.transport?.finish();
    if (accepted) this.options.events.closed(reason);
    for (const answer of answers) answer();
  }

  /** Nothing follows DISCONNECT but the end of the stream [MQTT-3.14.4-1], [MQTT-3.14.4-2]. */
  private sayGoodbye(): void {
    const packet: OutgoingPacket = { packet: 'disconnect' };
    const limitMs = this.options.figures.disconnectLimitMs;
    this.transport?.finishAfter(encode(packet), () => this.sent(packet), limitMs);
  }

  /** Frees what is not kept and stops every alarm. @returns the callbacks that are still owed */
  private end(reason: Ending): Answers {
    const { session } = this;
    this.kernel.trace.emit(mqttEnded, { reason, accepted: this.connected });
    this.state = 'over';
    this.reader.close();
    this.ping.end();
    this.publishIn.end();
    const answers = [
      ...this.connecting.end(reason),
      ...this.publishOut.end(),
      ...this.subscriptions.end(),
    ];
    session.state.leave(session.keeps);
    this.freeMemory();
    return answers;
  }

  private freeMemory(): void {
    this.memory?.release();
    this.memory = undefined;
  }
}
