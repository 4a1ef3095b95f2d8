import { second } from '@w800/kernel';
import type { ByteStream } from '@w800/ports';
import { openTls, type TlsClientOptions, type TlsFailure, type TlsSession } from '@w800/tls';
import { openWebSocket, type OpenWebSocketOptions } from '@w800/websocket';
import type { Rig } from './rig.ts';
import { WatchedStream } from './watched-stream.ts';
import { WireClient } from './wire-client.ts';

/** What a client speaks below MQTT. */
export interface Transport {
  readonly port: number;
  readonly tls?: Partial<TlsClientOptions>;
  readonly websocket?: Partial<OpenWebSocketOptions>;
}

/** A client that goes through handshake and upgrade as far as the broker lets it. */
export class TransportClient {
  /** `tls ok`, `websocket status`: how far it got. */
  readonly steps: string[] = [];
  /** Below everything. */
  readonly wire: WatchedStream;
  session: TlsSession | undefined;
  /** Inside everything, once it has got there. */
  mqtt: WireClient<ByteStream> | undefined;
  private readonly rig: Rig;
  private readonly transport: Transport;

  constructor(rig: Rig, transport: Transport) {
    this.rig = rig;
    this.transport = transport;
    this.wire = new WatchedStream(rig.kernel, rig.network.connect(transport.port));
    if (transport.tls === undefined) this.upgrade(this.wire);
    else this.secure(transport.tls);
  }

  private secure(options: Partial<TlsClientOptions>): void {
    const { kernel } = this.rig;
    const random = kernel.random.fork(`client ${this.wire.local.port}`);
    openTls(
      {
        kernel,
        stream: this.wire,
        entropy: (byteCount) => random.bytes(byteCount),
        nowSeconds: () => undefined,
        packetTimeoutNs: 10 * second,
        ...options,
      },
      (outcome) => {
        this.steps.push(outcome.ok ? 'tls ok' : `tls ${wordFor(outcome.failure)}`);
        if (!outcome.ok) return;
        this.session = outcome.session;
        this.upgrade(outcome.stream);
      },
    );
  }

  private upgrade(stream: ByteStream): void {
    const { port, tls, websocket } = this.transport;
    if (websocket === undefined) {
      this.arrive(stream);
      return;
    }
    const { kernel } = this.rig;
    openWebSocket(
      {
        kernel,
        stream,
        entropy: (byteCount) => new Uint8Array(byteCount).fill(7),
        host: 'broker',
        port,
        path: '/mqtt',
        subprotocols: ['mqtt'],
        secure: tls !== undefined,
        timeoutNs: 60 * second,
        ...websocket,
      },
      (outcome) => {
        if (!outcome.ok) {
          const { failure } = outcome;
          const status = failure.kind === 'status' ? ` ${failure.status}` : '';
          this.steps.push(`websocket ${failure.kind}${status}`);
          return;
        }
        this.steps.push(`websocket ok ${outcome.subprotocol ?? ''}`);
        this.arrive(outcome.stream);
      },
    );
  }

  private arrive(stream: ByteStream): void {
    this.mqtt = new WireClient(this.rig.kernel, { connect: () => stream });
  }
}

function wordFor(failure: TlsFailure): string {
  switch (failure.kind) {
    case 'verify':
      return `verify ${failure.flags.join(' ')}`;
    case 'alert':
      return `${failure.name} ${failure.direction}`;
    default:
      return failure.kind;
  }
}
