import type { Alarm, Kernel } from '@w800/kernel';
import type { DatagramSocket, Endpoint, ResolveOutcome } from '@w800/ports';
import type { WorldValues } from '../world-values.ts';
import { dnsCodes, dnsPort, dnsQuestionBytes, readDnsReply } from './dns-message.ts';
import { dnsAnswer, dnsQuery } from './dns-trace.ts';

export interface LookupOptions {
  readonly kernel: Kernel;
  readonly figures: WorldValues;
  /** In lower case. */
  readonly name: string;
  readonly servers: readonly string[];
  /** The transaction identifier, 0 to 65535. */
  readonly id: number;
  readonly open: () => DatagramSocket;
  /** @param ttlSeconds how long an address may be kept */
  readonly done: (outcome: ResolveOutcome, ttlSeconds: number) => void;
}

/** One name being looked up, as lwIP does: four queries a server, then the next server. */
export class NameLookup {
  private readonly options: LookupOptions;
  private socket: DatagramSocket | undefined;
  private server = 0;
  private queries = 0;
  private alarm: Alarm | undefined;
  private over = false;

  constructor(options: LookupOptions) {
    this.options = options;
    this.alarm = options.kernel.after(0, () => this.ask());
  }

  cancel(): void {
    this.over = true;
    this.alarm?.cancel();
    this.socket?.close();
  }

  /** Ends the lookup from outside. */
  finish(outcome: ResolveOutcome, ttlSeconds = 0): void {
    if (this.over) return;
    this.cancel();
    this.options.done(outcome, ttlSeconds);
  }

  private ask(): void {
    const { kernel, figures, name, id } = this.options;
    if (this.queries === figures.dnsQueriesMax) {
      this.server += 1;
      this.queries = 0;
    }
    const server = this.asked;
    if (server === undefined) {
      this.finish({ ok: false, reason: this.server === 0 ? 'no-server' : 'timeout' });
      return;
    }
    // lwIP waits 1, 1, 2 and 3 ticks; where its tick stands is unknown, so they are whole here.
    const ticks = Math.max(this.queries, 1);
    this.queries += 1;
    this.alarm = kernel.after(ticks * figures.dnsTickNs, () => this.ask());
    kernel.trace.emit(dnsQuery, { name, server });
    this.socketToUse.send({ address: server, port: dnsPort }, dnsQuestionBytes({ id, name }));
  }

  private get asked(): string | undefined {
    const { servers, figures } = this.options;
    return this.server < figures.dnsServersMax ? servers[this.server] : undefined;
  }

  private get socketToUse(): DatagramSocket {
    if (this.socket === undefined) {
      this.socket = this.options.open();
      this.socket.onReceive((bytes, from) => this.receive(bytes, from));
    }
    return this.socket;
  }

  /** What is not the answer to this question, from who was asked, is passed over. */
  private receive(bytes: Uint8Array, from: Endpoint): void {
    const { id, name, kernel } = this.options;
    const server = this.asked;
    const reply = readDnsReply(bytes);
    if (reply?.id !== id || reply.name.toLowerCase() !== name || from.address !== server) return;
    const { address, code, ttl } = reply;
    const isFailed = code !== dnsCodes.noError;
    kernel.trace.emit(dnsAnswer, { name, server, address: isFailed ? undefined : address });
    if (isFailed && this.hasAnother) this.passOn();
    else if (isFailed || address === undefined) this.finish({ ok: false, reason: 'no-such-name' });
    else this.finish({ ok: true, address }, ttl);
  }

  private get hasAnother(): boolean {
    const { servers, figures } = this.options;
    return this.server + 1 < Math.min(servers.length, figures.dnsServersMax);
  }

  /** Whatever a server fails with, lwIP asks the next one at once. */
  private passOn(): void {
    this.alarm?.cancel();
    this.queries = this.options.figures.dnsQueriesMax;
    this.ask();
  }
}
