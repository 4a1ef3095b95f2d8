import { millisecond, type Kernel } from '@w800/kernel';
import type { Endpoint } from '@w800/ports';
import type { ClientPacket } from '../client-packet.ts';
import type { BrokerFaults, CutKind } from './broker-faults.ts';
import { brokerBytes, type BrokerPacket } from './broker-packet.ts';
import { LossyConnection } from './lossy-connection.ts';
import { PacketFramer } from './packet-framer.ts';

export interface BrokerConnectionEvents {
  /** The module has put a packet into its send buffer. */
  written(packet: ClientPacket): void;
  /** The module has put bytes there, and is in the middle of a packet or not. */
  midPacket(mid: boolean): void;
  /** The module has been given a packet. */
  delivered(packet: BrokerPacket): void;
  /** The broker has a packet to deal with. */
  received(packet: ClientPacket): void;
  /** The broker knows that the connection is over. */
  closed(): void;
  /** Something was done to it. */
  disturbed(how: string): void;
}

/** The broker's end of a connection, with what befalls its packets. */
export class BrokerConnection {
  readonly stream: LossyConnection;
  open = true;
  /** Nothing is sent any more: what is dealt with now gets no answer. */
  private mute = false;
  private readonly kernel: Kernel;
  private readonly faults: BrokerFaults;
  private readonly events: BrokerConnectionEvents;
  private readonly written = new PacketFramer();
  private readonly arrived = new PacketFramer();

  constructor(
    kernel: Kernel,
    remote: Endpoint,
    faults: BrokerFaults,
    events: (connection: BrokerConnection) => BrokerConnectionEvents,
  ) {
    this.kernel = kernel;
    this.faults = faults;
    this.events = events(this);
    this.stream = new LossyConnection(kernel, remote, () => ({
      written: (bytes) => {
        for (const packet of this.written.add(bytes)) this.events.written(packet);
        this.events.midPacket(this.written.midPacket);
      },
      arrived: (bytes) => {
        for (const packet of this.arrived.add(bytes)) this.take(packet);
      },
      ended: () => this.close(),
    }));
  }

  send(packet: BrokerPacket): void {
    if (!this.open || this.mute) return;
    const withheld = this.faults.withheld.get(packet.type);
    if (withheld === undefined) {
      this.transmit(packet);
      return;
    }
    this.faults.withheld.delete(packet.type);
    const { lateMs } = withheld;
    this.events.disturbed(`${packet.type} ${lateMs === undefined ? 'withheld' : 'late'}`);
    if (lateMs === undefined) return;
    this.kernel.after(lateMs * millisecond, () => {
      if (!this.open || this.mute) return;
      this.events.disturbed(`${packet.type} sent late`);
      this.transmit(packet);
    });
  }

  /** The broker ends it, or it falls silent. */
  cut(how: CutKind): void {
    if (!this.open) return;
    this.events.disturbed(`cut by ${how}`);
    if (how === 'stall') {
      this.stream.stall();
      return;
    }
    if (how === 'fin') this.stream.finish();
    else this.stream.reset();
    this.close();
  }

  /** The end of a stall. */
  resume(): void {
    if (!this.stream.stalled) return;
    this.events.disturbed('resumed');
    this.stream.resume();
  }

  close(): void {
    if (!this.open) return;
    this.open = false;
    this.events.closed();
  }

  private transmit(packet: BrokerPacket): void {
    const bytes = brokerBytes(packet);
    const cut = this.faults.pass();
    const delivered = (): void => this.events.delivered(packet);
    if (cut === undefined || cut.place === 'after' || cut.how === 'stall') {
      this.stream.send(bytes, delivered);
    } else if (cut.place === 'half') {
      this.stream.send(bytes.subarray(0, bytes.length >> 1), () => {});
    }
    if (cut !== undefined) this.cut(cut.how);
  }

  private take(packet: ClientPacket): void {
    if (!this.open) return;
    if (this.faults.ignored > 0) {
      this.faults.ignored -= 1;
      this.events.disturbed(`${packet.type} ignored`);
      return;
    }
    const cut = this.faults.pass();
    if (cut === undefined || cut.how === 'stall') this.events.received(packet);
    else if (cut.place === 'after') {
      this.mute = true;
      this.events.received(packet);
    }
    if (cut !== undefined) this.cut(cut.how);
  }
}
