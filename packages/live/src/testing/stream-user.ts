import type { ByteStream, ByteStreamEvents, CloseReason } from '@w800/ports';

/** The user of a stream who writes down what happens, and consumes or not. */
export class StreamUser implements ByteStreamEvents {
  readonly stream: ByteStream;
  /** `end`, `close reset`: what happened but for data, in order. */
  readonly log: string[] = [];
  readonly chunks: Uint8Array[] = [];
  receivedBytes = 0;
  acceptedBytes = 0;
  acknowledgedBytes = 0;
  consumes = true;
  onData: (() => void) | undefined;
  private rest: Uint8Array = new Uint8Array(0);

  constructor(stream: ByteStream) {
    this.stream = stream;
    stream.attach(this);
  }

  /** Sends everything, what does not fit whenever there is room again. */
  send(bytes: Uint8Array): void {
    const all = new Uint8Array(this.rest.length + bytes.length);
    all.set(this.rest);
    all.set(bytes, this.rest.length);
    this.rest = all;
    this.offer();
  }

  get unsentBytes(): number {
    return this.rest.length;
  }

  get received(): Uint8Array {
    const all = new Uint8Array(this.receivedBytes);
    let at = 0;
    for (const chunk of this.chunks) {
      all.set(chunk, at);
      at += chunk.length;
    }
    return all;
  }

  /** Consumes from now on, and what came before. */
  catchUp(): void {
    this.consumes = true;
    this.stream.consumed(this.receivedBytes);
  }

  data(bytes: Uint8Array): void {
    this.chunks.push(bytes.slice());
    this.receivedBytes += bytes.length;
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
      // A stream has taken what it took: the buffer is the user's again.
      this.rest.fill(0, 0, taken);
      this.rest = this.rest.subarray(taken);
      this.acceptedBytes += taken;
    }
  }
}
