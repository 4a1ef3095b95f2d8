import type { ConnectFailure } from '@w800/ports';

const failures: Readonly<Record<string, ConnectFailure>> = {
  ECONNREFUSED: 'refused',
  ECONNRESET: 'refused',
  ETIMEDOUT: 'timeout',
  EMFILE: 'no-socket',
  ENFILE: 'no-socket',
  EADDRNOTAVAIL: 'no-socket',
};

/** Why the machine could not connect, in the words of the port. */
export function connectFailureOf(error: NodeJS.ErrnoException): ConnectFailure {
  return failures[error.code ?? ''] ?? 'unreachable';
}
