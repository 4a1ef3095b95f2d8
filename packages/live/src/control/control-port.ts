import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { isIP, isIPv6 } from 'node:net';
import { machineClock } from '../machine-clock.ts';
import { listenError } from '../serial/listen-error.ts';
import type { LivePort } from '../serial/live-port.ts';
import { ControlRefusal } from './control-refusal.ts';
import { controlRoutes, type ControlRoute } from './control-routes.ts';
import type { Controlled } from './controlled.ts';
import { readBody } from './read-body.ts';

export interface ControlPortOptions {
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Default 0: any that is free. */
  readonly port?: number;
  /** The word of a list that was probably meant. */
  readonly nearest: (word: string, known: readonly string[]) => string | undefined;
  /** Told of a fault of ours. */
  readonly failed: (error: unknown) => void;
}

/** More at a time are not answered. */
const connectionsMax = 64;
/** A request that takes longer to come is dropped. */
const requestMs = 10_000;

/** HTTP with JSON for those who change the surroundings of a module while it runs. */
export class ControlPort implements LivePort {
  readonly announcement: string;
  /** Where it is: `http://127.0.0.1:40123`. */
  readonly url: string;
  private readonly server: Server;
  private readonly host: string;
  private readonly routes: readonly ControlRoute[];
  private readonly options: ControlPortOptions;
  private ending: Promise<void> | undefined;

  private constructor(
    server: Server,
    routes: readonly ControlRoute[],
    options: ControlPortOptions,
  ) {
    const { host = '127.0.0.1' } = options;
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    this.server = server;
    this.host = host;
    this.routes = routes;
    this.options = options;
    this.url = `http://${isIPv6(host) ? `[${host}]` : host}:${port}`;
    this.announcement = `control ${this.url}`;
    server.maxConnections = connectionsMax;
    server.requestTimeout = requestMs;
    server.headersTimeout = requestMs;
    server.on('request', (request, response) => void this.answer(request, response));
    server.on('clientError', (_error, socket) => {
      if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
    });
  }

  /** @throws LiveError LIVE_PORT_IN_USE, LIVE_BAD_ADDRESS */
  static async open(controlled: Controlled, options: ControlPortOptions): Promise<ControlPort> {
    const { host = '127.0.0.1', port = 0 } = options;
    const server = createServer();
    await new Promise<void>((resolve, reject) => {
      server.once('error', (error) => reject(listenError(error, { host, port })));
      server.listen({ host, port }, resolve);
    });
    server.removeAllListeners('error');
    return new ControlPort(server, controlRoutes(controlled), options);
  }

  close(): Promise<void> {
    this.ending ??= new Promise<void>((resolve) => {
      this.server.close(() => resolve());
      // What has been answered may still leave.
      this.server.closeIdleConnections();
      machineClock.wake(0, () => this.server.closeAllConnections());
    });
    return this.ending;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      this.checkOrigin(request);
      const route = this.find(request);
      const body = await readBody(request, route.fields, this.options.nearest);
      send(response, 200, await route.answer(body));
    } catch (error) {
      if (error instanceof ControlRefusal) refuse(response, error);
      else {
        send(response, 500, { error: 'a fault of the twin', fix: 'see what it has printed' });
        this.options.failed(error);
      }
    }
  }

  /**
   * Programs of this machine may ask, pages in a browser may not: neither
   * those of another origin, nor those whose name was made to lead here.
   */
  private checkOrigin({ headers, socket }: IncomingMessage): void {
    const name = hostnameOf(`http://${headers.host ?? ''}`);
    if (name === undefined || !this.isHere(name, socket.localAddress)) {
      const fix = `ask at ${this.url}`;
      throw new ControlRefusal(403, `the Host "${headers.host ?? ''}" is not this one`, fix);
    }
    const { origin } = headers;
    if (origin === undefined) return;
    const from = hostnameOf(origin);
    if (from !== undefined && isLoopback(from)) return;
    throw new ControlRefusal(403, `pages of "${origin}" may not ask`, 'ask from a program');
  }

  private isHere(name: string, localAddress: string | undefined): boolean {
    if (isLoopback(name) || name === this.host) return true;
    return isIP(name) !== 0 && name === localAddress?.replace(/^::ffff:/, '');
  }

  private find({ method = '', url = '/' }: IncomingMessage): ControlRoute {
    const [path = '/'] = url.split('?');
    const fitting = this.routes.filter((route) => route.path === path);
    const route = fitting.find((one) => one.method === method);
    if (route !== undefined) return route;
    if (fitting.length > 0) {
      const allow = fitting.map((one) => one.method).join(', ');
      const text = `${path} is asked with ${allow}, not with ${method}`;
      const nearest = `${allow} ${path}`;
      throw new ControlRefusal(405, text, `curl -X ${allow} ${this.url}${path}`, {
        nearest,
        allow,
      });
    }
    const nearest = this.nearest(path);
    const fix = nearest === undefined ? `GET ${this.url}/ lists all there is` : `try ${nearest}`;
    throw new ControlRefusal(404, `there is no ${path.slice(0, 200)}`, fix, { nearest });
  }

  /** Of `/lnk` the first that begins with `/link/`. */
  private nearest(path: string): string | undefined {
    const paths = this.routes.map((one) => one.path);
    const whole = this.options.nearest(path, paths);
    if (whole !== undefined) return whole;
    const parts = paths.map((known) => /^\/[^/]*/.exec(known)?.[0] ?? known);
    const part = this.options.nearest(/^\/[^/]*/.exec(path)?.[0] ?? path, parts);
    return part === undefined ? undefined : paths.find((known) => known.startsWith(part));
  }
}

function refuse(response: ServerResponse, refusal: ControlRefusal): void {
  const { status, message: error, fix, nearest, allow } = refusal;
  if (allow !== undefined) response.setHeader('Allow', allow);
  // What is left of a body that was not read must not be taken for a request.
  response.setHeader('Connection', 'close');
  send(response, status, { error, fix, nearest });
}

function send(response: ServerResponse, status: number, content: unknown): void {
  if (response.destroyed) return;
  response.writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
  response.end(`${JSON.stringify(content, undefined, 2)}\n`);
}

function hostnameOf(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  return new URL(url).hostname.replace(/^\[(.*)\]$/, '$1');
}

function isLoopback(name: string): boolean {
  return name === 'localhost' || name === '::1' || (isIP(name) === 4 && name.startsWith('127.'));
}
