import type { ByteStream } from '@w800/ports';
import { PassingStream } from '../../sockets/passing-stream.ts';
import type { UnnoticedReset } from './unnoticed-reset.ts';

/** The stream above TLS: what is written after an unnoticed reset is not sent, and ends it. */
export class NoticingStream extends PassingStream {
  private readonly below: UnnoticedReset;

  constructor(inner: ByteStream, below: UnnoticedReset) {
    super(inner);
    this.below = below;
  }

  override write(bytes: Uint8Array): number {
    if (!this.below.isReset) return this.inner.write(bytes);
    this.below.notice();
    return 0;
  }
}
