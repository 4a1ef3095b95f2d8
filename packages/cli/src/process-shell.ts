import { isatty } from 'node:tty';

import type { Output, Shell } from './shell.ts';

/** The shell of the real process. */
export function processShell(): Shell {
  return {
    cwd: process.cwd(),
    env: process.env,
    out: outputTo(process.stdout, 1),
    err: outputTo(process.stderr, 2),
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
    if (open && error.code !== 'EPIPE') throw error;
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
