import { closeSync, openSync, writeSync } from 'node:fs';
import { resolve } from 'node:path';

import { complaints } from './complaints.ts';
import type { Shell } from './shell.ts';
import { UsageError } from './usage-error.ts';

export interface LogFile {
  write(text: string): void;
  close(): void;
}

/**
 * Where `--log` goes. A file grows while the run goes on, so that it can be
 * followed; `-` is standard output.
 *
 * @throws UsageError if the file cannot be written
 */
export function openLog(target: string, shell: Shell): LogFile {
  if (target === '-') return { write: (text) => shell.out.write(text), close: () => {} };
  try {
    const descriptor = openSync(resolve(shell.cwd, target), 'w');
    return {
      write: (text) => {
        writeSync(descriptor, text);
      },
      close: () => closeSync(descriptor),
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError([complaints.unwritable(target, reason)]);
  }
}
