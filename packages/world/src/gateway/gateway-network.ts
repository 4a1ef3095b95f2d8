import type { Duration, Kernel } from '@w800/kernel';
import type {
  ByteStream,
  ConnectOutcome,
  DatagramSocket,
  Endpoint,
  Network,
  Pending,
  ResolveOutcome,
} from '@w800/ports';
import { isAddress } from '../ip/subnet.ts';
import type { WorldValues } from '../world-values.ts';
import { GatewayRequest } from './gateway-request.ts';
import { GatewayStream } from './gateway-stream.ts';
import { ghostOf } from './ghost.ts';
import type { Passage } from './passage.ts';

export interface GatewayNetworkOptions {
  readonly kernel: Kernel;
  readonly figures: WorldValues;
  readonly passage: Passage;
  /** The network behind the gateway. */
  readonly behind: Network;
}

/** Whatever takes a place in the module's table of sockets. */
interface Occupant {
  vanish(): void;
}

/**
 * Another network as a module reaches it over the air: what waits, what is
 * lost and who gives up while a link is silent, the module's own sockets
 * decide, of which there are as many as its stack has.
 */
export class GatewayNetwork implements Network {
  private readonly options: GatewayNetworkOptions;
  private readonly sockets = new Set<Occupant>();
  private readonly lookups = new Set<GatewayRequest<ResolveOutcome>>();
  private isGone = false;

  constructor(options: GatewayNetworkOptions) {
    this.options = options;
  }

  connect(remote: Endpoint, done: (outcome: ConnectOutcome) => void): Pending {
    if (this.isGone) return this.soon(() => done({ ok: false, reason: 'unreachable' }));
    if (this.isFull) return this.soon(() => done({ ok: false, reason: 'no-socket' }));
    const { behind, figures } = this.options;
    const socket = { vanish: () => request.finish({ ok: false, reason: 'unreachable' }) };
    const request = this.request<ConnectOutcome>({
      limitNs: figures.moduleConnectLimitNs,
      ask: (answered) => behind.connect(remote, answered),
      timeout: { ok: false, reason: 'timeout' },
      done: (outcome) => {
        this.sockets.delete(socket);
        done(outcome.ok ? { ok: true, stream: this.adopt(outcome.stream) } : outcome);
      },
      unwanted: (outcome) => {
        if (outcome.ok) outcome.stream.attach(ghostOf(outcome.stream));
      },
    });
    this.sockets.add(socket);
    return {
      cancel: () => {
        this.sockets.delete(socket);
        request.cancel();
      },
    };
  }

  resolve(name: string, done: (outcome: ResolveOutcome) => void): Pending {
    if (isAddress(name)) return this.soon(() => done({ ok: true, address: name }));
    if (this.isGone) return this.soon(() => done({ ok: false, reason: 'no-server' }));
    const { behind, figures } = this.options;
    const request = this.request<ResolveOutcome>({
      limitNs: figures.moduleResolveLimitNs,
      ask: (answered) => behind.resolve(name, answered),
      timeout: { ok: false, reason: 'timeout' },
      done: (outcome) => {
        this.lookups.delete(request);
        done(outcome);
      },
      unwanted: () => {},
    });
    this.lookups.add(request);
    return request;
  }

  openDatagram(): DatagramSocket | undefined {
    const { behind, passage } = this.options;
    const inner = this.isGone || this.isFull ? undefined : behind.openDatagram();
    if (inner === undefined) return undefined;
    const close = (): void => {
      if (this.sockets.delete(socket)) inner.close();
    };
    const socket = { vanish: close };
    this.sockets.add(socket);
    return {
      get local() {
        return inner.local;
      },
      onReceive: (receiver) =>
        inner.onReceive((bytes, from) => {
          if (passage.isOpen) receiver(bytes, from);
        }),
      send: (to, bytes) => {
        if (passage.isOpen) inner.send(to, bytes);
      },
      close,
    };
  }

  /** Nothing gets out any more, not even a farewell. */
  cut(): void {
    this.options.passage.cut();
  }

  /** The link below is gone. */
  vanish(): void {
    this.isGone = true;
    this.cut();
    for (const lookup of this.lookups) lookup.finish({ ok: false, reason: 'timeout' });
    for (const socket of this.sockets) socket.vanish();
  }

  private request<Outcome>(options: {
    readonly limitNs: Duration;
    readonly ask: (answered: (outcome: Outcome) => void) => Pending;
    readonly timeout: Outcome;
    readonly done: (outcome: Outcome) => void;
    readonly unwanted: (outcome: Outcome) => void;
  }): GatewayRequest<Outcome> {
    const { kernel, passage } = this.options;
    return new GatewayRequest({ kernel, passage, ...options });
  }

  private adopt(inner: ByteStream): ByteStream {
    const { kernel, figures, passage } = this.options;
    const over = (): void => void this.sockets.delete(stream);
    const stream: GatewayStream = new GatewayStream({ kernel, figures, passage, inner, over });
    this.sockets.add(stream);
    return stream;
  }

  /** Connections and UDP sockets share one table. */
  private get isFull(): boolean {
    return this.sockets.size >= this.options.figures.moduleSocketsMax;
  }

  private soon(action: () => void): Pending {
    const alarm = this.options.kernel.after(0, action);
    return { cancel: () => alarm.cancel() };
  }
}
