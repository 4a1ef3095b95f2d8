import { once } from 'node:events';
import { Kernel, valuesOf } from '@w800/kernel';
import type { ConnectOutcome, ResolveOutcome } from '@w800/ports';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Door } from './door.ts';
import { liveFigures } from './figures.ts';
import { HostNetwork } from './host-network.ts';
import type { NameLookup } from './name-lookup.ts';
import { deafPort } from './testing/deaf-port.ts';
import { machineTurn } from './testing/machine-turn.ts';
import { socketStreams, type SocketStreams } from './testing/socket-streams.ts';
import { until } from './testing/stream-bench.ts';
import { StreamUser } from './testing/stream-user.ts';

let bench: SocketStreams;
beforeEach(async () => {
  bench = await socketStreams();
});
afterEach(() => bench.close());

describe('A connection of the machine', () => {
  test('where nobody listens is refused, and not before an event', async () => {
    const outcomes: ConnectOutcome[] = [];
    const remote = { address: '127.0.0.1', port: await deafPort() };
    bench.network.connect(remote, (outcome) => outcomes.push(outcome));
    expect(outcomes).toEqual([]);
    await until(bench, 'there is an outcome', () => outcomes.length > 0);
    expect(outcomes).toEqual([{ ok: false, reason: 'refused' }]);
  });

  test('that does not come about in time is given up for good', async () => {
    const figures = { ...valuesOf(liveFigures), connectLimitNs: 0 };
    const { kernel, door } = bench;
    const network = new HostNetwork({ kernel, door, figures });
    const outcomes: ConnectOutcome[] = [];
    network.connect(bench.server, (outcome) => outcomes.push(outcome));
    await bench.connect();
    expect(outcomes).toEqual([{ ok: false, reason: 'timeout' }]);
  });

  test('that is cancelled has no outcome, and the peer sees it end', async () => {
    const outcomes: ConnectOutcome[] = [];
    const open = (): { cancel(): void } =>
      bench.network.connect(bench.server, (outcome) => outcomes.push(outcome));
    open().cancel();
    const late = open();
    while (bench.sockets.length === 0) await machineTurn();
    // It is connected, and waits at the door.
    late.cancel();
    expect(outcomes).toEqual([]);
    const [socket] = bench.sockets;
    if (socket !== undefined && !socket.readableEnded) {
      socket.resume();
      await once(socket, 'end');
    }
    const [module] = await bench.connect();
    expect([outcomes, module.remote]).toEqual([[], bench.server]);
  });
});

describe('A name', () => {
  async function resolved(name: string, lookup?: NameLookup): Promise<ResolveOutcome[]> {
    const { kernel, door } = bench;
    const options = lookup === undefined ? {} : { lookup };
    const network = new HostNetwork({ kernel, door, ...options });
    const outcomes: ResolveOutcome[] = [];
    network.resolve(name, (outcome) => outcomes.push(outcome));
    expect(outcomes).toEqual([]);
    await until(bench, 'it is resolved', () => outcomes.length > 0);
    return outcomes;
  }

  test('that is an address is that address, and nobody is asked', async () => {
    const nobody: NameLookup = () => expect.unreachable();
    expect(await resolved('10.0.0.7', nobody)).toEqual([{ ok: true, address: '10.0.0.7' }]);
  });

  test('that the machine knows is found', async () => {
    expect(await resolved('localhost')).toEqual([{ ok: true, address: '127.0.0.1' }]);
  });

  test.each([
    ['ENOTFOUND', 'no-such-name'],
    ['ENODATA', 'no-such-name'],
    ['EAI_AGAIN', 'timeout'],
    ['ECONNREFUSED', 'no-server'],
  ])('whose lookup ends with %s ends with %s', async (code, reason) => {
    const lookup: NameLookup = (_name, done) => done(Object.assign(new Error('no'), { code }), '');
    expect(await resolved('broker.example', lookup)).toEqual([{ ok: false, reason }]);
  });

  test('without letters is no name', async () => {
    expect(await resolved('')).toEqual([{ ok: false, reason: 'no-such-name' }]);
  });

  test('that is not wanted any more is not heard of', async () => {
    const kernel = new Kernel({ seed: 1 });
    const door = new Door(kernel);
    const answers: (() => void)[] = [];
    const lookup: NameLookup = (_name, done) => answers.push(() => done(null, '10.0.0.1'));
    const network = new HostNetwork({ kernel, door, lookup });
    const outcomes: ResolveOutcome[] = [];
    for (const name of ['a.example', '10.0.0.2']) {
      network.resolve(name, (outcome) => outcomes.push(outcome)).cancel();
    }
    answers[0]?.();
    expect(door.admit()).toBe(true);
    await kernel.run(1);
    expect(outcomes).toEqual([]);
  });
});

describe('A datagram', () => {
  test('arrives whole, with the address it came from, until the socket is closed', async () => {
    const [one, other] = [bench.network.openDatagram(), bench.network.openDatagram()];
    const received: unknown[] = [];
    other?.onReceive((bytes, from) => received.push([bytes, from.address, from.port]));
    one?.onReceive((bytes) => received.push(bytes));
    await until(bench, 'both are bound', () => one?.local.port !== 0 && other?.local.port !== 0);
    const loopback = '127.0.0.1';
    const bytes = Uint8Array.of(1, 2, 3);
    one?.send({ address: loopback, port: other?.local.port ?? 0 }, bytes);
    bytes.fill(0);
    await until(bench, 'it is there', () => received.length > 0);
    expect(received).toEqual([[Uint8Array.of(1, 2, 3), loopback, one?.local.port]]);
    other?.send({ address: loopback, port: one?.local.port ?? 0 }, Uint8Array.of(4));
    await until(bench, 'it is back', () => received.length > 1);
    expect(received[1]).toEqual(Uint8Array.of(4));
    one?.close();
    other?.close();
    one?.close();
    one?.send({ address: loopback, port: 9 }, bytes);
    expect(received.length).toBe(2);
  });
});

test('a stream of the network is one: bytes go there and come back', async () => {
  const [module, server] = (await bench.connect()).map((stream) => new StreamUser(stream));
  module?.send(Uint8Array.of(1));
  server?.send(Uint8Array.of(2));
  await until(bench, 'both', () => module?.receivedBytes === 1 && server?.receivedBytes === 1);
  expect([module?.received, server?.received]).toEqual([Uint8Array.of(2), Uint8Array.of(1)]);
});
