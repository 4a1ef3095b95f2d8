import type { Instant, Kernel } from '@w800/kernel';
import type {
  ByteStream,
  ConnectOutcome,
  DatagramSocket,
  Endpoint,
  Pending,
  SocketOptions,
} from '@w800/ports';
import type { Datagram } from '../ip/datagram.ts';
import type { Link } from '../link/link.ts';
import { ack, advance, fin, rst, syn, type Segment } from './segment.ts';
import type { ServerControl } from './server-control.ts';
import { TcpEndpoint, type EndpointHost, type OpenFailure } from './tcp-endpoint.ts';
import type { TcpStack } from './tcp-stack.ts';
import { PortGates } from './port-gates.ts';
import { UdpHost } from '../ip/udp-host.ts';
import { WorldError } from '../world-error.ts';

export interface HostOptions {
  readonly kernel: Kernel;
  readonly address: string;
  /** The links between this host and the servers' side of the world, nearest first. */
  readonly links: readonly Link[];
  /** Whether what this host sends and receives passes the module's antenna. */
  readonly isStation: boolean;
  readonly stack: TcpStack;
  transmit(segment: Segment): void;
  transmitDatagram(datagram: Datagram): void;
}

const nothing = new Uint8Array(0);

/** A machine with one address: its listeners, its connections, and its UDP sockets. */
export class TcpHost implements EndpointHost, ServerControl {
  readonly address: string;
  readonly links: readonly Link[];
  readonly isStation: boolean;
  readonly udp: UdpHost;
  private readonly options: HostOptions;
  private readonly kernel: Kernel;
  private readonly stack: TcpStack;
  private readonly listeners = new Map<number, (stream: ByteStream) => void>();
  private readonly endpoints = new Map<string, TcpEndpoint>();
  /** The connection the last segment was for. */
  private latest: TcpEndpoint | undefined;
  /** Connections in TIME_WAIT. They are looked at when a segment comes, never by an alarm. */
  private readonly lingering = new Map<string, { until: Instant; endpoint: TcpEndpoint }>();
  private readonly gates = new PortGates();

  constructor(options: HostOptions) {
    this.options = options;
    this.kernel = options.kernel;
    this.address = options.address;
    this.links = options.links;
    this.isStation = options.isStation;
    this.stack = options.stack;
    this.udp = new UdpHost(this.address, (datagram) => options.transmitDatagram(datagram));
  }

  listen(port: number, accept: (stream: ByteStream) => void): Pending {
    if (this.listeners.has(port)) {
      throw new WorldError(
        'WORLD_PORT_TAKEN',
        `something listens on ${this.address}:${port} already`,
        'give each server an address and port of its own',
      );
    }
    this.listeners.set(port, accept);
    return {
      cancel: () => {
        if (this.listeners.get(port) === accept) this.listeners.delete(port);
      },
    };
  }

  connect(
    remote: Endpoint,
    done: (outcome: ConnectOutcome) => void,
    socket: SocketOptions = {},
  ): Pending {
    if (this.isFull) {
      const alarm = this.kernel.after(0, () => done({ ok: false, reason: 'no-socket' }));
      return { cancel: () => alarm.cancel() };
    }
    const local = { address: this.address, port: this.freePort() };
    const endpoint = this.add(local, remote, socket, (failure) =>
      done(failure === undefined ? { ok: true, stream: endpoint } : { ok: false, reason: failure }),
    );
    endpoint.connect();
    return { cancel: () => endpoint.cancel() };
  }

  /** A UDP socket on a free port; undefined when there is no socket left. */
  openDatagram(): DatagramSocket | undefined {
    if (this.isFull) return undefined;
    for (;;) {
      const port = this.stack.nextDatagramPort();
      if (!this.udp.isTaken(port)) return this.udp.open(port);
    }
  }

  /** A segment for this address has arrived. */
  receive(segment: Segment): void {
    const isSyn = (segment.flags & (syn | ack | rst)) === syn;
    if (this.gates.drops(segment.destination.port, isSyn)) return;
    const endpoint = this.endpointOf(segment);
    if (endpoint !== undefined && !(isSyn && this.makesWay(endpoint, segment))) {
      endpoint.receive(segment);
      return;
    }
    const accept = isSyn ? this.listeners.get(segment.destination.port) : undefined;
    if (accept !== undefined && !this.gates.refuses(segment.destination.port)) {
      this.accept(segment, accept);
    } else {
      this.refuse(segment);
    }
  }

  forgetConnections(port?: number): void {
    for (const endpoint of this.endpointsAt(port)) endpoint.vanish();
    this.lingering.clear();
  }

  reset(port?: number, towards: 'both' | 'peer' = 'both'): void {
    for (const endpoint of this.endpointsAt(port)) endpoint.reset(towards === 'both');
  }

  finish(port?: number): void {
    for (const endpoint of this.endpointsAt(port)) endpoint.end();
  }

  refuseConnections(port?: number): () => void {
    return this.gates.close('refuse', port);
  }

