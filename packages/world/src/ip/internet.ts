import type { Kernel } from '@w800/kernel';
import type { ByteStream, Endpoint, Pending, ServerNetwork } from '@w800/ports';
import type { Datagram } from './datagram.ts';
import type { Interceptor } from './interceptor.ts';
import { DatagramPacket, SegmentPacket, type IpPacket } from './ip-packet.ts';
import type { Link } from '../link/link.ts';
import type { Parcel } from '../link/parcel.ts';
import { Path } from '../link/path.ts';
import type { Segment } from '../tcp/segment.ts';
import { ServerStack } from '../tcp/server-stack.ts';
import type { TcpStack } from '../tcp/tcp-stack.ts';
import { isAddress } from './subnet.ts';
import { TcpHost } from '../tcp/tcp-host.ts';
import { WorldError } from '../world-error.ts';
import type { WorldValues } from '../world-values.ts';

/** All hosts of a world and the ways between them. */
export class Internet implements ServerNetwork {
  private readonly kernel: Kernel;
  private readonly figures: WorldValues;
  private readonly hosts = new Map<string, TcpHost>();
  /** What takes the traffic of stations, if anything. */
  interceptor: Interceptor | undefined;
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

  /** The server at an address, if there is one; by default all of them. */
  serversAt(address?: string): readonly TcpHost[] {
    const hosts = [...this.hosts.values()].filter(({ isStation }) => !isStation);
    return address === undefined ? hosts : hosts.filter((host) => host.address === address);
  }

  isTaken(address: string): boolean {
    return this.hosts.has(address);
  }

  /** Sends a segment in the name of its source from a place between the hosts. */
  inject(segment: Segment, links: readonly Link[]): void {
    const to = this.hosts.get(segment.destination.address);
    if (to === undefined) return;
    const packet = new SegmentPacket(this.kernel.trace, this.figures, segment);
    Path.between(this.kernel, links, to.links, true).carry(new Carriage(this.hosts, packet, to));
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
    const packet = new SegmentPacket(this.kernel.trace, this.figures, segment);
    this.carry(from, segment.destination.address, packet);
  }

  private transmitDatagram(from: TcpHost, datagram: Datagram): void {
    const packet = new DatagramPacket(this.kernel.trace, this.figures, datagram);
    this.carry(from, datagram.destination.address, packet);
  }

  private carry(from: TcpHost, address: string, packet: IpPacket): void {
    if (this.hosts.get(from.address) !== from) return;
    if (from.isStation) packet.seen();
    const addressee = this.hosts.get(address);
    const to =
      (from.isStation ? this.interceptor?.takes(packet, addressee) : undefined) ?? addressee;
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
  readonly packet: IpPacket;
  private readonly hosts: ReadonlyMap<string, TcpHost>;
  private readonly to: TcpHost;

  constructor(hosts: ReadonlyMap<string, TcpHost>, packet: IpPacket, to: TcpHost) {
    this.hosts = hosts;
    this.packet = packet;
    this.to = to;
  }

  lost(): void {
    this.packet.lost();
  }

  arrived(): void {
    if (this.hosts.get(this.to.address) === this.to) this.deliver();
    else this.packet.lost();
  }

  arrivedAgain(): void {
    if (this.hosts.get(this.to.address) === this.to) this.deliver();
  }

  private deliver(): void {
    if (this.to.isStation) this.packet.seen();
    this.packet.arrived(this.to);
  }
}
