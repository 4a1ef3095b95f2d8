import { isatty } from 'node:tty';

import type { Output, Shell } from './shell.ts';

export interface ProcessShell extends Shell {
  /** Until what was written has left: a pipe may take it later. */
  flushed(): Promise<void>;
}

/** How long output may still take to leave when the end is not to wait for it. */
const momentMs = 200;

/** The shell of the real process. */
export function processShell(): ProcessShell {
  let hurried = false;
  return {
    cwd: process.cwd(),
    env: process.env,
    out: outputTo(process.stdout, 1),
    err: outputTo(process.stderr, 2),
    stdio: () => ({ input: process.stdin, output: process.stdout }),
    hurry: () => {
      hurried = true;
    },
    async flushed() {
      const all = Promise.all([left(process.stdout), left(process.stderr)]);
      await (hurried ? Promise.race([all, moment()]) : all);
    },
    nowMs: () => performance.now(),
    later(delayMs, action) {
      const timer = setTimeout(action, delayMs);
      timer.unref();
      return () => clearTimeout(timer);
    },
  };
}

/**
 * When the reader has gone (`| head -1`) the rest is dropped without a word:
 * reports in files and the exit code must still tell the truth.
 */
function outputTo(stream: NodeJS.WriteStream, descriptor: number): Output {
  let open = true;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // A terminal that was closed answers with EIO.
    if (open && error.code !== 'EPIPE' && error.code !== 'EIO') throw error;
    open = false;
  });
  return {
    write(text) {
      if (open && text !== '') stream.write(text);
    },
    isTerminal: isatty(descriptor),
    get columns() {
      return stream.columns ?? 80;
    },
  };
}

async function left(stream: NodeJS.WriteStream): Promise<void> {
  await new Promise<void>((resolve) => {
    stream.write('', () => resolve());
  });
}

async function moment(): Promise<void> {
  await new Promise<void>((resolve) => {
    setTimeout(resolve, momentMs);
  });
}
