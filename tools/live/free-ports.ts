import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

/** Ports of loopback at which nobody listens now, all different. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const listeners = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(listeners.map((listener) => once(listener, 'listening')));
  const ports = listeners.map((listener) => (listener.address() as AddressInfo).port);
  for (const listener of listeners) listener.close();
  await Promise.all(listeners.map((listener) => once(listener, 'close')));
  return ports;
}
