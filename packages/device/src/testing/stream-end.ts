import type { Duration, Kernel } from '@w800/kernel';
import type { ByteStream, ByteStreamEvents, CloseReason, Endpoint } from '@w800/ports';

/** One end of a stream without loss or limits: what is written arrives in an event of its own. */
export class StreamEnd implements ByteStream {
  readonly local: Endpoint;
  readonly remote: Endpoint;
  /** Bytes that this end was told and has not yet reported as used. */
  unconsumedBytes = 0;
  private readonly kernel: Kernel;
  private readonly latencyNs: Duration;
  private peer: StreamEnd | undefined;
  private events: ByteStreamEvents | undefined;
  private over = false;
  private ended = false;

  private constructor(kernel: Kernel, local: Endpoint, remote: Endpoint, latencyNs: Duration) {
    this.kernel = kernel;
    this.latencyNs = latencyNs;
    this.local = local;
    this.remote = remote;
  }

  /** @param latencyNs one way */
  static pair(
    kernel: Kernel,
    a: Endpoint,
    b: Endpoint,
    latencyNs: Duration = 0,
  ): readonly [StreamEnd, StreamEnd] {
    const ends = [
      new StreamEnd(kernel, a, b, latencyNs),
      new StreamEnd(kernel, b, a, latencyNs),
    ] as const;
    ends[0].peer = ends[1];
    ends[1].peer = ends[0];
    return ends;
  }

  attach(events: ByteStreamEvents): void {
    this.events = events;
  }

  write(bytes: Uint8Array): number {
    const copy = bytes.slice();
    this.later(() => {
      this.peer?.take(copy);
      if (!this.over) this.events?.acknowledged(copy.length);
    });
    return bytes.length;
  }

  consumed(byteCount: number): void {
    this.unconsumedBytes -= byteCount;
  }

  end(): void {
    this.ended = true;
    this.later(() => {
      const { peer } = this;
      if (peer === undefined || peer.over) return;
      peer.events?.end();
      if (!peer.ended) return;
      peer.close('ended');
      this.close('ended');
    });
  }

  abort(): void {
    this.over = true;
    this.later(() => this.peer?.close('reset'));
  }

  /** The interface below went away: this end hears of it, the peer does not. */
  close(reason: CloseReason): void {
    if (this.over) return;
    this.over = true;
    this.events?.close(reason);
  }

  private take(bytes: Uint8Array): void {
    if (this.over) return;
    this.unconsumedBytes += bytes.length;
    this.events?.data(bytes);
  }

  private later(action: () => void): void {
    this.kernel.after(this.latencyNs, action);
  }
}
