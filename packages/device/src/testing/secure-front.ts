import type { Kernel } from '@w800/kernel';
import type { ByteStream, ByteStreamEvents } from '@w800/ports';
import {
  readChain,
  readPrivateKey,
  serveTls,
  testServer,
  type Identity,
  type TlsOutcome,
  type TlsServerOptions,
} from '@w800/tls';
import { serveWebSocket, type ServeWebSocketOptions } from '@w800/websocket';
import { PassingStream } from '../sockets/passing-stream.ts';
import type { Front } from './scripted-broker.ts';

/** How the server in front of a broker speaks; what is absent is not spoken. */
export interface Serving {
  readonly tls?: Partial<TlsServerOptions>;
  /** `silent`: what comes is read, and no upgrade answered. */
  readonly websocket?: Partial<ServeWebSocketOptions> | 'silent';
}

/** What the product's own test server shows. */
const testServerIdentity: Identity = {
  chain: readChain(testServer.pem),
  key: readPrivateKey(testServer.keyPem),
};

/** A server that speaks TLS and WebSocket in front of a broker, and what it saw. */
export class SecureFront {
  serving: Serving = {};
  /** What came from the module on the newest connection, as it came. */
  readonly wire: Uint8Array[] = [];
  /** Handshakes that came to their end, oldest first. */
  readonly handshakes: TlsOutcome[] = [];
  /** Paths that upgrades asked for, oldest first. */
  readonly paths: (string | undefined)[] = [];
  readonly subprotocols: (string | undefined)[] = [];
  private readonly kernel: Kernel;

  constructor(kernel: Kernel) {
    this.kernel = kernel;
  }

  /** For `ScriptedBroker.listen`. */
  readonly front: Front = (stream, accept) => {
    this.wire.length = 0;
    const tapped = new TappedStream(stream, this.wire);
    this.secure(tapped, (inner) => this.upgrade(inner, accept));
  };

  private secure(stream: ByteStream, accept: (stream: ByteStream) => void): void {
    const { kernel, serving } = this;
    if (serving.tls === undefined) {
      accept(stream);
      return;
    }
    const random = kernel.random.fork(`server ${this.handshakes.length}`);
    const entropy = (byteCount: number): Uint8Array => random.bytes(byteCount);
    const identities = [testServerIdentity];
    serveTls({ kernel, stream, entropy, identities, ...serving.tls }, (outcome) => {
      this.handshakes.push(outcome);
      if (outcome.ok) accept(outcome.stream);
    });
  }

  private upgrade(stream: ByteStream, accept: (stream: ByteStream) => void): void {
    const { kernel, serving } = this;
    if (serving.websocket === undefined) {
      accept(stream);
      return;
    }
    if (serving.websocket === 'silent') {
      stream.attach({ data() {}, end: () => stream.end(), acknowledged() {}, close() {} });
      return;
    }
    const subprotocols = ['mqtt'];
    serveWebSocket({ kernel, stream, subprotocols, ...serving.websocket }, (service) => {
      if (!service.ok) return;
      this.paths.push(service.path);
      this.subprotocols.push(service.subprotocol);
      accept(service.stream);
    });
  }
}

class TappedStream extends PassingStream {
  private readonly wire: Uint8Array[];

  constructor(inner: ByteStream, wire: Uint8Array[]) {
    super(inner);
    this.wire = wire;
  }

  override attach(events: ByteStreamEvents): void {
    this.inner.attach({
      data: (bytes) => {
        this.wire.push(bytes);
        events.data(bytes);
      },
      end: () => events.end(),
      acknowledged: (byteCount) => events.acknowledged(byteCount),
      close: (reason) => events.close(reason),
    });
  }
}
