import { createServer, isIPv6, type Server, type Socket } from 'node:net';
import { second } from '@w800/kernel';
import { LiveError } from '../live-error.ts';
import { machineClock } from '../machine-clock.ts';
import { listenError } from './listen-error.ts';
import type { LivePort } from './live-port.ts';

export interface ListeningPortOptions {
  /** As the announcement names it: `serial tcp`. */
  readonly kind: string;
  /** Name or address of this machine; `0.0.0.0` for all. */
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  /** Its errors and its end are taken care of. */
  readonly connected: (socket: Socket) => void;
  /** Told of trouble that is over when it is told. */
  readonly tell: (notice: string) => void;
}

/** So long a client that was turned away may take to hang up. */
const turnedAwayNs = second;

/** A TCP port that clients connect to. */
export class ListeningPort implements LivePort {
  readonly announcement: string;
  /** The port it has. */
  readonly port: number;
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();
  private ending: Promise<void> | undefined;

  private constructor(server: Server, options: ListeningPortOptions) {
    const { kind, host, connected, tell } = options;
    const address = server.address();
    this.server = server;
    this.port = typeof address === 'object' && address !== null ? address.port : options.port;
    this.announcement = `${kind} ${isIPv6(host) ? `[${host}]` : host}:${this.port}`;
    server.on('error', (error) => tell(`${this.announcement}: ${error.message}`));
    server.on('connection', (socket) => {
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
      socket.on('error', nothing);
      socket.setNoDelay(true);
      socket.setKeepAlive(true, 10_000);
      connected(socket);
    });
  }

  /** @throws LiveError LIVE_PORT_IN_USE, LIVE_BAD_ADDRESS */
  static async open(options: ListeningPortOptions): Promise<ListeningPort> {
    const { host, port } = options;
    if (!Number.isInteger(port) || port < 0 || port > 65_535) {
      throw new LiveError('LIVE_BAD_ADDRESS', `${port} is no TCP port`, 'take one from 0 to 65535');
    }
    const server = createServer({ allowHalfOpen: true });
    await new Promise<void>((resolve, reject) => {
      server.once('error', (error) => reject(listenError(error, options)));
      server.listen({ host, port }, resolve);
    });
    server.removeAllListeners('error');
    return new ListeningPort(server, options);
  }

  /** Says why and hangs up. A client that does not hang up in its turn is dropped. */
  static turnAway(socket: Socket, reason: string): void {
    socket.resume();
    socket.end(`refused: ${reason}\r\n`);
    // Dropped at once it might not come to read why.
    const limit = machineClock.wake(turnedAwayNs, () => socket.destroy());
    socket.once('close', () => limit.cancel());
  }

  close(): Promise<void> {
    this.ending ??= new Promise<void>((resolve) => {
      this.server.close(() => resolve());
      for (const socket of this.sockets) socket.destroy();
    });
    return this.ending;
  }
}

function nothing(): void {}
