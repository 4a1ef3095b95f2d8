import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/**
 * A port of this machine where nobody listens, and nobody can until the test is
 * over: it is the near end of a connection.
 */
export async function deafPort(): Promise<number> {
  const listener = createServer((far) => {
    far.on('error', () => {});
    onTestFinished(() => void far.destroy());
  }).listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const near = connect((listener.address() as AddressInfo).port, '127.0.0.1');
  onTestFinished(() => {
    near.destroy();
    listener.close();
  });
  await once(near, 'connect');
  return near.localPort ?? 0;
}
