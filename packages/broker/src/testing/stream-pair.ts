import { millisecond, type Kernel } from '@w800/kernel';
import type { ByteStream, ByteStreamEvents, Endpoint, Pending, ServerNetwork } from '@w800/ports';

const capacityBytes = 65_536;
const latencyNs = 1 * millisecond;

/** One end of a pair of streams in memory: 1 ms each way, 64 KiB of window, no loss. */
export class PairEnd implements ByteStream {
  readonly local: Endpoint;
  readonly remote: Endpoint;
  readonly peer: PairEnd;
  unconsumedBytes = 0;
  private readonly kernel: Kernel;
  private events: ByteStreamEvents | undefined;
  private unacknowledged = 0;
  private finished = false;
  private peerFinished = false;
  private over = false;

  /** @param peer the other end; it is made too when it is left out */
  constructor(kernel: Kernel, local: Endpoint, remote: Endpoint, peer?: PairEnd) {
    this.kernel = kernel;
    this.local = local;
    this.remote = remote;
    this.peer = peer ?? new PairEnd(kernel, remote, local, this);
  }

  attach(events: ByteStreamEvents): void {
    this.events = events;
  }

  write(bytes: Uint8Array): number {
    if (this.finished || this.over) return 0;
    const free = capacityBytes - this.unacknowledged - this.peer.unconsumedBytes;
    const taken = bytes.slice(0, Math.max(free, 0));
    if (taken.length === 0) return 0;
    this.unacknowledged += taken.length;
    this.peer.later((events) => {
      this.peer.unconsumedBytes += taken.length;
      this.later((own) => {
        this.unacknowledged -= taken.length;
        own.acknowledged(taken.length);
      });
      events.data(taken);
    });
    return taken.length;
  }

  consumed(byteCount: number): void {
    this.kernel.assert(byteCount > 0, 'something is consumed');
    this.kernel.assert(byteCount <= this.unconsumedBytes, 'only what was delivered is consumed');
    this.unconsumedBytes -= byteCount;
    this.peer.later((events) => events.acknowledged(0));
  }

  end(): void {
    if (this.finished) return;
    this.finished = true;
    this.peer.later((events) => {
      this.peer.peerFinished = true;
      events.end();
      this.closeIfDone();
      this.peer.closeIfDone();
    });
  }

  abort(): void {
    this.over = true;
    this.peer.later((events) => {
      this.peer.over = true;
      events.close('reset');
    });
  }

  private closeIfDone(): void {
    if (!this.finished || !this.peerFinished) return;
    this.later((events) => {
      this.over = true;
      events.close('ended');
    });
  }

  private later(action: (events: ByteStreamEvents) => void): void {
    this.kernel.after(latencyNs, () => {
      if (!this.over && this.events !== undefined) action(this.events);
    });
  }
}

/** A network of such pairs. */
export class PairNetwork implements ServerNetwork {
  private readonly kernel: Kernel;
  private readonly listeners = new Map<number, (stream: ByteStream) => void>();
  private clientPort = 49_152;

  constructor(kernel: Kernel) {
    this.kernel = kernel;
  }

  listen(at: Endpoint, accept: (stream: ByteStream) => void): Pending {
    this.listeners.set(at.port, accept);
    return {
      cancel: () => {
        if (this.listeners.get(at.port) === accept) this.listeners.delete(at.port);
      },
    };
  }

  /** Those on which somebody listens. */
  get ports(): readonly number[] {
    return [...this.listeners.keys()];
  }

  /**
   * The client's end; the server's end is accepted inside an event.
   * @param port by default any on which somebody listens
   */
  connect(port = this.listeners.keys().next().value ?? 0): PairEnd {
    const accept = this.listeners.get(port);
    if (accept === undefined) throw new Error('nobody listens');
    const local = { address: '192.168.10.100', port: this.clientPort };
    this.clientPort += 1;
    const client = new PairEnd(this.kernel, local, { address: '192.168.10.234', port });
    this.kernel.after(0, () => accept(client.peer));
    return client;
  }
}
