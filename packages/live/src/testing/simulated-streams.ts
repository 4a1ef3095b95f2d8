import { Kernel, second, valuesOf } from '@w800/kernel';
import type { ByteStream, Network } from '@w800/ports';
import { World, worldFigures } from '@w800/world';
import { until, type StreamBench } from './stream-bench.ts';

const home = { ssid: 'home', password: '12345678' };
const serverAt = { address: '192.168.10.234', port: 7 };

/** A world, and the network of a station in it. Time stands at 1 s. */
export async function simulatedNetwork(
  seed = 1,
): Promise<{ kernel: Kernel; world: World; network: Network }> {
  const kernel = new Kernel({ seed });
  const world = new World(kernel, { accessPoints: [home] });
  const found: Network[] = [];
  world.medium.join({ ...home, mac: '28:6d:cd:00:00:01' }, (outcome) => {
    if (!outcome.ok) return;
    const { link } = outcome;
    link.requestLease((lease) => found.push(link.network(lease)));
  });
  await kernel.run(1 * second);
  const [network] = found;
  if (network === undefined) throw new Error('the station has not joined');
  return { kernel, world, network };
}

/** Streams of the simulated stacks, in virtual time. */
export async function simulatedStreams(): Promise<StreamBench> {
  const { kernel, world, network } = await simulatedNetwork();
  const accepted: ByteStream[] = [];
  world.servers.listen(serverAt, (stream) => accepted.push(stream));
  const run = kernel.run.bind(kernel);
  return {
    kernel,
    network,
    windowBytes: valuesOf(worldFigures).moduleWindowBytes,
    run,
    connect: async () => {
      const opened: ByteStream[] = [];
      network.connect(serverAt, (outcome) => {
        if (outcome.ok) opened.push(outcome.stream);
      });
      await until({ kernel, run }, 'connected', () => opened.length + accepted.length === 2);
      return [take(opened), take(accepted)];
    },
    close: async () => {},
  };
}

function take(streams: ByteStream[]): ByteStream {
  const stream = streams.shift();
  if (stream === undefined) throw new Error('there is no stream');
  return stream;
}
