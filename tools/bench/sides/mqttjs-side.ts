import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { Aedes } from 'aedes';
import { connectAsync } from 'mqtt';
import { sample, secondsOf, type Qos, type Side } from './side.ts';

const { topic, payload } = sample;

/**
 * mqtt.js publishes over loopback TCP to aedes in the same process, one after
 * the other, until the broker has them all.
 */
export function mqttjsPublishes(qos: Qos): Side {
  return async (operations) => {
    const { broker, client, close } = await connectedMqttjs();
    let received = 0;
    let hasAll = (): void => {};
    broker.on('publish', (_packet, publisher) => {
      if (publisher === null) return;
      received += 1;
      if (received === operations) hasAll();
    });
    const all = new Promise<void>((resolve) => (hasAll = resolve));
    const seconds = await secondsOf(async () => {
      for (let done = 0; done < operations; done += 1) {
        await client.publishAsync(topic, payload, { qos });
      }
      await all;
    });
    await close();
    return seconds;
  };
}

/** The same aedes publishes, each when mqtt.js has told its user of the one before. */
export function mqttjsDeliveries(qos: Qos): Side {
  return async (operations) => {
    const { broker, client, close } = await connectedMqttjs();
    await client.subscribeAsync(topic, { qos });
    let arrived = (): void => {};
    client.on('message', () => arrived());
    const packet = { cmd: 'publish', topic, payload, qos, retain: false, dup: false } as const;
    const seconds = await secondsOf(async () => {
      for (let done = 0; done < operations; done += 1) {
        await new Promise<void>((resolve) => {
          arrived = resolve;
          broker.publish({ ...packet, payload: Buffer.from(payload) }, () => {});
        });
      }
    });
    await close();
    return seconds;
  };
}

async function connectedMqttjs() {
  const broker = await Aedes.createBroker();
  const server = createServer((socket) => {
    broker.handle(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const client = await connectAsync(`mqtt://127.0.0.1:${port}`);
  const close = async (): Promise<void> => {
    await client.endAsync();
    server.close();
    await new Promise<void>((closed) => {
      broker.close(closed);
    });
  };
  return { broker, client, close };
}
