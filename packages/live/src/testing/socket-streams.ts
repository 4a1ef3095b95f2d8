import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { Kernel, valuesOf } from '@w800/kernel';
import type { ByteStream, ConnectOutcome, Endpoint } from '@w800/ports';
import { Door } from '../door.ts';
import { liveFigures } from '../figures.ts';
import { HostNetwork } from '../host-network.ts';
import { Pacer } from '../pacer.ts';
import { SocketStream } from '../socket-stream.ts';
import { SocketWire } from '../socket-wire.ts';
import { endsOf } from '../stream-ends.ts';
import { until, type StreamBench } from './stream-bench.ts';

const figures = valuesOf(liveFigures);

export interface SocketStreams extends StreamBench {
  readonly door: Door;
  readonly server: Endpoint;
  /** The server's sockets as they are, in the order they were accepted. */
  readonly sockets: readonly Socket[];
}

/** Real sockets on loopback, in real time. */
export async function socketStreams(): Promise<SocketStreams> {
  const kernel = new Kernel({ seed: 1 });
  const door = new Door(kernel);
  const pacer = new Pacer(kernel, door);
  const network = new HostNetwork({ kernel, door });
  const run = pacer.run.bind(pacer);
  const sockets: Socket[] = [];
  const accepted: ByteStream[] = [];
  const listener = createServer({ allowHalfOpen: true }, (socket) => {
    const name = `server ${sockets.length}`;
    const wire = new SocketWire({ door, socket, name, windowBytes: figures.windowBytes });
    const ends = endsOf(socket);
    const stream = new SocketStream({ kernel, door, figures, name, ends, wire });
    sockets.push(socket);
    door.enter({ from: name, what: 'accepted' }, () => accepted.push(stream));
  }).listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const { port } = listener.address() as AddressInfo;
  const server = { address: '127.0.0.1', port };
  return {
    kernel,
    door,
    network,
    server,
    sockets,
    windowBytes: figures.windowBytes,
    run,
    connect: async () => {
      let outcome: ConnectOutcome | undefined;
      network.connect(server, (known) => {
        outcome = known;
      });
      await until({ kernel, run }, 'there is an outcome', () => outcome !== undefined);
      const stream = outcome?.ok === true ? outcome.stream : undefined;
      const peer = (): ByteStream | undefined =>
        accepted.find(({ remote }) => remote.port === stream?.local.port);
      await until({ kernel, run }, 'it is accepted', () => peer() !== undefined);
      return [stream, peer()] as [ByteStream, ByteStream];
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      listener.close();
      await once(listener, 'close');
    },
  };
}
