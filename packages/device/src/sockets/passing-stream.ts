import type { ByteStream, ByteStreamEvents, Endpoint } from '@w800/ports';

/** A stream that hands everything on, for those that change a little of it. */
export abstract class PassingStream implements ByteStream {
  protected readonly inner: ByteStream;

  constructor(inner: ByteStream) {
    this.inner = inner;
  }

  get local(): Endpoint {
    return this.inner.local;
  }

  get remote(): Endpoint {
    return this.inner.remote;
  }

  attach(events: ByteStreamEvents): void {
    this.inner.attach(events);
  }

  write(bytes: Uint8Array): number {
    return this.inner.write(bytes);
  }

  consumed(byteCount: number): void {
    this.inner.consumed(byteCount);
  }

  end(): void {
    this.inner.end();
  }

  abort(): void {
    this.inner.abort();
  }
}
