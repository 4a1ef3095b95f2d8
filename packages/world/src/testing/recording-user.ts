import type { Instant, Kernel } from '@w800/kernel';
import type { ByteStream, ByteStreamEvents, CloseReason } from '@w800/ports';

/** The user of a stream who writes down what happens, and consumes or not. */
export class RecordingUser implements ByteStreamEvents {
  readonly log: string[] = [];
  readonly received: number[] = [];
  acknowledgedBytes = 0;
  acknowledgedAt: Instant | undefined;
  closed: CloseReason | undefined;
  closedAt: Instant | undefined;
  largestChunk = 0;
  readonly stream: ByteStream;
  consumes = true;
  onData: (() => void) | undefined;
  onEnd: (() => void) | undefined;
  onAcknowledged: (() => void) | undefined;
  private readonly kernel: Kernel;

  constructor(kernel: Kernel, stream: ByteStream) {
    this.kernel = kernel;
    this.stream = stream;
    stream.attach(this);
  }

  data(bytes: Uint8Array): void {
    this.log.push(`data ${bytes.length}`);
    this.received.push(...bytes);
    this.largestChunk = Math.max(this.largestChunk, bytes.length);
    if (this.consumes) this.stream.consumed(bytes.length);
    this.onData?.();
  }

  end(): void {
    this.log.push('end');
    this.onEnd?.();
  }

  acknowledged(byteCount: number): void {
    this.log.push(`acknowledged ${byteCount}`);
    this.acknowledgedBytes += byteCount;
    this.acknowledgedAt = this.kernel.now;
    this.onAcknowledged?.();
  }

  close(reason: CloseReason): void {
    this.log.push(`close ${reason}`);
    this.closed = reason;
    this.closedAt = this.kernel.now;
  }
}
