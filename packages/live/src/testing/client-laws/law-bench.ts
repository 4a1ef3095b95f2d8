import type { Instant, Kernel, RunOutcome } from '@w800/kernel';
import type { Endpoint, Network } from '@w800/ports';

/** Two brokers and the way to them, simulated or real. */
export interface LawBench {
  readonly kernel: Kernel;
  readonly network: Network;
  /** Anyone may connect here. */
  readonly open: Endpoint;
  /** Only who has this name and password may connect here. */
  readonly guarded: Endpoint & { readonly username: string; readonly password: string };
  /** Has something done inside an event. */
  enter(action: () => void): void;
  run(until: Instant, stop: () => boolean): Promise<RunOutcome>;
  close(): Promise<void>;
}
