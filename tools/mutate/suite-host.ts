import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import type { SuiteOptions, SuiteOutcome, SuiteRequest, SuiteRun } from './suite.ts';

const program = fileURLToPath(new URL('suite-process.ts', import.meta.url));

/** A suite in a process of its own, which can be started again when it had to be stopped. */
export class SuiteHost {
  private readonly options: SuiteOptions;
  private child: ChildProcess | undefined;

  constructor(options: SuiteOptions) {
    this.options = options;
  }

  get isRunning(): boolean {
    return this.child !== undefined;
  }

  /** Starts the process and tells which test files there are. */
  async start(): Promise<readonly string[]> {
    this.child = fork(program, { cwd: this.options.root, execArgv: ['--import', 'tsx'] });
    return (await this.ask({ kind: 'create', ...this.options })) as readonly string[];
  }

  /** One run; undefined when it did not end within the limit or took its process with it. */
  async run(run: SuiteRun, limitMs: number): Promise<SuiteOutcome | undefined> {
    const { child } = this;
    const timer = setTimeout(() => child?.kill('SIGKILL'), limitMs);
    try {
      return (await this.ask({ kind: 'run', ...run })) as SuiteOutcome;
    } catch {
      return undefined;
    } finally {
      clearTimeout(timer);
    }
  }

  stop(): void {
    this.child?.kill('SIGKILL');
    this.child = undefined;
  }

  private ask(request: SuiteRequest): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const { child } = this;
      const onExit = (): void => {
        this.child = undefined;
        reject(new Error('the test process has ended'));
      };
      child?.once('exit', onExit);
      child?.once('message', (reply) => {
        child.off('exit', onExit);
        resolve(reply);
      });
      child?.send(request);
    });
  }
}
