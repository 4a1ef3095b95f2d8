import type { EngineModule } from './engine.ts';
import type { Shell } from './shell.ts';

/** What the program is given: the process it runs in, and the engine it drives. */
export interface ProgramContext {
  readonly shell: Shell;
  /** Aborted by the first SIGINT or SIGTERM. */
  readonly signal: AbortSignal;
  /** Imports the engine for this thread. Late: `--help` needs none. */
  readonly importEngine: () => Promise<EngineModule>;
  /** The same module's address, for workers. */
  readonly engineUrl: string;
  /** The address of the module that a worker starts with. */
  readonly workerUrl: string;
}
