import {
  millisecond,
  second,
  type Alarm,
  type Duration,
  type Instant,
  type Kernel,
  type Random,
  type Values,
} from '@w800/kernel';
import type { DatagramSocket, Endpoint, Network, Pending } from '@w800/ports';
import type { sntpFigures } from '../profile/sntp-figures.ts';
import { readSntpReply, sntpPort, sntpRequest } from './sntp-packet.ts';

export interface SntpClientOptions {
  readonly kernel: Kernel;
  readonly random: Random;
  readonly network: Network;
  readonly figures: Values<typeof sntpFigures>;
  /** Names or addresses, at least one. */
  readonly servers: readonly string[];
  /** Seconds from a synchronisation to the next request. */
  readonly intervalSeconds: () => number;
  /** A server has told the time. */
  readonly told: (secondsSince1970: number) => void;
}

/**
 * Asks time servers from its making until `stop`, as lwIP does: a request
 * after a random start, 15 s for the reply, then the next server at once. A
 * server without another to turn to is asked again after a growing wait.
 */
export class SntpClient {
  private readonly options: SntpClientOptions;
  private socket: DatagramSocket | undefined;
  private server = 0;
  /** How many servers in a row had a name nobody knew. */
  private unknownNames = 0;
  private retrySeconds: number;
  private asked: Endpoint | undefined;
  private synchronisedAt: Instant | undefined;
  private pending: Pending | undefined;
  private alarm: Alarm | undefined;

  constructor(options: SntpClientOptions) {
    this.options = options;
    const { random, figures } = options;
    this.retrySeconds = figures.retryFirstSeconds;
    this.openSocket();
    this.wait(random.integer(0, figures.startDelayMsMax) * millisecond, () => this.ask());
  }

  /** The interval is another: it counts from the last synchronisation, if none is under way. */
  intervalChanged(): void {
    if (this.synchronisedAt !== undefined) this.awaitInterval(this.synchronisedAt);
  }

  stop(): void {
    this.alarm?.cancel();
    this.pending?.cancel();
    this.socket?.close();
  }

  private ask(): void {
    this.synchronisedAt = undefined;
    const { network, servers } = this.options;
    const name = servers[this.server];
    if (name === undefined) return;
    this.pending = network.resolve(name, (outcome) => {
      this.pending = undefined;
      if (outcome.ok) this.request({ address: outcome.address, port: sntpPort });
      else this.passUnknownName();
    });
  }

  private request(to: Endpoint): void {
    this.unknownNames = 0;
    this.asked = to;
    this.openSocket();
    this.socket?.send(to, sntpRequest());
    this.wait(this.options.figures.replyTimeoutSeconds * second, () => this.tryNext());
  }

  private receive(packet: Uint8Array, from: Endpoint): void {
    const { asked } = this;
    if (from.address !== asked?.address || from.port !== asked.port) return;
    const reply = readSntpReply(packet);
    if (reply === undefined) return;
    this.asked = undefined;
    if (reply === 'kiss-of-death') {
      this.tryNext();
      return;
    }
    const { kernel, figures, told } = this.options;
    this.retrySeconds = figures.retryFirstSeconds;
    this.synchronisedAt = kernel.now;
    this.awaitInterval(kernel.now);
    told(reply.secondsSince1970);
  }

  private tryNext(): void {
    this.asked = undefined;
    const { servers, figures } = this.options;
    if (servers.length > 1) {
      this.server = (this.server + 1) % servers.length;
      this.ask();
      return;
    }
    this.wait(this.retrySeconds * second, () => this.ask());
    this.retrySeconds = Math.min(2 * this.retrySeconds, figures.retryMaxSeconds);
  }

  /**
   * lwIP turns to the next server at once. When no server has a name that is
   * known, that would be a query after the other for ever, so a round ends
   * with the wait of a first retry.
   */
  private passUnknownName(): void {
    const { servers, figures } = this.options;
    this.unknownNames += 1;
    if (servers.length === 1 || this.unknownNames < servers.length) {
      this.tryNext();
      return;
    }
    this.unknownNames = 0;
    this.wait(figures.retryFirstSeconds * second, () => this.tryNext());
  }

  private awaitInterval(from: Instant): void {
    const { kernel, intervalSeconds } = this.options;
    const at = from + intervalSeconds() * second;
    this.wait(Math.max(at - kernel.now, 0), () => this.ask());
  }

  /** Without a place in the socket table or memory it stays closed until the next request. */
  private openSocket(): void {
    this.socket ??= this.options.network.openDatagram();
    this.socket?.onReceive((bytes, from) => this.receive(bytes, from));
  }

  /** One thing at a time is waited for. */
  private wait(delay: Duration, next: () => void): void {
    this.alarm?.cancel();
    this.alarm = this.options.kernel.after(delay, next);
  }
}
