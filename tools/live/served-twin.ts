import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout } from 'node:timers/promises';

import { Program, projectRoot, stageVariable, type ProgramOptions } from './program.ts';

export const simCommand = ['node', `${projectRoot}packages/cli/src/sim.js`] as const;

const endsWithinMs = 3000;

/** A twin that `pnpm sim serve` serves, in a process of its own. */
export class ServedTwin {
  readonly program: Program;
  private readonly announced: string;

  private constructor(program: Program, announced: string) {
    this.program = program;
    this.announced = announced;
  }

  /** Comes back when it is ready. */
  static async start(args: readonly string[], options: ProgramOptions): Promise<ServedTwin> {
    const program = new Program([...simCommand, 'serve', ...args], options);
    const { input, index } = await program.heard.until(/^ready$/m);
    const twin = new ServedTwin(program, input.slice(0, index));
    await twin.boots(options.limit);
    return twin;
  }

  /** The port that is announced as `serial tcp`, `serial rfc2217`, `broker tcp` or `control`. */
  port(kind: string): number {
    const found = new RegExp(`^${kind} .*:(\\d+)$`, 'm').exec(this.announced)?.[1];
    if (found === undefined) throw new Error(`no ${kind} in ${this.announced}`);
    return Number(found);
  }

  /** What is typed before the module has printed its `ready` is lost. */
  private async boots(limit: AbortSignal): Promise<void> {
    const url = `http://127.0.0.1:${this.port('control')}/state`;
    for (;;) {
      const response = await fetch(url, { signal: limit });
      const { module } = (await response.json()) as {
        readonly module: { readonly ready: boolean };
      };
      if (module.ready) return;
      await setTimeout(10);
    }
  }

  /** @throws when the control refuses it */
  async post(path: string, body: unknown = {}): Promise<void> {
    const url = `http://127.0.0.1:${this.port('control')}${path}`;
    const response = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
  }

  /** The most memory it has had, in MiB. */
  get peakMiB(): number {
    const status = readFileSync(`/proc/${this.program.pid}/status`, 'utf8');
    return Number(/^VmHWM:\s*(\d+) kB$/m.exec(status)?.[1]) / 1024;
  }

  /**
   * Ends it.
   * @param how a signal, or over its control
   * @returns milliseconds until it was gone
   * @throws when it does not end well or within a second, or leaves something behind
   */
  async end(how: NodeJS.Signals | 'POST /stop' = 'SIGTERM'): Promise<number> {
    const startedMs = performance.now();
    if (how === 'POST /stop') await this.post('/stop');
    else this.program.kill(how);
    await this.program.succeed();
    const lastedMs = Math.round(performance.now() - startedMs);
    if (lastedMs > endsWithinMs) throw new Error(`it took ${lastedMs} ms to end`);
    await this.leavesNothing();
    return lastedMs;
  }

  private async leavesNothing(): Promise<void> {
    for (const [, port] of this.announced.matchAll(/^(?:serial|broker|control).*tcp.*:(\d+)$/gm)) {
      if (await answers(Number(port))) throw new Error(`port ${port} is still there`);
    }
    for (const [, link = ''] of this.announced.matchAll(/^serial pty (.*)$/gm)) {
      if (lstatSync(link, { throwIfNoEntry: false }) !== undefined) {
        throw new Error(`${link} is still there`);
      }
    }
  }
}

/** The processes of a stage that are still there, by their command lines. */
export function processesOf(stage: string): readonly string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => readOf(name, 'environ').includes(`${stageVariable}=${stage}\0`))
    .map((name) => `${name} ${readOf(name, 'cmdline').replaceAll('\0', ' ')}`);
}

function readOf(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'latin1');
  } catch {
    // It has ended meanwhile.
    return '';
  }
}

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  return new Promise((resolve) => {
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
  }).finally(() => socket.destroy()) as Promise<boolean>;
}
