import { Buffer } from 'node:buffer';
import type { Kernel } from '@w800/kernel';
import type { ByteStream, ByteStreamEvents, Endpoint } from '@w800/ports';
import { parser, type Packet } from 'mqtt-packet';
import { PacketBoundaries } from './packet-boundaries.ts';

export type Side = 'client' | 'broker';

export interface TappedPacket {
  readonly from: Side;
  readonly packet: Packet;
}

const typeOf = {
  connect: 1,
  connack: 2,
  publish: 3,
  puback: 4,
  pubrec: 5,
  pubrel: 6,
  pubcomp: 7,
  pingresp: 13,
  disconnect: 14,
} as const;

interface Accident {
  readonly from: Side;
  readonly type: number;
  readonly happens: 'cut' | 'lost';
}

/**
 * A stream to a broker with somebody on the wire: notes every packet both
 * ways, loses packets, and cuts the connection at one.
 */
export class WireTap implements ByteStream {
  readonly local: Endpoint;
  readonly remote: Endpoint;
  /** What went over the wire, in order; what was lost or cut is not among it. */
  readonly packets: TappedPacket[] = [];
  /** The broker has ended the connection. */
  ended = false;
  private readonly kernel: Kernel;
  private readonly stream: ByteStream;
  private readonly accidents: Accident[] = [];
  private readonly boundaries = { client: new PacketBoundaries(), broker: new PacketBoundaries() };
  private readonly parsers = { client: this.noteTaker('client'), broker: this.noteTaker('broker') };
  private readonly losing = { client: false, broker: false };
  private events: ByteStreamEvents | undefined;
  /** What the send buffer had no room for. */
  private readonly backlog: Uint8Array[] = [];
  private finished = false;
  private isCut = false;

  constructor(kernel: Kernel, stream: ByteStream) {
    this.kernel = kernel;
    this.stream = stream;
    this.local = stream.local;
    this.remote = stream.remote;
  }

  /** The next such packet does not arrive: the connection dies in its place, by RST. */
  cutAt(from: Side, name: keyof typeof typeOf): void {
    this.accidents.push({ from, type: typeOf[name], happens: 'cut' });
  }

  /** From now on such packets get lost, all of them. */
  lose(from: Side, name: keyof typeof typeOf): void {
    this.accidents.push({ from, type: typeOf[name], happens: 'lost' });
  }

  /** The packets of one side: `connect`, `publish hello dup`. */
  sent(from: Side): string[] {
    return this.packets
      .filter((tapped) => tapped.from === from)
      .map(({ packet }) => describePacket(packet));
  }

  attach(events: ByteStreamEvents): void {
    this.events = events;
    this.stream.attach({
      data: (bytes) => this.deliver(bytes),
      end: () => {
        this.ended = true;
        events.end();
      },
      acknowledged: (byteCount) => {
        this.flush();
        events.acknowledged(byteCount);
      },
      close: (reason) => {
        this.ended = true;
        events.close(reason);
      },
    });
  }

  write(bytes: Uint8Array): number {
    for (const { bytes: piece, header, begins } of this.boundaries.client.cut(bytes)) {
      const passes = this.passes('client', header, begins);
      if (this.isCut) break;
      if (!passes) continue;
      this.parsers.client(piece);
      this.backlog.push(piece.slice());
    }
    this.flush();
    return bytes.length;
  }

  consumed(byteCount: number): void {
    if (!this.isCut) this.stream.consumed(byteCount);
  }

  end(): void {
    this.finished = true;
    this.flush();
  }

  abort(): void {
    if (!this.isCut) this.stream.abort();
  }

  private deliver(bytes: Uint8Array): void {
    for (const { bytes: piece, header, begins } of this.boundaries.broker.cut(bytes)) {
      const passes = this.passes('broker', header, begins);
      if (this.isCut) return;
      if (passes) {
        this.parsers.broker(piece);
        this.events?.data(piece);
      } else {
        this.stream.consumed(piece.length);
      }
    }
  }

  private flush(): void {
    for (let piece = this.backlog[0]; piece !== undefined; piece = this.backlog[0]) {
      if (this.isCut) return;
      const taken = this.stream.write(piece);
      if (taken < piece.length) {
        this.backlog[0] = piece.subarray(taken);
        return;
      }
      this.backlog.shift();
    }
    if (this.finished && !this.isCut) this.stream.end();
  }

  private passes(from: Side, header: number, begins: boolean): boolean {
    if (!begins) return !this.losing[from];
    const type = header >> 4;
    const accident = this.accidents.find((other) => other.from === from && other.type === type);
    this.losing[from] = accident?.happens === 'lost';
    if (accident?.happens === 'cut') this.cut();
    return accident === undefined;
  }

  private cut(): void {
    this.isCut = true;
    this.stream.abort();
    this.kernel.after(0, () => this.events?.close('reset'));
  }

  private noteTaker(from: Side): (bytes: Uint8Array) => void {
    const reader = parser({ protocolVersion: 4 });
    reader.on('packet', (packet) => this.packets.push({ from, packet }));
    return (bytes) => {
      reader.parse(Buffer.from(bytes));
    };
  }
}

/** Its name, and of a PUBLISH what it carries: `publish hello dup`. */
export function describePacket(packet: Packet): string {
  if (packet.cmd !== 'publish') return packet.cmd;
  return `publish ${String(packet.payload.slice(0, 20))}${packet.dup ? ' dup' : ''}`;
}
