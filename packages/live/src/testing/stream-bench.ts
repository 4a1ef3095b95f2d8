import { second, type Instant, type Kernel, type RunOutcome } from '@w800/kernel';
import type { ByteStream, Network } from '@w800/ports';

/** A place where streams come in connected pairs. */
export interface StreamBench {
  readonly kernel: Kernel;
  readonly network: Network;
  /** What the module's end can take without its user consuming. */
  readonly windowBytes: number;
  /** Two ends of one connection: the module's, and that of a server. Nobody is attached. */
  connect(): Promise<readonly [ByteStream, ByteStream]>;
  run(until: Instant, stop: () => boolean): Promise<RunOutcome>;
  close(): Promise<void>;
}

/** For a machine that is busy with other things. */
const patience = 150 * second;

/** Runs until something holds. */
export async function until(
  bench: Pick<StreamBench, 'kernel' | 'run'>,
  claim: string,
  holds: () => boolean,
): Promise<void> {
  await bench.run(bench.kernel.now + patience, holds);
  if (!holds()) throw new Error(`waited in vain until ${claim}`);
}
