import { Buffer } from 'node:buffer';
import { generate, parser, type IConnectPacket, type Packet } from 'mqtt-packet';
import type { Instant, Kernel } from '@w800/kernel';
import type { CloseReason } from '@w800/ports';
import type { PairEnd, PairNetwork } from './stream-pair.ts';

/** A client that writes packets as told and records what comes, byte for byte. */
export class WireClient {
  readonly packets: Packet[] = [];
  readonly bytes: number[] = [];
  readonly stream: PairEnd;
  closed: CloseReason | undefined;
  ended = false;
  endedAt: Instant | undefined;
  consumes = true;
  onPacket: ((packet: Packet) => void) | undefined;

  constructor(kernel: Kernel, network: PairNetwork) {
    this.stream = network.connect();
    const reader = parser({ protocolVersion: 4 });
    reader.on('packet', (packet) => {
      this.packets.push(packet);
      this.onPacket?.(packet);
    });
    this.stream.attach({
      data: (bytes) => {
        for (const byte of bytes) this.bytes.push(byte);
        if (this.consumes) this.stream.consumed(bytes.length);
        reader.parse(Buffer.from(bytes));
      },
      end: () => {
        this.ended = true;
        this.endedAt = kernel.now;
      },
      acknowledged: () => {},
      close: (reason) => {
        this.closed = reason;
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
