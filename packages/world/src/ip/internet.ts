import type { Kernel, Trace } from '@w800/kernel';
import type { ByteStream, Endpoint, Pending, ServerNetwork } from '@w800/ports';
import { datagramRecord, udpDatagram, udpLost, type Datagram } from './datagram.ts';
import type { Link } from '../link/link.ts';
import { Path, type Parcel } from '../link/path.ts';
import type { TcpStack } from '../tcp/retransmission.ts';
import { recordOf, tcpLost, tcpSegment, type Segment } from '../tcp/segment.ts';
import { ServerStack } from '../tcp/server-stack.ts';
import { isAddress } from './subnet.ts';
import { TcpHost } from '../tcp/tcp-host.ts';
import { WorldError } from '../world-error.ts';
import type { WorldValues } from '../world-values.ts';

/** What happens to something under way. */
interface Packet {
  /** It passes the antenna of a module. */
  seen(): void;
  lost(): void;
  arrived(to: TcpHost): void;
}

/** All hosts of a world and the ways between them. */
export class Internet implements ServerNetwork {
  private readonly kernel: Kernel;
  private readonly figures: WorldValues;
  private readonly hosts = new Map<string, TcpHost>();
  private readonly paths = new Map<TcpHost, Map<TcpHost, Path>>();

  constructor(kernel: Kernel, figures: WorldValues) {
    this.kernel = kernel;
    this.figures = figures;
  }

  listen(at: Endpoint, accept: (stream: ByteStream) => void): Pending {
    const isPort = Number.isInteger(at.port) && at.port >= 1 && at.port <= 65_535;
    if (!isAddress(at.address) || !isPort) {
      throw new WorldError(
        'WORLD_BAD_ADDRESS',
        `nothing can listen on ${at.address}:${at.port}`,
        'use a dotted IPv4 address and a port from 1 to 65535',
      );
    }
    return this.server(at.address).listen(at.port, accept);
  }

  /** The host at an address; there is one from now on. */
  server(address: string, links: readonly Link[] = []): TcpHost {
    const existing = this.hosts.get(address);
    if (existing !== undefined) return existing;
    const stack = new ServerStack(this.kernel, this.figures, address);
    return this.add(address, links, stack, false);
  }

  /** Puts a module's interface on the network. */
  station(address: string, links: readonly Link[], stack: TcpStack): TcpHost {
    return this.add(address, links, stack, true);
  }

  /** An interface whose address does not fit its network: what it sends gets nowhere. */
  stray(address: string, links: readonly Link[], stack: TcpStack): TcpHost {
    return this.host(address, links, stack, true);
  }

  /** Takes an interface away: nothing gets to it or from it any more. */
  remove(host: TcpHost): void {
    if (this.hosts.get(host.address) === host) this.hosts.delete(host.address);
  }

  isTaken(address: string): boolean {
    return this.hosts.has(address);
  }

  private add(
    address: string,
    links: readonly Link[],
    stack: TcpStack,
    isStation: boolean,
  ): TcpHost {
    const host = this.host(address, links, stack, isStation);
    this.hosts.set(address, host);
    this.paths.clear();
    return host;
  }

  private host(
    address: string,
    links: readonly Link[],
    stack: TcpStack,
    isStation: boolean,
  ): TcpHost {
    const host: TcpHost = new TcpHost({
      kernel: this.kernel,
      address,
      links,
      isStation,
      stack,
      transmit: (segment) => this.transmit(host, segment),
      transmitDatagram: (datagram) => this.transmitDatagram(host, datagram),
    });
    return host;
  }

  private transmit(from: TcpHost, segment: Segment): void {
    this.carry(from, segment.destination.address, new SegmentPacket(this.kernel.trace, segment));
  }

  private transmitDatagram(from: TcpHost, datagram: Datagram): void {
    this.carry(from, datagram.destination.address, {
      seen: () => this.kernel.trace.emit(udpDatagram, datagramRecord(datagram)),
      lost: () => this.kernel.trace.emit(udpLost, datagramRecord(datagram)),
      arrived: (to) => to.udp.receive(datagram),
    });
  }

  private carry(from: TcpHost, address: string, packet: Packet): void {
    if (this.hosts.get(from.address) !== from) return;
    if (from.isStation) packet.seen();
    const to = this.hosts.get(address);
    if (to === undefined) {
      // Nobody has the address: the request for its hardware address stays without an answer.
      packet.lost();
      return;
    }
    this.pathBetween(from, to).carry(new Carriage(this.hosts, packet, to));
  }

  private pathBetween(from: TcpHost, to: TcpHost): Path {
    let known = this.paths.get(from);
    if (known === undefined) {
      known = new Map();
      this.paths.set(from, known);
    }
    let path = known.get(to);
    if (path === undefined) {
      path = Path.between(this.kernel, from.links, to.links);
      known.set(to, path);
    }
    return path;
  }
}

/** A packet on its way to a host that may be gone when it arrives. */
class Carriage implements Parcel {
  private readonly hosts: ReadonlyMap<string, TcpHost>;
  private readonly packet: Packet;
  private readonly to: TcpHost;

  constructor(hosts: ReadonlyMap<string, TcpHost>, packet: Packet, to: TcpHost) {
    this.hosts = hosts;
    this.packet = packet;
    this.to = to;
  }

  lost(): void {
    this.packet.lost();
  }

  arrived(): void {
    const { packet, to } = this;
    if (this.hosts.get(to.address) !== to) {
      packet.lost();
      return;
    }
    if (to.isStation) packet.seen();
    packet.arrived(to);
  }
}

/** A TCP segment under way. There are many, so it is one object and no closures. */
class SegmentPacket implements Packet {
  private readonly trace: Trace;
  private readonly segment: Segment;

  constructor(trace: Trace, segment: Segment) {
    this.trace = trace;
    this.segment = segment;
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
