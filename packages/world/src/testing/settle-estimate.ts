import { millisecond, type Kernel } from '@w800/kernel';
import type { RecordingUser } from './recording-user.ts';

/** Small exchanges, each answered at once, until the module's estimate of the round trip rests. */
export async function settleEstimate(
  kernel: Kernel,
  { module, server }: { readonly module: RecordingUser; readonly server: RecordingUser },
  everyMs = 20,
): Promise<void> {
  server.onData = () => server.stream.write(Uint8Array.of(2));
  for (let turn = 0; turn < 6; turn += 1) {
    module.stream.write(Uint8Array.of(1));
    await kernel.runFor(everyMs * millisecond);
  }
  server.onData = undefined;
}
