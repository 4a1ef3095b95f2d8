import type { ByteStream, ByteStreamEvents } from '@w800/ports';
import { PassingStream } from './passing-stream.ts';

/** A stream with memory of its own, which it gives back when its user or its peer ends it. */
export class ReleasingStream extends PassingStream {
  private readonly release: () => void;

  /** @param release may be called more than once */
  constructor(inner: ByteStream, release: () => void) {
    super(inner);
    this.release = release;
  }

  override attach(events: ByteStreamEvents): void {
    this.inner.attach({
      data: (bytes) => events.data(bytes),
      end: () => events.end(),
      acknowledged: (byteCount) => events.acknowledged(byteCount),
      close: (reason) => {
        this.release();
        events.close(reason);
      },
    });
  }

  override end(): void {
    this.inner.end();
    this.release();
  }

  override abort(): void {
    this.inner.abort();
    this.release();
  }
}
