import { millisecond, type Kernel } from '@w800/kernel';
import type { ByteStream, ByteStreamEvents, Endpoint } from '@w800/ports';

/** A stream that writes down what comes over it, below whatever uses it. */
export class WatchedStream implements ByteStream {
  /** `3 FIN`, `4 RST`, with the millisecond. */
  readonly log: string[] = [];
  readonly bytes: number[] = [];
  /** A number of bytes a piece, as it was delivered. */
  readonly pieces: number[] = [];
  private readonly kernel: Kernel;
  private readonly stream: ByteStream;

  constructor(kernel: Kernel, stream: ByteStream) {
    this.kernel = kernel;
    this.stream = stream;
  }

  get local(): Endpoint {
    return this.stream.local;
  }

  get remote(): Endpoint {
    return this.stream.remote;
  }

  attach(events: ByteStreamEvents): void {
    const note = (what: string): void => {
      this.log.push(`${this.kernel.now / millisecond} ${what}`);
    };
    this.stream.attach({
      data: (bytes) => {
        this.pieces.push(bytes.length);
        for (const byte of bytes) this.bytes.push(byte);
        events.data(bytes);
      },
      end: () => {
        note('FIN');
        events.end();
      },
      acknowledged: (byteCount) => events.acknowledged(byteCount),
      close: (reason) => {
        if (reason === 'reset') note('RST');
        events.close(reason);
      },
    });
  }

  write(bytes: Uint8Array): number {
    return this.stream.write(bytes);
  }

  consumed(byteCount: number): void {
    this.stream.consumed(byteCount);
  }

  end(): void {
    this.stream.end();
  }

  abort(): void {
    this.stream.abort();
  }
}
