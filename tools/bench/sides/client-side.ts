import { Broker, guardGlobals } from '@w800/broker';
import { w800Profile } from '@w800/device';
import { Kernel, second, valuesOf } from '@w800/kernel';
import { Heap } from '@w800/memory';
import { MqttClient, type MqttMessage } from '@w800/mqtt';
import type { ByteStream } from '@w800/ports';
import { World } from '@w800/world';
import { sample, secondsOf, type Qos, type Side } from './side.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const home = { ssid: 'home', password: '12345678' };
const server = { address: '192.168.10.234', port: 1883 };
const message = { topic: bytes(sample.topic), payload: bytes(sample.payload), retain: false };

/**
 * The module's MQTT client alone: publishes, each when the one before has
 * ended, until the broker has them all.
 */
export function clientPublishes(qos: Qos): Side {
  return async (operations) => {
    const { client, broker, until, close } = await connectedClient();
    const seconds = await secondsOf(async () => {
      for (let done = 0; done < operations; done += 1) {
        let result = '';
        client.publish({ ...message, qos }, (ended) => (result = ended));
        await until(() => result === 'ok');
      }
      await until(() => broker.received.length === operations);
    });
    await close();
    return seconds;
  };
}

/** The module's MQTT client alone: messages from the broker, one after the other. */
export function clientDeliveries(qos: Qos): Side {
  return async (operations) => {
    let delivered = 0;
    const { client, broker, until, close } = await connectedClient((_message, handled) => {
      delivered += 1;
      handled();
    });
    let subscribed = false;
    client.subscribe(message.topic, qos, (result) => (subscribed = result === 'ok'));
    await until(() => subscribed);
    const seconds = await secondsOf(async () => {
      for (let done = 1; done <= operations; done += 1) {
        broker.publish({ ...message, topic: sample.topic, qos });
        await until(() => delivered === done);
      }
    });
    await close();
    return seconds;
  };
}

/** A client and a broker, and the simulated network between them. */
async function connectedClient(
  arrived: (message: MqttMessage, handled: () => void) => void = () => {},
) {
  guardGlobals();
  const kernel = new Kernel({ seed: 0 });
  const world = new World(kernel, { accessPoints: [home] });
  const broker = await Broker.create(kernel, world.servers, {
    host: server.address,
    port: server.port,
  });
  const until = async (holds: () => boolean): Promise<void> => {
    const outcome = await kernel.run(kernel.now + 15 * second, holds);
    if (outcome === 'deadline') throw new Error('what was waited for did not come');
  };
  const stream = await connectedStream(world, until);
  const client = new MqttClient({
    kernel,
    heap: new Heap(kernel, w800Profile.heapLayout),
    figures: valuesOf(w800Profile.mqtt),
    events: { message: arrived, closed: () => {} },
  });
  const options = { clientId: bytes('W800'), keepaliveSeconds: 120, cleanSession: true };
  client.connect(stream, options, () => {});
  await until(() => client.connected);
  return { client, broker, until, close: () => broker.close() };
}

async function connectedStream(
  world: World,
  until: (holds: () => boolean) => Promise<void>,
): Promise<ByteStream> {
  const connected: ByteStream[] = [];
  world.medium.join({ ...home, mac: '28:6d:cd:00:00:01' }, (joined) => {
    if (!joined.ok) throw new Error(joined.reason);
    joined.link.requestLease((lease) => {
      joined.link.network(lease).connect(server, (outcome) => {
        if (!outcome.ok) throw new Error(outcome.reason);
        connected.push(outcome.stream);
      });
    });
  });
  await until(() => connected.length > 0);
  const [stream] = connected;
  if (stream === undefined) throw new Error('not connected');
  return stream;
}
