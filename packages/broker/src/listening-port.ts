import { finding, millisecond, type Random, valuesOf } from '@w800/kernel';
import type { ByteStream, Endpoint, Pending, ServerNetwork } from '@w800/ports';
import { serveTls } from '@w800/tls';
import { serveWebSocket } from '@w800/websocket';
import { BrokerError } from './broker-error.ts';
import type { Surveillance } from './client-end.ts';
import type { ClientStream } from './client-stream.ts';
import { listenerFigures } from './listener-figures.ts';
import type { ListenerOptions } from './listener-options.ts';
import type { ChangeOf, Listener, ServingOverlay } from './listener.ts';
import { ServedStream } from './served-stream.ts';
import { ServingLayers } from './serving-layers.ts';
import type { TlsServing } from './tls-serving.ts';
import { Underlay } from './underlay.ts';
import { WebSocketClientStream } from './websocket-client-stream.ts';
import type { WebSocketServing } from './websocket-serving.ts';

const { handshakeSilenceMsMax, upgradeMsMax } = valuesOf(listenerFigures);
const packetTimeoutNs = handshakeSilenceMsMax * millisecond;
const timeoutNs = upgradeMsMax * millisecond;
const mqtt = ['mqtt'];

/** Takes connections at a port and leads them through handshake and upgrade to the broker. */
export class ListeningPort implements Listener {
  private readonly common: Surveillance;
  private readonly network: ServerNetwork;
  private readonly at: Endpoint;
  private readonly random: Random;
  private readonly admit: (stream: ClientStream) => void;
  private readonly underlays = new Set<Underlay>();
  private readonly serving: ServingLayers;
  private listening: Pending | undefined;
  /** The finding about a revoked certificate has been made. */
  private hasTold = false;

  /** @param admit takes a client with its handshake and its upgrade behind it */
  constructor(
    common: Surveillance,
    network: ServerNetwork,
    { host, ...options }: ListenerOptions & { readonly host: string },
    admit: (stream: ClientStream) => void,
  ) {
    this.common = common;
    this.network = network;
    this.at = { address: host, port: options.port };
    this.random = common.kernel.random.fork(`broker.${host}:${options.port}`);
    this.serving = new ServingLayers(options);
    this.admit = admit;
  }

  get port(): number {
    return this.serving.now.port;
  }

  get tls(): TlsServing | undefined {
    return this.serving.now.tls;
  }

  get websocket(): WebSocketServing | undefined {
    return this.serving.now.websocket;
  }

  get listens(): boolean {
    return this.listening !== undefined;
  }

  changeTls(change: ChangeOf<TlsServing>): void {
    const { tls, ...others } = this.serving.below;
    if (tls === undefined) throw this.unspoken('TLS');
    this.serving.tell({ ...others, tls: changed(tls, change) });
    this.hasTold = false;
  }

  changeWebSocket(change: ChangeOf<WebSocketServing>): void {
    const { websocket, ...others } = this.serving.below;
    if (websocket === undefined) throw this.unspoken('WebSocket');
    this.serving.tell({ ...others, websocket: changed(websocket, change) });
  }

  overlay(overlay: ServingOverlay, layer: string): () => void {
    const undo = this.serving.lay(overlay, layer);
    this.hasTold = false;
    return () => {
      undo();
      this.hasTold = false;
    };
  }

  open(): void {
    this.listening ??= this.network.listen(this.at, (stream) => this.accept(stream));
  }

  shut(): void {
    this.listening?.cancel();
    this.listening = undefined;
  }

  /** The broker is no longer silent. */
  resume(): void {
    for (const underlay of this.underlays) underlay.resume();
  }

  /** Ends whatever is no connection of the broker: not yet, or no more. */
  dismiss(by: 'fin' | 'rst'): void {
    for (const underlay of this.underlays) if (!underlay.isServed) underlay.leave(by);
  }

  private accept(stream: ByteStream): void {
    if (this.tls === undefined && this.websocket === undefined) {
      this.admit(stream);
      return;
    }
    const underlay = new Underlay(stream, this.common.book, () => this.underlays.delete(underlay));
    this.underlays.add(underlay);
    this.secure(underlay);
  }

  private secure(underlay: Underlay): void {
    const { tls } = this;
    if (tls === undefined) {
      this.upgrade(underlay, underlay);
      return;
    }
    const { revoked = false, alpn, ...serving } = tls;
    const { kernel } = this.common;
    const entropy = (byteCount: number): Uint8Array => this.random.bytes(byteCount);
    const protocols = alpn?.length === 0 ? undefined : alpn;
    const common = { kernel, stream: underlay, entropy, packetTimeoutNs };
    serveTls({ ...common, ...serving, alpn: protocols }, (outcome) => {
      if (!outcome.ok) return;
      if (revoked) this.tellRevoked();
      this.upgrade(underlay, outcome.stream);
    });
  }

  private upgrade(underlay: Underlay, below: ByteStream): void {
    const { common, websocket } = this;
    const { kernel } = common;
    if (websocket === undefined) {
      this.admit(new ServedStream(below, underlay));
      return;
    }
    const { path, subprotocols = mqtt, misbehaviour = {} } = websocket;
    const accepts = (asked: string): boolean => path === undefined || pathOf(asked) === path;
    const options = { kernel, stream: below, subprotocols, accepts, timeoutNs, misbehaviour };
    serveWebSocket(options, (service) => {
      if (!service.ok) return;
      const layers = { webSocket: service.stream, below, underlay };
      this.admit(new WebSocketClientStream(common, layers));
    });
  }

  private tellRevoked(): void {
    if (this.hasTold) return;
    this.hasTold = true;
    const { address, port } = this.at;
    const who = `${address}:${port}`;
    const text = `A handshake with ${who} was completed, although its certificate is revoked.`;
    this.common.kernel.trace.emit(finding, { id: 'tls.revocation-unchecked', text });
  }

  private unspoken(protocol: string): BrokerError {
    return new BrokerError(
      'BROKER_BAD_LISTENER',
      `port ${this.port} speaks no ${protocol}`,
      'change what a listener speaks, or open it otherwise',
    );
  }
}

function pathOf(target: string): string | undefined {
  return target.split('?', 1)[0];
}

function changed<Serving extends object>(serving: Serving, change: ChangeOf<Serving>): Serving {
  const given = Object.entries(change).filter(([, value]) => value !== undefined);
  return { ...serving, ...Object.fromEntries(given) };
}
