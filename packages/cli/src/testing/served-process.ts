import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { onTestFinished } from 'vitest';

const program = fileURLToPath(new URL('../sim.js', import.meta.url));

/** `pnpm sim serve` as a process of its own, from the bundle users run. */
export class ServedProcess {
  readonly child: ChildProcessWithoutNullStreams;
  out = '';
  err = '';
  private over = false;
  private wake: () => void = () => {};
  private readonly exit: Promise<number | null>;

  constructor(cwd: string, argv: readonly string[], { readsOut = true } = {}) {
    const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined };
    this.child = spawn(process.execPath, [program, 'serve', ...argv], { cwd, env });
    onTestFinished(() => void this.child.kill('SIGKILL'));
    if (readsOut) this.child.stdout.on('data', (data) => this.heard((this.out += data)));
    this.child.stderr.on('data', (data) => this.heard((this.err += data)));
    this.child.stdin.on('error', () => {});
    // What it said last may come after its end, and is behind what nobody has read.
    if (!readsOut) this.child.on('exit', () => this.child.stdout.resume());
    this.exit = new Promise((resolve) => {
      this.child.on('close', (code) => {
        this.over = true;
        this.wake();
        resolve(code);
      });
    });
  }

  /** Comes back when either output holds this. */
  async says(text: string): Promise<void> {
    while (!this.out.includes(text) && !this.err.includes(text)) {
      if (this.over) throw new Error(`it ended without ${text}: ${this.out}${this.err}`);
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }

  /** What stands behind a word at the beginning of a line: `serial tcp`. */
  line(start: string): string {
    const lines = `${this.out}\n${this.err}`.split('\n');
    return lines.find((text) => text.startsWith(start))?.slice(start.length + 1) ?? '';
  }

  port(start: string): number {
    return Number(this.line(start).replace(/^.*:/, ''));
  }

  /** The exit code, when it has ended and all it said has come. */
  async ends(): Promise<number | null> {
    return this.exit;
  }

  private heard(_text: string): void {
    this.wake();
  }
}
