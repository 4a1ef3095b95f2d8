import type { ByteStream, ByteStreamEvents, CloseReason } from '@w800/ports';

/** The user of a stream who writes down what happens, and consumes or not. */
export class SecureUser implements ByteStreamEvents {
  readonly stream: ByteStream;
  /** `end`, `close reset`: what happened but for data, in order. */
  readonly log: string[] = [];
  received: Uint8Array = new Uint8Array(0);
  chunks = 0;
  acknowledgedBytes = 0;
  consumes = true;
  onData: (() => void) | undefined;
  private rest: Uint8Array = new Uint8Array(0);

  constructor(stream: ByteStream) {
    this.stream = stream;
    stream.attach(this);
  }

  get receivedBytes(): number {
    return this.received.length;
  }

  /** Sends everything, what does not fit whenever there is room again. */
  send(bytes: Uint8Array): void {
    this.rest = joined(this.rest, bytes);
    this.offer();
  }

  data(bytes: Uint8Array): void {
    this.chunks += 1;
    this.received = joined(this.received, bytes);
    if (this.consumes) this.stream.consumed(bytes.length);
    this.onData?.();
  }

  end(): void {
    this.log.push('end');
  }

  acknowledged(byteCount: number): void {
    this.acknowledgedBytes += byteCount;
    this.offer();
  }

  close(reason: CloseReason): void {
    this.log.push(`close ${reason}`);
  }

  private offer(): void {
    while (this.rest.length > 0) {
      const taken = this.stream.write(this.rest);
      if (taken === 0) return;
      // What a stream has taken is the user's buffer again.
      this.rest.fill(0, 0, taken);
      this.rest = this.rest.slice(taken);
    }
  }
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}
