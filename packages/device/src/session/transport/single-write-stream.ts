import type { Alarm, Kernel } from '@w800/kernel';
import type { ByteStream, ByteStreamEvents } from '@w800/ports';
import { PassingStream } from '../../sockets/passing-stream.ts';

export interface SingleWriteOptions {
  readonly kernel: Kernel;
  /** What one call takes. */
  readonly writeBytesMax: number;
  /** The connection is being given up because of a longer packet. */
  readonly gaveUp: () => void;
}

/**
 * The stream above TLS to a library that writes every packet in one call: of a
 * longer one the call sends the beginning, which the library takes for the end
 * of the connection.
 */
export class SingleWriteStream extends PassingStream {
  private readonly options: SingleWriteOptions;
  private events: ByteStreamEvents | undefined;
  private isOver = false;
  private telling: Alarm | undefined;

  constructor(inner: ByteStream, options: SingleWriteOptions) {
    super(inner);
    this.options = options;
  }

  override attach(events: ByteStreamEvents): void {
    this.events = events;
    this.inner.attach({
      data: (bytes) => {
        if (this.isOver) this.inner.consumed(bytes.length);
        else events.data(bytes);
      },
      end: () => {
        if (!this.isOver) events.end();
      },
      acknowledged: (byteCount) => {
        if (!this.isOver) events.acknowledged(byteCount);
      },
      close: (reason) => {
        if (!this.isOver) events.close(reason);
      },
    });
  }

  override write(bytes: Uint8Array): number {
    const { kernel, writeBytesMax, gaveUp } = this.options;
    if (this.isOver) return 0;
    if (bytes.length <= writeBytesMax) return this.inner.write(bytes);
    this.isOver = true;
    this.inner.write(bytes.subarray(0, writeBytesMax));
    this.inner.end();
    gaveUp();
    this.telling = kernel.after(0, () => this.events?.close('aborted'));
    return 0;
  }

  override end(): void {
    if (!this.isOver) this.inner.end();
  }

  override abort(): void {
    this.telling?.cancel();
    this.isOver = true;
    this.inner.abort();
  }
}
