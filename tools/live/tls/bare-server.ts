import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';

/** A socket of this machine that reads what comes first, and then does one thing. */
export async function bareServer(does: 'close' | 'reset' | 'nothing'): Promise<Server> {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => {
      if (does === 'close') socket.end();
      else if (does === 'reset') socket.resetAndDestroy();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

export function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}
