import type { Socket } from 'node:net';

/** Ends a connection behind what was written, and waits until the far side has, too. */
export async function closeSocket(socket: Socket): Promise<void> {
  if (socket.closed) return;
  await new Promise<void>((resolve) => {
    socket.once('close', () => resolve());
    // Who does not answer the end of it is not waited for long.
    socket.setTimeout(1000, () => socket.destroy());
    socket.end();
    socket.resume();
  });
}
