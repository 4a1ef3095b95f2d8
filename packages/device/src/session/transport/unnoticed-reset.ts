import type { Alarm, Kernel } from '@w800/kernel';
import type { ByteStream, ByteStreamEvents } from '@w800/ports';
import { PassingStream } from '../../sockets/passing-stream.ts';

/**
 * The stream below TLS, whose reset nobody hears of: to the firmware a socket
 * that fails to read has nothing to read. What is sent then fails.
 */
export class UnnoticedReset extends PassingStream {
  private readonly kernel: Kernel;
  private readonly hidden: () => void;
  private events: ByteStreamEvents | undefined;
  private state: 'open' | 'reset' | 'over' = 'open';
  private telling: Alarm | undefined;

  /** @param hidden called when a reset went unnoticed */
  constructor(inner: ByteStream, kernel: Kernel, hidden: () => void) {
    super(inner);
    this.kernel = kernel;
    this.hidden = hidden;
  }

  /** Whether the peer has gone and nobody knows. */
  get isReset(): boolean {
    return this.state === 'reset';
  }

  override attach(events: ByteStreamEvents): void {
    this.events = events;
    this.inner.attach({
      data: (bytes) => events.data(bytes),
      end: () => events.end(),
      acknowledged: (byteCount) => events.acknowledged(byteCount),
      close: (reason) => {
        if (reason === 'reset') {
          this.state = 'reset';
          this.hidden();
          return;
        }
        this.state = 'over';
        events.close(reason);
      },
    });
  }

  override write(bytes: Uint8Array): number {
    if (this.state === 'open') return this.inner.write(bytes);
    this.notice();
    return bytes.length;
  }

  override consumed(byteCount: number): void {
    if (this.state === 'open') this.inner.consumed(byteCount);
  }

  override end(): void {
    if (this.state === 'open') this.inner.end();
    else this.notice();
  }

  override abort(): void {
    this.telling?.cancel();
    if (this.state === 'open') this.inner.abort();
    this.state = 'over';
  }

  /** A send has failed: the reset is told when the call that sent is over. */
  notice(): void {
    if (this.state !== 'reset') return;
    this.state = 'over';
    this.telling = this.kernel.after(0, () => this.events?.close('reset'));
  }
}
