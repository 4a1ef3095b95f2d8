import { Kernel, millisecond, second } from '@w800/kernel';
import type { ByteStream, Endpoint } from '@w800/ports';
import { World, type LinkSettings } from '@w800/world';

/** A world and what its modules send. */
export interface WorldLoad {
  /** Modules, spread over the access points and the servers. */
  readonly modules: number;
  /** Each with a network of its own. */
  readonly accessPoints: number;
  /** Each behind a link of its own. */
  readonly servers: number;
  /** How many messages each module sends, ten a second. */
  readonly messages: number;
}

/** Links that have to be worked out for every packet. */
const uplink: LinkSettings = { jitterNs: 1 * millisecond, bitsPerSecond: 1_000_000_000 };
const way: LinkSettings = { latencyNs: 2 * millisecond };
const port = 1883;
const everyNs = 100 * millisecond;
/** How many modules send at a time. All stay connected. */
const talkingMax = 8;

/**
 * Seconds of processor time until every module has joined and every byte has
 * arrived. What else runs on the machine lengthens other times more.
 */
export async function worldLoadSeconds(load: WorldLoad): Promise<number> {
  const start = process.cpuUsage();
  const kernel = new Kernel({ seed: 1 });
  const servers = countedFrom(load.servers).map((index) => `203.${index >> 8}.${index & 0xff}.7`);
  const world = new World(kernel, {
    accessPoints: countedFrom(load.accessPoints).map((index) => ({
      ssid: `net ${index}`,
      subnet: `10.${index >> 8}.${index & 0xff}.0/24`,
    })),
    links: { uplink, servers: Object.fromEntries(servers.map((address) => [address, way])) },
  });
  let arrivedBytes = 0;
  for (const address of servers) {
    world.servers.listen({ address, port }, (stream) =>
      take(stream, (count) => (arrivedBytes += count)),
    );
  }
  for (const index of countedFrom(load.modules)) {
    const ssid = `net ${index % load.accessPoints}`;
    const address = servers[index % load.servers] ?? '';
    // Others come when these have had their say, so that the machine's caches hold who is at work.
    const turn = Math.floor(index / talkingMax);
    kernel.after(turn * load.messages * everyNs, () =>
      begin(kernel, world, { mac: macOf(index), ssid }, { address, port }, load.messages),
    );
  }
  const wanted = load.modules * load.messages * message.length;
  const outcome = await kernel.run(100_000 * second, () => arrivedBytes === wanted);
  if (outcome === 'deadline') throw new Error(`${arrivedBytes} of ${wanted} bytes arrived`);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

function countedFrom(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index);
}

/** One module joins, connects and sends. */
function begin(
  kernel: Kernel,
  world: World,
  { mac, ssid }: { readonly mac: string; readonly ssid: string },
  to: Endpoint,
  messages: number,
): void {
  world.medium.join({ mac, ssid, password: '' }, (joined) => {
    if (!joined.ok) throw new Error(joined.reason);
    joined.link.requestLease((lease) => {
      joined.link.network(lease).connect(to, (outcome) => {
        if (!outcome.ok) throw new Error(outcome.reason);
        give(kernel, outcome.stream, messages);
      });
    });
  });
}

function macOf(index: number): string {
  const [high, low] = [index >> 8, index & 0xff].map((byte) => byte.toString(16).padStart(2, '0'));
  return `28:6d:cd:00:${high}:${low}`;
}

const message = new Uint8Array(200);

function give(kernel: Kernel, stream: ByteStream, messages: number): void {
  stream.attach({ data: () => {}, end: () => {}, acknowledged: () => {}, close: () => {} });
  let left = messages;
  const send = (): void => {
    if (stream.write(message) !== message.length) throw new Error('a message did not fit');
    left -= 1;
    if (left > 0) kernel.after(everyNs, send);
  };
  send();
}

function take(stream: ByteStream, taken: (count: number) => void): void {
  stream.attach({
    data: (bytes) => {
      stream.consumed(bytes.length);
      taken(bytes.length);
    },
    end: () => {},
    acknowledged: () => {},
    close: () => {},
  });
}
