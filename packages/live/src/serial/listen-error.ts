import { LiveError } from '../live-error.ts';

/** Why a program cannot listen, and what to do. */
export function listenError(
  error: NodeJS.ErrnoException,
  { host, port }: { readonly host: string; readonly port: number },
): LiveError {
  const where = `${host}:${port}`;
  if (error.code === 'EADDRINUSE') {
    const fix = 'stop the program that has it, name another port, or 0 for any that is free';
    return new LiveError('LIVE_PORT_IN_USE', `${where} is in use`, fix, { cause: error });
  }
  const what = `cannot listen on ${where}: ${error.message}`;
  const fix =
    error.code === 'EACCES'
      ? 'ports below 1024 need rights; take a higher one'
      : 'name an address of this machine, such as 127.0.0.1';
  return new LiveError('LIVE_BAD_ADDRESS', what, fix, { cause: error });
}
