import type { ByteStream, ByteStreamEvents, Endpoint } from '@w800/ports';
import type { ClientStream } from './client-stream.ts';
import type { Underlay } from './underlay.ts';

/** The stream of a client inside TLS. What the broker does here, it wants itself. */
export class ServedStream implements ClientStream {
  protected readonly underlay: Underlay;
  private readonly stream: ByteStream;

  constructor(stream: ByteStream, underlay: Underlay) {
    this.stream = stream;
    this.underlay = underlay;
    underlay.isServed = true;
  }

  get local(): Endpoint {
    return this.stream.local;
  }

  get remote(): Endpoint {
    return this.stream.remote;
  }

  attach(events: ByteStreamEvents): void {
    this.stream.attach({
      data: (bytes) => events.data(bytes),
      end: () => events.end(),
      acknowledged: (byteCount) => events.acknowledged(byteCount),
      close: (reason) => {
        this.underlay.isServed = false;
        events.close(reason);
      },
    });
  }

  write(bytes: Uint8Array): number {
    return this.underlay.speak(() => this.stream.write(bytes));
  }

  consumed(byteCount: number): void {
    this.stream.consumed(byteCount);
  }

  end(): void {
    this.underlay.speak(() => this.stream.end());
  }

  abort(): void {
    this.stream.abort();
  }
}
