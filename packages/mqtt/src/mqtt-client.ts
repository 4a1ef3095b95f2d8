import type { Kernel, Values } from '@w800/kernel';
import type { Heap } from '@w800/memory';
import type { ByteStream } from '@w800/ports';
import type { MqttClientEvents, MqttMessage, SessionEnd } from './client-events.ts';
import { ClientMemory } from './client-memory.ts';
import type { ConnectOptions } from './connect-options.ts';
import type { MqttFigures } from './figures.ts';
import { PacketIdentifiers } from './packet-identifiers.ts';
import { mqttReceived, mqttSent, packetRecord } from './packet-trace.ts';
import { Connect } from './packets/connect.ts';
import { Ping } from './packets/ping.ts';
import { PublishIn } from './packets/publish-in.ts';
import { PublishOut } from './packets/publish-out.ts';
import { Subscribe } from './packets/subscribe.ts';
import { Receiver } from './receiver.ts';
import type { ConnectResult, ExchangeResult, SubscribeResult } from './results.ts';
import type { Answers, Ending, Session } from './session.ts';
import { mqttEnded } from './session-trace.ts';
import { Transport } from './transport.ts';
import { Decoder } from './wire/decoder.ts';
import { encode } from './wire/encode.ts';
import type { ConnackPacket, IncomingPacket, OutgoingPacket } from './wire/packet.ts';
import type { QoS } from './wire/qos.ts';

const textBytesMax = 65_535;

export interface MqttClientOptions {
  readonly kernel: Kernel;
  /** Where structures, receive queue and message copies are held. */
  readonly heap: Heap;
  readonly figures: Values<MqttFigures>;
  readonly events: MqttClientEvents;
  /** Whether a missing SUBACK or UNSUBACK ends the session. Default true. */
  readonly subscribeTimeoutCloses?: boolean;
}

/**
 * One MQTT 3.1.1 session over one connected stream. A callback may come before
 * the call it belongs to returns; every `done` comes exactly once, and what
 * the session held in the heap is free before anyone hears of its end.
 */
export class MqttClient {
  private readonly kernel: Kernel;
  private readonly options: MqttClientOptions;
  private readonly connecting: Connect;
  private readonly ping: Ping;
  private readonly publishIn: PublishIn;
  private readonly publishOut: PublishOut;
  private readonly subscriptions: Subscribe;
  private readonly decoder = new Decoder();
  private readonly receiver = new Receiver((bytes) => this.memory?.reserve(bytes) === true);
  private state: 'idle' | 'connecting' | 'connected' | 'over' = 'idle';
  private keepaliveSeconds = 0;
  private transport: Transport | undefined;
  private memory: ClientMemory | undefined;

  constructor(options: MqttClientOptions) {
    const { kernel, heap, figures, events } = options;
    const session: Session = {
      kernel,
      heap,
      figures,
      identifiers: new PacketIdentifiers(),
      send: (packet, written) => this.send(packet, written),
      close: (reason) => this.close(reason),
    };
    this.kernel = kernel;
    this.options = options;
    this.connecting = new Connect(session);
    this.ping = new Ping(session);
    this.publishIn = new PublishIn(session, events);
    this.publishOut = new PublishOut(session);
    this.subscriptions = new Subscribe(session, options.subscribeTimeoutCloses ?? true);
  }

  /** Whether the broker has accepted the session and it has not ended. */
  get connected(): boolean {
    return this.state === 'connected';
  }

  /** Opens the session. Once in a client's life; the stream is connected and now the client's. */
  connect(
    stream: ByteStream,
    options: ConnectOptions,
    done: (result: ConnectResult) => void,
  ): void {
    this.kernel.assert(this.state === 'idle', 'an MQTT client carries one stream in its life');
    this.keepaliveSeconds = options.keepaliveSeconds;
    this.memory = ClientMemory.take(this.options.heap, this.options.figures);
    this.state = this.memory === undefined ? 'over' : 'connecting';
    this.transport = new Transport(this.kernel, stream, {
      data: (bytes) => this.receive(bytes),
      over: (by) => this.close(by),
    });
    if (this.memory === undefined) {
      this.transport.finish();
      done({ ok: false, reason: 'no-memory' });
    } else {
      this.connecting.start(options, done);
    }
  }

