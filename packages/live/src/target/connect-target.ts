import { connect, type Socket } from 'node:net';
import { LiveError } from '../live-error.ts';

const connectLimitMs = 10_000;

/**
 * Connects, without the delay that waits for more to send.
 * @throws LiveError LIVE_TARGET_UNREACHABLE
 */
export async function connectTarget(name: string, host: string, port: number): Promise<Socket> {
  const socket = connect({ host, port, noDelay: true });
  const why = await new Promise<string | undefined>((resolve) => {
    socket.setTimeout(connectLimitMs, () => resolve(`no answer in ${connectLimitMs / 1000} s`));
    socket.once('connect', () => resolve(undefined));
    socket.once('error', (error) => resolve(error.message));
  });
  if (why === undefined) return socket.setTimeout(0);
  socket.destroy();
  throw new LiveError(
    'LIVE_TARGET_UNREACHABLE',
    `${name} cannot be reached: ${why}`,
    'Check host and port, and that the program which serves the module is running.',
  );
}
