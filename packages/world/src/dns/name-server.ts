import type { Kernel } from '@w800/kernel';
import type { DatagramSocket, Endpoint } from '@w800/ports';
import { Behaviour } from '../ip/behaviour.ts';
import type { Packet } from '../link/gate.ts';
import type { Path } from '../link/path.ts';
import type { WorldValues } from '../world-values.ts';
import {
  dnsCodes,
  dnsReplyBytes,
  readDnsQuestion,
  type DnsQuestion,
  type DnsReply,
} from './dns-message.ts';

/** What a name server says instead of what it knows. */
export type NameServerFault =
  | 'none'
  | 'no-such-name'
  | 'server-failure'
  | 'refused'
  | 'no-address'
  | 'garbage'
  | 'cut-short'
  | 'other-question';

/** What a name server does. */
export interface NameServerBehaviour {
  /** Takes questions and answers none. */
  readonly silent: boolean;
  /** How much later than usual it answers, in nanoseconds. */
  readonly delayNs: number;
  /** How long its answers may be kept. */
  readonly ttlSeconds: number;
  readonly fault: NameServerFault;
  /** The address it gives for every name it knows, instead of the right one. */
  readonly wrongAddress: string | undefined;
}

/** The server that a router asks itself. */
interface Onward {
  readonly out: Path;
  readonly back: Path;
  readonly to: Endpoint;
}

export interface NameServerOptions {
  readonly kernel: Kernel;
  readonly figures: WorldValues;
  readonly address: string;
  readonly socket: DatagramSocket;
  /** Names in lower case, and their addresses. */
  readonly names: ReadonlyMap<string, string>;
  /** To the server it asks itself, and back; undefined: it knows all there is to know. */
  readonly onward: Onward | undefined;
  /** What every name leads to while a captive portal stands before the servers. */
  readonly captured: () => string | undefined;
  /** What every name leads to instead, while something stands in the way. */
  readonly redirection: () => string | undefined;
  readonly behaviour: NameServerBehaviour;
}

/** A name server of the surroundings. */
export class NameServer {
  readonly address: string;
  private readonly options: NameServerOptions;
  private readonly behaviour: Behaviour<NameServerBehaviour>;

  constructor(options: NameServerOptions) {
    this.options = options;
    this.address = options.address;
    this.behaviour = new Behaviour(options.behaviour);
    options.socket.onReceive((bytes, from) => this.receive(bytes, from));
  }

  /** Changes what it does; see `Behaviour`. */
  change(parts: Partial<NameServerBehaviour>, layer?: string): () => void {
    return this.behaviour.change(parts, layer);
  }

  private receive(bytes: Uint8Array, from: Endpoint): void {
    const question = readDnsQuestion(bytes);
    if (question === undefined || this.behaviour.now.silent) return;
    const { onward } = this.options;
    if (onward === undefined || this.options.captured() !== undefined) {
      this.lookUp(question, (reply) => this.options.socket.send(from, reply));
      return;
    }
    const { local } = this.options.socket;
    const arrived = (): void =>
      this.lookUp(question, (reply) => {
        const packet = this.packetOf(onward.to, local, reply);
        onward.back.send(() => this.options.socket.send(from, reply), undefined, packet);
      });
    onward.out.send(arrived, undefined, this.packetOf(local, onward.to, bytes));
  }

  /** What a router asks stands in the headers that its firewall reads. */
  private packetOf(source: Endpoint, destination: Endpoint, payload: Uint8Array): Packet {
    const { ipHeaderBytes, udpHeaderBytes } = this.options.figures;
    const ipBytes = ipHeaderBytes + udpHeaderBytes + payload.length;
    return { ipBytes, datagram: { source, destination, payload } };
  }

  private lookUp(question: DnsQuestion, answer: (bytes: Uint8Array) => void): void {
    const { kernel, figures } = this.options;
    kernel.after(figures.dnsAnswerNs + this.behaviour.now.delayNs, () =>
      answer(this.replyTo(question)),
    );
  }

  private replyTo(question: DnsQuestion): Uint8Array {
    const { fault, wrongAddress, ttlSeconds } = this.behaviour.now;
    const named = this.options.names.get(question.name.toLowerCase());
    const captured = this.options.captured();
    const known = captured ?? named;
    const code = failureCodes[fault] ?? (known === undefined ? dnsCodes.nameError : undefined);
    const isEmpty = code !== undefined || fault === 'no-address';
    const reply: DnsReply = {
      ...question,
      name: fault === 'other-question' ? `other.${question.name}` : question.name,
      code: code ?? dnsCodes.noError,
      address: isEmpty ? undefined : (wrongAddress ?? known),
      // A portal's answer shall be forgotten as soon as it lets its user through.
      ttl: captured === undefined ? ttlSeconds : 0,
    };
    const bytes = dnsReplyBytes(reply);
    if (fault === 'cut-short') return bytes.subarray(0, bytes.length - cutBytes);
    return fault === 'garbage' ? bytes.fill(0xff, idBytes) : bytes;
  }
}

/** Enough to cut the address of the last record in two. */
const cutBytes = 2;
const idBytes = 2;

const failureCodes: { readonly [Fault in NameServerFault]?: number } = {
  'no-such-name': dnsCodes.nameError,
  'server-failure': dnsCodes.serverFailure,
  refused: dnsCodes.refused,
};