  ignore(what: 'new' | 'all', port?: number): () => void {
    return this.gates.close(what === 'new' ? 'drop-new' : 'drop-all', port);
  }

  stopReading(port?: number): () => void {
    const end = this.gates.close('unread', port);
    const tell = (): void => {
      for (const endpoint of this.endpointsAt(port)) {
        endpoint.stopReading(this.gates.isUnread(endpoint.local.port));
      }
    };
    tell();
    return () => {
      end();
      tell();
    };
  }

  private endpointOf(segment: Segment): TcpEndpoint | undefined {
    // Most segments follow one of their own connection.
    if (this.latest?.isBetween(segment.destination, segment.source) === true) return this.latest;
    const key = keyOf(segment.destination, segment.source);
    this.latest = this.endpoints.get(key);
    return this.latest ?? this.lingeringAt(key);
  }

  /** The interface of this host is gone. Nothing is sent; each user is told. */
  vanish(): void {
    for (const endpoint of this.endpoints.values()) endpoint.vanish();
  }

  transmit(segment: Segment): void {
    this.options.transmit(segment);
  }

  /** Called by an endpoint that is over. */
  forget(endpoint: TcpEndpoint, lingersUntil: Instant): void {
    const key = keyOf(endpoint.local, endpoint.remote);
    if (this.endpoints.get(key) !== endpoint) return;
    this.endpoints.delete(key);
    this.latest = undefined;
    this.stack.leave(lingersUntil);
    for (const [old, { until }] of this.lingering) {
      if (until <= this.kernel.now) this.lingering.delete(old);
    }
    if (lingersUntil > this.kernel.now) this.lingering.set(key, { until: lingersUntil, endpoint });
  }

  /** A connection in TIME_WAIT makes way for a new one that begins behind it (RFC 6191). */
  private makesWay(endpoint: TcpEndpoint, { source, destination, sequence }: Segment): boolean {
    const key = keyOf(destination, source);
    if (this.lingering.get(key)?.endpoint !== endpoint || !endpoint.isBefore(sequence))
      return false;
    return this.lingering.delete(key);
  }

  private endpointsAt(port: number | undefined): TcpEndpoint[] {
    const all = [...this.endpoints.values()];
    return port === undefined ? all : all.filter(({ local }) => local.port === port);
  }

  /** Called by an endpoint that is over and was spoken to again. */
  stay(endpoint: TcpEndpoint, until: Instant): void {
    const entry = this.lingering.get(keyOf(endpoint.local, endpoint.remote));
    if (entry?.endpoint !== endpoint) return;
    entry.until = until;
    this.stack.stay(until);
  }

  private accept(segment: Segment, accept: (stream: ByteStream) => void): void {
    const endpoint = this.add(segment.destination, segment.source, {}, (failure) => {
      if (failure === undefined) accept(endpoint);
    });
    endpoint.accept(segment);
    if (this.gates.isUnread(endpoint.local.port)) endpoint.stopReading(true);
  }

  private add(
    local: Endpoint,
    remote: Endpoint,
    socket: SocketOptions,
    opened: (failure: OpenFailure | undefined) => void,
  ): TcpEndpoint {
    const { kernel, stack } = this;
    const endpoint = new TcpEndpoint({ kernel, host: this, stack, local, remote, socket, opened });
    this.endpoints.set(keyOf(local, remote), endpoint);
    this.latest = undefined;
    return endpoint;
  }

  /** RFC 9293: a segment nobody waits for is answered with RST, an RST never. */
  refuse(segment: Segment): void {
    const { flags } = segment;
    if ((flags & rst) !== 0) return;
    const hasAck = (flags & ack) !== 0;
    const acknowledges = !hasAck || this.stack.resetsWithAck;
    const length = segment.payload.length + ((flags & syn) !== 0 ? 1 : 0) + (flags & fin);
    this.transmit({
      source: segment.destination,
      destination: segment.source,
      sequence: hasAck ? segment.acknowledgement : 0,
      acknowledgement: acknowledges ? advance(segment.sequence, length) : 0,
      flags: acknowledges ? rst | ack : rst,
      window: this.stack.resetsWithAck ? this.stack.windowBytes : 0,
      payload: nothing,
    });
  }

  private lingeringAt(key: string): TcpEndpoint | undefined {
    const entry = this.lingering.get(key);
    return entry !== undefined && entry.until > this.kernel.now ? entry.endpoint : undefined;
  }

  /** Connections and UDP sockets share one table. */
  private get isFull(): boolean {
    return this.endpoints.size + this.udp.socketCount >= this.stack.socketsMax;
  }

  private freePort(): number {
    for (;;) {
      const port = this.stack.nextPort();
      const isTaken = (key: string): boolean => key.startsWith(`${port} `);
      const taken = [...this.endpoints.keys(), ...this.lingering.keys()].some(isTaken);
      if (!taken) return port;
    }
  }
}

function keyOf(local: Endpoint, remote: Endpoint): string {
  return `${local.port} ${remote.address}:${remote.port}`;
}