  /**
   * Publishes. Topic and payload must not change before `done`, or before
   * `sent`: the transport has taken the packet, and its acknowledgement, if the
   * QoS calls for one, is still to come.
   */
  publish(
    message: Omit<MqttMessage, 'dup'>,
    done: (result: ExchangeResult) => void,
    sent?: () => void,
  ): void {
    this.assertText(message.topic);
    if (this.connected) this.publishOut.publish(message, done, sent);
    else done('closed');
  }

  subscribe(filter: Uint8Array, qos: QoS, done: (result: SubscribeResult) => void): void {
    this.assertText(filter);
    if (this.connected) this.subscriptions.subscribe(filter, qos, done);
    else done('closed');
  }

  unsubscribe(filter: Uint8Array, done: (result: ExchangeResult) => void): void {
    this.assertText(filter);
    if (this.connected) this.subscriptions.unsubscribe(filter, done);
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
    if (trace.wants(mqttSent)) trace.emit(mqttSent, packetRecord(packet));
  }

  private receive(bytes: Uint8Array): void {
    const { trace } = this.kernel;
    this.receiver.add(bytes);
    while (this.live) {
      const next = this.receiver.next();
      if (next === 'incomplete') return;
      const packet = typeof next === 'string' ? undefined : this.decoder.decode(next);
      if (packet === undefined) {
        // What cannot be understood ends the session [MQTT-4.8.0-1].
        this.close(next === 'no-memory' ? 'no-memory' : 'protocol');
        return;
      }
      this.ping.received();
      if (trace.wants(mqttReceived)) trace.emit(mqttReceived, packetRecord(packet));
      this.dispatch(packet);
    }
  }

  private dispatch(packet: IncomingPacket): void {
    // The first packet is CONNACK, and there is no second one [MQTT-3.2.0-1].
    if ((packet.packet === 'connack') === this.connected) this.close('protocol');
    else if (packet.packet === 'connack') this.connack(packet);
    else if (packet.packet === 'publish') this.publishIn.publish(packet);
    else if (packet.packet === 'pubrel') this.publishIn.pubrel(packet.exchange);
    else if (packet.packet === 'suback') this.subscriptions.suback(packet);
    else if (packet.packet === 'unsuback') this.subscriptions.unsuback(packet.exchange);
    else if (packet.packet === 'pingresp') this.ping.pingresp();
    else this.publishOut.acknowledged(packet);
  }

  private connack(packet: ConnackPacket): void {
    const answer = this.connecting.connack(packet);
    if (packet.returnCode === 0) {
      this.state = 'connected';
      this.ping.start(this.keepaliveSeconds);
    } else {
      this.end('refused');
      this.transport?.finish();
    }
    answer();
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

  /** Frees everything and stops every alarm. @returns the callbacks that are still owed */
  private end(reason: Ending): Answers {
    this.kernel.trace.emit(mqttEnded, { reason, accepted: this.connected });
    this.state = 'over';
    this.ping.end();
    this.publishIn.end();
    const answers = [
      ...this.connecting.end(reason),
      ...this.publishOut.end(),
      ...this.subscriptions.end(),
    ];
    this.memory?.release();
    this.memory = undefined;
    return answers;
  }

  /** Limits on a user's text belong to the commands; here a breach would be our fault. */
  private assertText(text: Uint8Array): void {
    const fits = text.length >= 1 && text.length <= textBytesMax;
    this.kernel.assert(fits, 'a topic or filter has 1 to 65,535 bytes');
  }
}
