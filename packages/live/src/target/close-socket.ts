import type { Socket } from 'node:net';

const patienceMs = 1000;

/** Closes a connection as soon as everything that was written has left. */
export async function closeSocket(socket: Socket): Promise<void> {
  if (socket.closed) return;
  await new Promise<void>((resolve) => {
    socket.once('close', () => resolve());
    // Who does not read is not waited for.
    socket.setTimeout(patienceMs, () => socket.destroy());
    socket.destroySoon();
  });
}
