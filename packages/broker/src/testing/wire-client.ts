import { Buffer } from 'node:buffer';
import { generate, parser, type IConnectPacket, type Packet } from 'mqtt-packet';
import { millisecond, type Instant, type Kernel } from '@w800/kernel';
import type { ByteStream, CloseReason } from '@w800/ports';
import type { PairEnd } from './stream-pair.ts';

/** A client that writes packets as told and records what comes, byte for byte. */
export class WireClient<Stream extends ByteStream = PairEnd> {
  readonly packets: Packet[] = [];
  readonly bytes: number[] = [];
  /** As TCP delivered it, a number of bytes a piece. */
  readonly pieces: number[] = [];
  /** `3 puback 7`: millisecond, packet, identifier and flags. */
  readonly heard: string[] = [];
  readonly stream: Stream;
  closed: CloseReason | undefined;
  ended = false;
  endedAt: Instant | undefined;
  consumes = true;
  onPacket: ((packet: Packet) => void) | undefined;

  constructor(kernel: Kernel, network: { connect(): Stream }) {
    this.stream = network.connect();
    const reader = parser({ protocolVersion: 4 });
    reader.on('packet', (packet) => {
      this.packets.push(packet);
      this.heard.push(`${kernel.now / millisecond} ${brief(packet)}`);
      this.onPacket?.(packet);
    });
    // What is no packet shows in the bytes.
    reader.on('error', () => {});
    this.stream.attach({
      data: (bytes) => {
        this.pieces.push(bytes.length);
        for (const byte of bytes) this.bytes.push(byte);
        if (this.consumes) this.stream.consumed(bytes.length);
        reader.parse(Buffer.from(bytes));
      },
      end: () => {
        this.ended = true;
        this.endedAt = kernel.now;
        this.heard.push(`${kernel.now / millisecond} FIN`);
      },
      acknowledged: () => {},
      close: (reason) => {
        this.closed = reason;
        if (reason === 'reset') this.heard.push(`${kernel.now / millisecond} RST`);
      },
    });
  }

  connect(clientId: string, more: Partial<IConnectPacket> = {}): void {
    this.send({
      cmd: 'connect',
      protocolId: 'MQTT',
      protocolVersion: 4,
      clean: true,
      keepalive: 0,
      clientId,
      ...more,
    });
  }

  publish(topic: string, payload: string, qos: 0 | 1 | 2, messageId: number, dup = false): void {
    const id = qos === 0 ? {} : { messageId };
    this.send({ cmd: 'publish', topic, payload, qos, dup, retain: false, ...id });
  }

  subscribe(topic: string, qos: 0 | 1 | 2): void {
    this.send({ cmd: 'subscribe', messageId: 1, subscriptions: [{ topic, qos }] });
  }

  send(packet: Packet): void {
    this.raw(generate(packet));
  }

  raw(bytes: Uint8Array): void {
    this.stream.write(bytes);
  }

  /** The names of the packets that came. */
  get commands(): string[] {
    return this.packets.map(({ cmd }) => cmd);
  }
}

function brief(packet: Packet): string {
  const words: (string | number)[] = [packet.cmd];
  if (packet.messageId !== undefined) words.push(packet.messageId);
  if (packet.cmd === 'connack') words.push(packet.returnCode ?? '');
  if (packet.cmd === 'connack' && packet.sessionPresent) words.push('present');
  if (packet.cmd === 'publish') {
    words.push(packet.topic, String(packet.payload), `q${packet.qos}`);
    if (packet.dup) words.push('dup');
    if (packet.retain) words.push('retain');
  }
  return words.join(' ');
}
