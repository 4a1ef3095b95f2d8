import { fromBytes, type ByteString } from '../byte-string.ts';
import type { AtOutput } from '../output-queue.ts';

/** An output that accepts at once, or message by message when told to wait. */
export class RecordingOutput implements AtOutput {
  readonly messages: ByteString[] = [];
  waits = false;
  private pending: (() => void) | undefined;

  get text(): ByteString {
    return this.messages.join('');
  }

  write(bytes: Uint8Array, accepted: () => void): void {
    if (this.pending !== undefined) throw new Error('written to before the last was accepted');
    this.messages.push(fromBytes(bytes));
    if (this.waits) this.pending = accepted;
    else accepted();
  }

  /** What a power cycle does to the line. */
  forget(): void {
    this.pending = undefined;
  }

  /** Accepts the message under way; false when there is none. */
  accept(): boolean {
    const { pending } = this;
    this.pending = undefined;
    pending?.();
    return pending !== undefined;
  }
}
