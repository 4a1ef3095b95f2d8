import { toBytes, type ByteString } from '@w800/at';
import { millisecond, type Instant, type Kernel } from '@w800/kernel';
import type { ByteStream } from '@w800/ports';
import { clientPacket, type ClientPacket, type ConnectFields } from './client-packet.ts';
import type { MemoryMedium } from './memory-medium.ts';
import type { StreamEnd } from './stream-end.ts';

/** What stands between a connection and the broker: it hands on a stream that speaks MQTT. */
export type Front = (stream: StreamEnd, accept: (stream: ByteStream) => void) => void;

export interface BrokerMessage {
  readonly topic: ByteString;
  readonly payload: ByteString;
  /** With a packet identifier the QoS is 1 unless said otherwise, without one 0. */
  readonly id?: number;
  readonly qos?: 0 | 1 | 2;
  readonly dup?: boolean;
  readonly retain?: boolean;
}

/** A peer that answers MQTT by itself, as far as it is not told to keep silent. */
export class ScriptedBroker {
  /** Packets it takes without an answer. */
  readonly silent = new Set<ClientPacket['type']>();
  /** Packets at which it drops the connection. */
  readonly closing = new Set<ClientPacket['type']>();
  /** The newest protocol it knows: 4 is MQTT 3.1.1, 3 is MQTT 3.1. */
  levelMax = 4;
  /** How CONNECT is answered from now on. */
  returnCode = 0;
  sessionPresent = false;
  /** What SUBACK says; undefined grants the QoS that was asked for. */
  granted: number | undefined;
  /** When each packet came, from the first connection on. */
  readonly instants: Instant[] = [];
  /** How many connections there have been. */
  connectionCount = 0;
  /** The newest connection. */
  peer: ByteStream | undefined;
  /** Whether the module has finished it. */
  finished = false;

  private readonly kernel: Kernel;
  private readonly medium: MemoryMedium;
  private readonly packets: ClientPacket[] = [];
  private reported = 0;
  private unread: number[] = [];
  private readonly backlog: Uint8Array[] = [];

  constructor(kernel: Kernel, medium: MemoryMedium) {
    this.kernel = kernel;
    this.medium = medium;
  }

  /** Listens from now on, at once or behind a front. */
  listen(front: Front = straight): void {
    this.medium.onConnection = (stream) => {
      this.connectionCount += 1;
      front(stream, (peer) => this.meet(peer));
    };
  }

  /** Refuses connections from now on. */
  deafen(): void {
    this.medium.onConnection = undefined;
  }

  /** What came since the last look. */
  take(): readonly ClientPacket[] {
    const fresh = this.packets.slice(this.reported);
    this.reported = this.packets.length;
    return fresh;
  }

  /** The newest CONNECT. */
  get connect(): ConnectFields {
    const found = this.packets.findLast((packet) => packet.type === 'connect');
    if (found === undefined) throw new Error('no CONNECT came');
    return found;
  }

  send(...bytes: readonly number[]): void {
    this.peer?.write(Uint8Array.from(bytes));
  }

  publish(message: BrokerMessage): void {
    this.send(...publishBytes(message));
  }

  /** Publishes as a TCP stack does: what the window has no room for waits. */
  burst(messages: readonly BrokerMessage[], windowBytes = 11_680): void {
    this.backlog.push(...messages.map((message) => Uint8Array.from(publishBytes(message))));
    this.pump(windowBytes);
  }

  /** How many messages of a burst still wait for the window. */
  get backlogCount(): number {
    return this.backlog.length;
  }

  private meet(peer: ByteStream): void {
    this.peer = peer;
    this.finished = false;
    this.unread = [];
    this.backlog.length = 0;
    peer.attach({
      data: (bytes) => {
        peer.consumed(bytes.length);
        this.receive(bytes);
      },
      end: () => {
        this.finished = true;
        peer.end();
      },
      acknowledged: () => {},
      close: () => {},
    });
  }

  private pump(windowBytes: number): void {
    let roomBytes = windowBytes - (this.medium.streams.at(-1)?.unconsumedBytes ?? 0);
    for (;;) {
      const [next] = this.backlog;
      if (next === undefined) return;
      roomBytes -= next.length;
      if (roomBytes < 0) break;
      this.backlog.shift();
      this.peer?.write(next);
    }
    this.kernel.after(millisecond, () => this.pump(windowBytes));
  }

  /** Drops the connection. */
  hangUp(): void {
    this.peer?.abort();
  }

  private receive(bytes: Uint8Array): void {
    this.unread.push(...bytes);
    for (;;) {
      let bodyBytes = 0;
      let headerBytes = 1;
      let byte: number | undefined;
      do {
        byte = this.unread[headerBytes];
        if (byte === undefined) return;
        bodyBytes += (byte & 0x7f) << (7 * (headerBytes - 1));
        headerBytes += 1;
      } while (byte > 0x7f);
      if (this.unread.length < headerBytes + bodyBytes) return;
      const whole = this.unread.splice(0, headerBytes + bodyBytes);
      const packet = clientPacket(whole[0] ?? 0, Uint8Array.from(whole.slice(headerBytes)));
      this.packets.push(packet);
      this.instants.push(this.kernel.now);
      if (this.closing.has(packet.type)) this.hangUp();
      else if (!this.silent.has(packet.type)) this.answer(packet);
    }
  }

  private accept({ level }: ConnectFields): void {
    const code = level > this.levelMax ? 1 : this.returnCode;
    this.send(0x20, 2, code === 0 && this.sessionPresent ? 1 : 0, code);
  }

  private answer(packet: ClientPacket): void {
    const { type } = packet;
    if (type === 'connect') this.accept(packet);
    else if (type === 'publish' && packet.id !== undefined) {
      this.send(packet.qos === 1 ? 0x40 : 0x50, 2, ...word(packet.id));
    } else if (type === 'pubrel') this.send(0x70, 2, ...word(packet.id));
    else if (type === 'pubrec') this.send(0x62, 2, ...word(packet.id));
    else if (type === 'subscribe') {
      this.send(0x90, 3, ...word(packet.id), this.granted ?? packet.qos);
    } else if (type === 'unsubscribe') this.send(0xb0, 2, ...word(packet.id));
    else if (type === 'pingreq') this.send(0xd0, 0);
  }
}

function straight(stream: ByteStream, accept: (stream: ByteStream) => void): void {
  accept(stream);
}

function publishBytes(message: BrokerMessage): readonly number[] {
  const { topic, payload, id, dup = false, retain = false } = message;
  const qos = message.qos ?? (id === undefined ? 0 : 1);
  const flags = (dup ? 8 : 0) | (qos << 1) | (retain ? 1 : 0);
  const body = [...word(topic.length), ...toBytes(topic), ...(id === undefined ? [] : word(id))];
  body.push(...toBytes(payload));
  const length: number[] = [];
  for (let left = body.length; length.length === 0 || left > 0; left >>= 7) {
    length.push((left & 0x7f) | (left > 0x7f ? 0x80 : 0));
  }
  return [0x30 | flags, ...length, ...body];
}

function word(value: number): [number, number] {
  return [value >> 8, value & 0xff];
}
