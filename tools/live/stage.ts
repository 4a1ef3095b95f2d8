import { setMaxListeners } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Dialogue } from './dialogue.ts';
import { LocalMosquitto, type MosquittoSetup } from './local-mosquitto.ts';
import { Program } from './program.ts';
import { processesOf, ServedTwin } from './served-twin.ts';

/** Where one check plays: a folder, a limit of time, and programs that end with it. */
export class Stage {
  readonly folder = mkdtempSync(join(tmpdir(), 'w800-live-'));
  /** Aborted when the check has taken too long. */
  readonly limit: AbortSignal;
  /** A Python that has pyserial. */
  readonly python: string;

  constructor(limitSeconds: number, python: string) {
    this.limit = AbortSignal.timeout(limitSeconds * 1000);
    // Every program waits for it, and there may be many.
    setMaxListeners(0, this.limit);
    this.python = python;
  }

  start(...command: readonly [string, ...string[]]): Program {
    return new Program(command, this.options);
  }

  /** @param args what `pnpm sim serve` is told */
  async serve(...args: readonly string[]): Promise<ServedTwin> {
    return ServedTwin.start(args, this.options);
  }

  /** One at its standard input and output, of which nobody reads the output. */
  async serveUnread(...args: readonly string[]): Promise<ServedTwin> {
    return ServedTwin.start(['--stdio', ...args], { ...this.options, readsOut: false });
  }

  async mosquitto(setup: MosquittoSetup = {}): Promise<LocalMosquitto> {
    return LocalMosquitto.start(this.options, setup);
  }

  async atTcp(twin: ServedTwin): Promise<Dialogue> {
    return this.atPort(twin.port('serial tcp'));
  }

  async atPort(port: number): Promise<Dialogue> {
    return Dialogue.atTcp(port, this.limit);
  }

  async atTerminal(path: string): Promise<Dialogue> {
    return Dialogue.atTerminal(path, this.limit);
  }

  /** Ends all that still runs, and leaves nothing behind. */
  close(): void {
    for (const left of processesOf(this.folder)) kill(Number.parseInt(left, 10));
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** The programs of this stage that run, by their command lines. */
  get running(): readonly string[] {
    return processesOf(this.folder);
  }

  private get options() {
    return { limit: this.limit, stage: this.folder };
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It was faster.
  }
}
