import type { ByteStream } from '@w800/ports';
import type { Interceptor } from '../ip/interceptor.ts';
import type { Internet } from '../ip/internet.ts';
import type { Packet } from '../link/gate.ts';
import type { Link } from '../link/link.ts';
import { ack, rst, syn } from '../tcp/segment.ts';
import type { TcpHost } from '../tcp/tcp-host.ts';

/** The address of nobody, from the block for documentation of RFC 5737. */
export const portalAddress = '192.0.2.1';

const namePort = 53;
const redirection =
  `HTTP/1.1 302 Found\r\nLocation: http://${portalAddress}/login\r\n` +
  'Content-Length: 0\r\nConnection: close\r\n\r\n';

/**
 * A network that wants its users to log in first. It takes every TCP
 * connection to anywhere outside and redirects what comes to its page, which
 * is nonsense to whatever is no browser. It answers every name with its own
 * address, and lets nothing else out or in.
 */
export class Portal implements Interceptor {
  private readonly internet: Internet;
  private readonly uplink: Link;
  private readonly streams = new Set<ByteStream>();
  private readonly ports = new Set<number>();
  private host: TcpHost | undefined;
  private isClosed = false;

  constructor(internet: Internet, uplink: Link) {
    this.internet = internet;
    this.uplink = uplink;
  }

  /** Whether it stands between the stations and the internet. */
  get isOn(): boolean {
    return this.isClosed;
  }

  on(): void {
    this.isClosed = true;
  }

  /** Lets everybody through. What it took is reset. */
  off(): void {
    this.isClosed = false;
    for (const stream of this.streams) stream.abort();
    this.streams.clear();
  }

  /** What every name leads to while it stands in the way. */
  get nameAnswer(): string | undefined {
    return this.isClosed ? portalAddress : undefined;
  }

  /** The portal itself, for a TCP segment of a station to the outside. */
  takes(packet: Packet, to: TcpHost | undefined): TcpHost | undefined {
    const { segment } = packet;
    if (!this.isClosed || segment === undefined) return undefined;
    // Who stands before the uplink is a neighbour of the stations.
    if (to?.links.includes(this.uplink) === true) return undefined;
    this.host ??= this.internet.server(portalAddress, [this.uplink]);
    const { port } = segment.destination;
    if ((segment.flags & (syn | ack | rst)) === syn && !this.ports.has(port)) {
      this.ports.add(port);
      this.host.listen(port, (stream) => this.serve(stream));
    }
    return this.host;
  }

  /** Whether a packet gets no further for it. Names are answered, by whom they are asked. */
  stops({ segment, datagram }: Packet): boolean {
    if (!this.isClosed) return false;
    if (segment !== undefined) return true;
    if (datagram === undefined) return false;
    return datagram.source.port !== namePort && datagram.destination.port !== namePort;
  }

  private serve(stream: ByteStream): void {
    if (!this.isClosed) {
      stream.abort();
      return;
    }
    this.streams.add(stream);
    let isAnswered = false;
    stream.attach({
      data: (bytes) => {
        stream.consumed(bytes.length);
        if (isAnswered) return;
        isAnswered = true;
        stream.write(Uint8Array.from(redirection, (letter) => letter.charCodeAt(0)));
        stream.end();
      },
      end: () => stream.end(),
      acknowledged: () => {},
      close: () => this.streams.delete(stream),
    });
  }
}
