import { PassThrough } from 'node:stream';

import type { Output, Shell } from '../shell.ts';

export interface TestOutput extends Output {
  readonly text: string;
}

export interface TestShell extends Shell {
  readonly out: TestOutput;
  readonly err: TestOutput;
  /** Calls the latest action given to `later` that is neither called nor cancelled. */
  tick(): void;
  readonly waiting: number;
}

export interface TestShellOptions {
  readonly cwd?: string;
  readonly env?: Record<string, string>;
  readonly terminal?: boolean;
  readonly columns?: number;
}

/** A shell that keeps what is written, and whose clock moves 8 ms each time it is read. */
export function testShell(options: TestShellOptions = {}): TestShell {
  let nowMs = 0;
  const actions: (() => void)[] = [];
  return {
    cwd: options.cwd ?? '/',
    env: options.env ?? {},
    out: testOutput(options),
    err: testOutput(options),
    stdio: () => ({ input: new PassThrough(), output: new PassThrough() }),
    hurry: () => {},
    nowMs: () => (nowMs += 8),
    later(_delayMs, action) {
      actions.push(action);
      return () => {
        const index = actions.indexOf(action);
        if (index >= 0) actions.splice(index, 1);
      };
    },
    tick: () => actions.pop()?.(),
    get waiting() {
      return actions.length;
    },
  };
}

function testOutput({ terminal = false, columns = 80 }: TestShellOptions): TestOutput {
  let text = '';
  return {
    write(more) {
      text += more;
    },
    isTerminal: terminal,
    columns,
    get text() {
      return text;
    },
  };
}
