import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { Heard } from './heard.ts';

export const projectRoot = fileURLToPath(new URL('../..', import.meta.url));

/** The variable that says to which stage a process belongs, and so do all that it starts. */
export const stageVariable = 'W800_LIVE_STAGE';

// Where Debian puts servers is not on the path of everybody.
export const programPath = `${process.env['PATH'] ?? ''}:/usr/sbin:/usr/local/sbin`;

export interface ProgramOptions {
  /** Aborted when everything has to be over. */
  readonly limit: AbortSignal;
  readonly stage: string;
  /** Whether its standard output is read while it runs. Default true. */
  readonly readsOut?: boolean;
}

/** Another program, what it says, and its end. */
export class Program {
  /** Its standard output and standard error, as they came. */
  readonly heard: Heard;
  /** The exit code, or 128 for a program that was killed. */
  readonly ended: Promise<number>;
  private readonly name: string;
  private readonly child: ChildProcessWithoutNullStreams;

  constructor([name, ...args]: readonly [string, ...string[]], options: ProgramOptions) {
    const { limit, stage, readsOut = true } = options;
    this.name = name;
    this.heard = new Heard(`${name} ${args.join(' ')}`, limit);
    const env = { ...process.env, PATH: programPath, [stageVariable]: stage };
    this.child = spawn(name, args, { cwd: projectRoot, env });
    const { stdin, stdout, stderr } = this.child;
    for (const stream of readsOut ? [stdout, stderr] : [stderr]) {
      stream.setEncoding('latin1').on('data', (text: string) => this.heard.add(text));
    }
    // Until what it said is taken away it is not over.
    if (!readsOut) this.child.once('exit', () => stdout.resume());
    // A program that is gone does not take what is typed.
    stdin.on('error', () => {});
    this.ended = new Promise((resolve) => {
      this.child.once('error', ({ message }) => {
        this.heard.end(message);
        resolve(127);
      });
      this.child.once('close', (code, signal) => {
        this.heard.end(`it ended: ${signal ?? code}`);
        resolve(code ?? 128);
      });
    });
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  type(text: string): void {
    this.child.stdin.write(text, 'latin1');
  }

  /** Types, and comes back when the program or the pipe to it has taken all of it. */
  async typed(text: string): Promise<void> {
    await new Promise<void>((resolve) => {
      this.child.stdin.write(text, 'latin1', () => resolve());
    });
  }

  /** The end of what is typed. */
  endInput(): void {
    this.child.stdin.end();
  }

  kill(signal: NodeJS.Signals = 'SIGTERM'): void {
    this.child.kill(signal);
  }

  /** @throws for any other exit code than 0 */
  async succeed(): Promise<void> {
    const code = await this.ended;
    if (code === 0) return;
    throw new Error(`${this.name} ended with ${code}; it said ${this.heard.tail}`);
  }
}
