import { Kernel, second, type Duration } from '@w800/kernel';
import type { TlsOutcome } from '../begin-handshake.ts';
import type { TlsClientOptions } from '../handshake/client-options.ts';
import type { TlsServerOptions } from '../handshake/server-options.ts';
import { openTls } from '../open-tls.ts';
import { serveTls } from '../serve-tls.ts';
import { tlsAlert, tlsHandshake } from '../tls-trace.ts';
import { now, rsaServer, trust } from './identities.ts';
import { PairEnd, type PairOptions } from './stream-pair.ts';

export interface MeetingOptions {
  readonly seed?: number;
  readonly client?: Partial<TlsClientOptions>;
  readonly server?: Partial<TlsServerOptions>;
  readonly pair?: PairOptions;
}

/** The module's client and a server at the two ends of a pair of streams. */
export class Meeting {
  readonly kernel: Kernel;
  readonly ends: { readonly client: PairEnd; readonly server: PairEnd };
  /** `client > client_hello 161`, `client ! unknown_ca`: what each side sent, in order. */
  readonly sent: string[] = [];
  /** Likewise what each side read. */
  readonly heard: string[] = [];
  client: TlsOutcome | undefined;
  server: TlsOutcome | undefined;
  /** How often either was told. */
  tellings = 0;

  constructor(options: MeetingOptions = {}) {
    const { seed = 1 } = options;
    const kernel = new Kernel({ seed });
    this.kernel = kernel;
    this.listen();
    this.ends = PairEnd.pair(kernel, options.pair);
    const random = kernel.random.fork('tls');
    const serverRandom = random.fork('server');
    const common = { kernel, nowSeconds: () => now };
    serveTls(
      {
        ...common,
        stream: this.ends.server,
        entropy: (byteCount) => serverRandom.bytes(byteCount),
        identities: [rsaServer],
        ...options.server,
      },
      (outcome) => {
        this.server = outcome;
        this.tellings += 1;
      },
    );
    const clientRandom = random.fork('client');
    openTls(
      {
        ...common,
        stream: this.ends.client,
        entropy: (byteCount) => clientRandom.bytes(byteCount),
        trust,
        packetTimeoutNs: 10 * second,
        ...options.client,
      },
      (outcome) => {
        this.client = outcome;
        this.tellings += 1;
      },
    );
  }

  /** Runs until both sides know, or for a while. */
  async settle(forNs: Duration = 60 * second): Promise<this> {
    const both = (): boolean => this.client !== undefined && this.server !== undefined;
    await this.kernel.run(this.kernel.now + forNs, both);
    return this;
  }

  /** What became of each side in a word: `ok`, or why not. */
  get outcomes(): readonly [string, string] {
    return [wordFor(this.client), wordFor(this.server)];
  }

  private listen(): void {
    const { trace } = this.kernel;
    trace.on(tlsHandshake, ({ data: { side, direction, message, bytes } }) => {
      if (direction === 'out') this.sent.push(`${side} > ${message} ${bytes}`);
      else this.heard.push(`${side} < ${message} ${bytes}`);
    });
    trace.on(tlsAlert, ({ data: { side, direction, name } }) => {
      if (direction === 'out') this.sent.push(`${side} ! ${name}`);
      else this.heard.push(`${side} ? ${name}`);
    });
  }
}

function wordFor(outcome: TlsOutcome | undefined): string {
  if (outcome === undefined) return 'pending';
  if (outcome.ok) return 'ok';
  const { failure } = outcome;
  switch (failure.kind) {
    case 'verify':
      return `verify ${failure.flags.join(' ')}`;
    case 'alert':
      return `${failure.name} ${failure.direction}`;
    default:
      return failure.kind;
  }
}
