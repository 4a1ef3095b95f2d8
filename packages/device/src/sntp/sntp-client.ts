import {
  millisecond,
  second,
  type Alarm,
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
 * Whatever looks like a reply counts, whoever sent it and whenever it comes.
 */
export class SntpClient {
  private readonly options: SntpClientOptions;
  private socket: DatagramSocket | undefined;
  private server = 0;
  /** How many servers in a row had a name nobody knew. */
  private unknownNames = 0;
  private retrySeconds: number;
  private synchronisedAt: Instant | undefined;
  private pending: Pending | undefined;
  /** When the next request leaves. */
  private next: Alarm | undefined;
  /** When the latest request is given up; a kiss of death leaves it set. */
  private patience: Alarm | undefined;

  constructor(options: SntpClientOptions) {
    this.options = options;
    const { kernel, random, figures } = options;
    this.retrySeconds = figures.retryFirstSeconds;
    this.openSocket();
    const delayMs = random.integer(0, figures.startDelayMsMax);
    this.next = kernel.after(delayMs * millisecond, () => this.ask());
  }

  /** The interval is another: it counts from the last synchronisation, if none is under way. */
  intervalChanged(): void {
    if (this.synchronisedAt !== undefined) this.awaitInterval(this.synchronisedAt);
  }

  stop(): void {
    this.next?.cancel();
    this.patience?.cancel();
    this.pending?.cancel();
    this.socket?.close();
  }

  private ask(): void {
    this.synchronisedAt = undefined;
    const { network, servers } = this.options;
    const name = servers[this.server];
    if (name === undefined) return;
    this.pending?.cancel();
    this.pending = network.resolve(name, (outcome) => {
      this.pending = undefined;
      if (outcome.ok) this.request({ address: outcome.address, port: sntpPort });
      else this.passUnknownName();
    });
  }

  private request(to: Endpoint): void {
    const { kernel, figures } = this.options;
    this.unknownNames = 0;
    this.openSocket();
    this.socket?.send(to, sntpRequest());
    this.patience?.cancel();
    this.patience = kernel.after(figures.replyTimeoutSeconds * second, () => this.tryNext());
  }

  private receive(packet: Uint8Array): void {
    const reply = readSntpReply(packet);
    if (reply === undefined) return;
    if (reply === 'kiss-of-death') {
      this.tryNext();
      return;
    }
    const { kernel, figures, told } = this.options;
    this.patience?.cancel();
    this.retrySeconds = figures.retryFirstSeconds;
    this.synchronisedAt = kernel.now;
    this.awaitInterval(kernel.now);
    told(reply.secondsSince1970);
  }

  private tryNext(): void {
    const { servers, figures } = this.options;
    if (servers.length > 1) {
      this.server = (this.server + 1) % servers.length;
      this.retrySeconds = figures.retryFirstSeconds;
      this.ask();
      return;
    }
    this.askAfter(this.retrySeconds);
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
    this.server = (this.server + 1) % servers.length;
    this.askAfter(figures.retryFirstSeconds);
  }

  private askAfter(seconds: number): void {
    this.next?.cancel();
    this.next = this.options.kernel.after(seconds * second, () => this.ask());
  }

  private awaitInterval(from: Instant): void {
    const { kernel, intervalSeconds } = this.options;
    const at = Math.max(from + intervalSeconds() * second, kernel.now);
    this.next?.cancel();
    this.next = kernel.at(at, () => this.ask());
  }

  /** Without a place in the socket table or memory it stays closed until the next request. */
  private openSocket(): void {
    this.socket ??= this.options.network.openDatagram();
    this.socket?.onReceive((bytes) => this.receive(bytes));
  }
}
