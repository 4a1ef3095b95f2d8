import type { Trace } from '@w800/kernel';
import type { Packet } from '../link/gate.ts';
import { recordOf, tcpLost, tcpSegment, type Segment } from '../tcp/segment.ts';
import type { TcpHost } from '../tcp/tcp-host.ts';
import type { WorldValues } from '../world-values.ts';
import { datagramRecord, udpDatagram, udpLost, type Datagram } from './datagram.ts';

/** What travels between two hosts, and what happens to it. */
export interface IpPacket extends Packet {
  /** It passes the antenna of a module. */
  seen(): void;
  lost(): void;
  arrived(to: TcpHost): void;
}

/** A TCP segment under way. There are many, so it is one object and no closures. */
export class SegmentPacket implements IpPacket {
  readonly segment: Segment;
  private readonly trace: Trace;
  private readonly figures: WorldValues;

  constructor(trace: Trace, figures: WorldValues, segment: Segment) {
    this.trace = trace;
    this.figures = figures;
    this.segment = segment;
  }

  get ipBytes(): number {
    const { ipHeaderBytes, tcpHeaderBytes, mssOptionBytes } = this.figures;
    const { payload, mssBytes } = this.segment;
    const optionBytes = mssBytes === undefined ? 0 : mssOptionBytes;
    return ipHeaderBytes + tcpHeaderBytes + optionBytes + payload.length;
  }

  seen(): void {
    if (this.trace.wants(tcpSegment)) this.trace.emit(tcpSegment, recordOf(this.segment));
  }

  lost(): void {
    if (this.trace.wants(tcpLost)) this.trace.emit(tcpLost, recordOf(this.segment));
  }

  arrived(to: TcpHost): void {
    to.receive(this.segment);
  }
}

/** A UDP datagram under way. */
export class DatagramPacket implements IpPacket {
  readonly datagram: Datagram;
  private readonly trace: Trace;
  private readonly figures: WorldValues;

  constructor(trace: Trace, figures: WorldValues, datagram: Datagram) {
    this.trace = trace;
    this.figures = figures;
    this.datagram = datagram;
  }

  get ipBytes(): number {
    const { ipHeaderBytes, udpHeaderBytes } = this.figures;
    return ipHeaderBytes + udpHeaderBytes + this.datagram.payload.length;
  }

  seen(): void {
    this.trace.emit(udpDatagram, datagramRecord(this.datagram));
  }

  lost(): void {
    this.trace.emit(udpLost, datagramRecord(this.datagram));
  }

  arrived(to: TcpHost): void {
    to.udp.receive(this.datagram);
  }
}
