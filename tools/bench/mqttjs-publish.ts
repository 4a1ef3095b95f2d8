import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { Aedes } from 'aedes';
import { connectAsync } from 'mqtt';

/**
 * Seconds mqtt.js needs for sequential QoS 1 publishes over loopback TCP to
 * aedes in the same process, connecting not counted.
 */
export async function mqttjsPublishSeconds(publishes: number): Promise<number> {
  const broker = await Aedes.createBroker();
  const server = createServer((socket) => {
    broker.handle(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const client = await connectAsync(`mqtt://127.0.0.1:${port}`);
  const start = performance.now();
  for (let index = 0; index < publishes; index += 1) {
    await client.publishAsync('topic', 'hello', { qos: 1 });
  }
  const seconds = (performance.now() - start) / 1000;
  await client.endAsync();
  server.close();
  await new Promise<void>((closed) => {
    broker.close(closed);
  });
  return seconds;
}
