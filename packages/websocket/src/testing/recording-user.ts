import type { ByteStream, ByteStreamEvents, CloseReason } from '@w800/ports';

/** The user of a stream who writes down what happens, and consumes or not. */
export class RecordingUser implements ByteStreamEvents {
  /** `end`, `close ended`; data and acknowledgements are only counted. */
  readonly log: string[] = [];
  readonly received: number[] = [];
  acknowledgedBytes = 0;
  acknowledgements = 0;
  consumes = true;
  readonly stream: ByteStream;
  onAcknowledged: (() => void) | undefined;
  onData: (() => void) | undefined;

  constructor(stream: ByteStream) {
    this.stream = stream;
    stream.attach(this);
  }

  data(bytes: Uint8Array): void {
    this.received.push(...bytes);
    if (this.consumes) this.stream.consumed(bytes.length);
    this.onData?.();
  }

  end(): void {
    this.log.push('end');
  }

  acknowledged(byteCount: number): void {
    this.acknowledgedBytes += byteCount;
    this.acknowledgements += 1;
    this.onAcknowledged?.();
  }

  close(reason: CloseReason): void {
    this.log.push(`close ${reason}`);
  }
}
