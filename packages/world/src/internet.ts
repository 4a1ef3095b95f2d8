import type { Kernel } from '@w800/kernel';
import type { ByteStream, Endpoint, Pending, ServerNetwork } from '@w800/ports';
import { datagramRecord, udpDatagram, udpLost, type Datagram } from './datagram.ts';
import type { Link } from './link.ts';
import { Path } from './path.ts';
import type { TcpStack } from './retransmission.ts';
import { recordOf, tcpLost, tcpSegment, type Segment } from './segment.ts';
import { ServerStack } from './server-stack.ts';
import { isAddress } from './subnet.ts';
import { TcpHost } from './tcp-host.ts';
import { WorldError } from './world-error.ts';
import type { WorldValues } from './world-values.ts';

/** What happens to something under way. */
interface Packet {
  /** It passes the antenna of a module. */
  readonly seen: () => void;
  readonly lost: () => void;
  readonly arrived: (to: TcpHost) => void;
}

/** All hosts of a world and the ways between them. */
export class Internet implements ServerNetwork {
  private readonly kernel: Kernel;
  private readonly figures: WorldValues;
  private readonly hosts = new Map<string, TcpHost>();
  private readonly paths = new Map<string, Path>();

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
    this.carry(from, segment.destination.address, {
      seen: () => this.record(tcpSegment, segment),
      lost: () => this.record(tcpLost, segment),
      arrived: (to) => to.receive(segment),
    });
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
    this.pathBetween(from, to).send(() => {
      if (this.hosts.get(to.address) !== to) {
        packet.lost();
        return;
      }
      if (to.isStation) packet.seen();
      packet.arrived(to);
    }, packet.lost);
  }

  private record(kind: typeof tcpSegment, segment: Segment): void {
    if (this.kernel.trace.wants(kind)) this.kernel.trace.emit(kind, recordOf(segment));
  }

  private pathBetween(from: TcpHost, to: TcpHost): Path {
    const key = `${from.address} ${to.address}`;
    const known = this.paths.get(key);
    if (known !== undefined) return known;
    const path = Path.between(this.kernel, from.links, to.links);
    this.paths.set(key, path);
    return path;
  }
}
