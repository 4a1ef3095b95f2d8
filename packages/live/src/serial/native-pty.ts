import { createRequire } from 'node:module';
import { LiveError } from '../live-error.ts';

/** The descriptors of a pseudo terminal, both of which do not block. */
export interface PtyDescriptors {
  readonly master: number;
  readonly slave: number;
  /** Where the slave is opened: `/dev/pts/3`. */
  readonly path: string;
}

/** Gives the compiled part of the package, which may not be installed. */
export type PtyLoader = () => unknown;

/** The package's streams block on a terminal nobody reads: only its compiled part is used. */
function loadPty(): unknown {
  const load = createRequire(import.meta.url);
  const { requireBinary } = load('@lydell/node-pty/requireBinary.js') as {
    requireBinary: (file: string) => unknown;
  };
  return requireBinary('pty.node');
}

/**
 * Opens a pseudo terminal.
 * @throws LiveError LIVE_NO_PTY when the package is missing or the machine has none
 */
export function openPty(load: PtyLoader = loadPty): PtyDescriptors {
  try {
    const { open } = load() as { open: (columns: number, rows: number) => unknown };
    const { master, slave, pty } = open(80, 24) as Record<string, unknown>;
    if (typeof master === 'number' && typeof slave === 'number' && typeof pty === 'string') {
      return { master, slave, path: pty };
    }
  } catch (error) {
    throw noPty((error as Error).message, error);
  }
  throw noPty('the package answers otherwise than expected');
}

/** Says how to do without a pseudo terminal of our own. */
export function noPty(reason: string, cause?: unknown): LiveError {
  const [firstLine = ''] = reason.split('\n');
  return new LiveError(
    'LIVE_NO_PTY',
    `there is no pseudo terminal: ${firstLine}`,
    'install the optional package @lydell/node-pty, or serve TCP and let socat make the ' +
      'terminal: socat pty,raw,echo=0,link=PATH tcp:127.0.0.1:PORT',
    { cause },
  );
}
