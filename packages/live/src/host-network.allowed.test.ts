import { Kernel, second } from '@w800/kernel';
import type { ConnectOutcome, ResolveOutcome } from '@w800/ports';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Door } from './door.ts';
import { HostNetwork, type HostNetworkOptions } from './host-network.ts';
import type { NameLookup } from './name-lookup.ts';
import { AllowList } from './net/allow-list.ts';
import { socketStreams, type SocketStreams } from './testing/socket-streams.ts';
import { until } from './testing/stream-bench.ts';
import { StreamUser } from './testing/stream-user.ts';
import { liveDoor, liveRefused, type DoorRecord } from './trace-kinds.ts';

let bench: SocketStreams;
beforeEach(async () => {
  bench = await socketStreams();
});
afterEach(() => bench.close());

/** Every name leads to this machine. */
const lookup: NameLookup = (_name, done) => done(null, '127.0.0.1');

function networkWith(options: Partial<HostNetworkOptions>): HostNetwork {
  const { kernel, door } = bench;
  return new HostNetwork({ kernel, door, lookup, ...options });
}

async function connected(network: HostNetwork, name: string): Promise<ConnectOutcome | undefined> {
  let outcome: ConnectOutcome | undefined;
  network.resolve(name, (resolved) => {
    const address = resolved.ok ? resolved.address : '';
    network.connect({ address, port: bench.server.port }, (known) => {
      outcome = known;
    });
  });
  await until(bench, 'there is an outcome', () => outcome !== undefined);
  return outcome;
}

describe('Where the module may not go', () => {
  test('it finds nobody; that is traced each time and told once', async () => {
    const { port } = bench.server;
    const told: string[] = [];
    const traced: string[] = [];
    bench.kernel.trace.on(liveRefused, ({ data }) => traced.push(data.target));
    const allow = new AllowList([`broker.example:${port}`]);
    const network = networkWith({ allow, refused: (target) => told.push(target) });
    const unreachable = { ok: false, reason: 'unreachable' };
    expect(await connected(network, 'other.example')).toEqual(unreachable);
    expect(await connected(network, 'other.example')).toEqual(unreachable);
    expect(traced).toEqual([`other.example:${port}`, `other.example:${port}`]);
    expect(told).toEqual([`other.example:${port}`]);
    expect(bench.sockets).toEqual([]);
  });

  test.each(['broker.example', '127.0.0.1'])('it is let through as %s', async (host) => {
    const { port } = bench.server;
    const network = networkWith({ allow: new AllowList([`${host}:${port}`]) });
    expect(await connected(network, 'broker.example')).toMatchObject({ ok: true });
  });

  test('an attempt that was given up has no outcome', async () => {
    const network = networkWith({ allow: new AllowList([]) });
    const outcomes: unknown[] = [];
    network.connect(bench.server, (outcome) => outcomes.push(outcome)).cancel();
    network.connect(bench.server, (outcome) => outcomes.push(outcome));
    await until(bench, 'one has come', () => outcomes.length > 0);
    expect(outcomes).toHaveLength(1);
  });

  test('it sends no datagram', async () => {
    const receiver = bench.network.openDatagram();
    await until(bench, 'it is bound', () => receiver?.local.port !== 0);
    const received: number[] = [];
    receiver?.onReceive((bytes) => received.push(...bytes));
    const to = { address: '127.0.0.1', port: receiver?.local.port ?? 0 };
    const told: string[] = [];
    const allow = new AllowList([]);
    const network = networkWith({ allow, refused: (target) => told.push(target) });
    network.openDatagram()?.send(to, Uint8Array.of(1));
    const free = bench.network.openDatagram();
    free?.send(to, Uint8Array.of(2));
    await until(bench, 'the other is there', () => received.length > 0);
    expect([received, told]).toEqual([[2], [`127.0.0.1:${to.port}`]]);
    network.close();
    for (const socket of [receiver, free]) socket?.close();
  });
});

test('a datagram somebody on this machine answers does not leave it', async () => {
  const answerer = {
    answers: ({ port }: { port: number }) => port === 123,
    reply: (request: Uint8Array) => (request[0] === 1 ? Uint8Array.of(7, 8) : undefined),
  };
  const network = networkWith({ answerer, allow: new AllowList([]) });
  const socket = network.openDatagram();
  const received: unknown[] = [];
  socket?.onReceive((bytes, from) => received.push([bytes, from]));
  const to = { address: '203.0.113.1', port: 123 };
  socket?.send(to, Uint8Array.of(2));
  socket?.send(to, Uint8Array.of(1));
  expect(received).toEqual([]);
  await until(bench, 'it is answered', () => received.length > 0);
  expect(received).toEqual([[Uint8Array.of(7, 8), to]]);
  network.close();
});

describe('A network that is repeated from its records', () => {
  /** One of everything, until the server has said something and hung up. */
  function use(network: HostNetwork, port: number): { readonly story: string[] } {
    const story: string[] = [];
    const known = (resolved: ResolveOutcome): void => {
      story.push(JSON.stringify(resolved));
      network.connect({ address: '127.0.0.1', port }, (outcome) => {
        if (!outcome.ok) return;
        const { stream } = outcome;
        story.push(`${stream.local.port !== 0} ${stream.remote.port}`);
        const user = new StreamUser(stream);
        const write = stream.write(new Uint8Array(10_000));
        user.onData = () => {
          story.push(`${write} ${user.received.join()} ${stream.write(new Uint8Array(10_000))}`);
          stream.end();
        };
      });
    };
    network.resolve('broker.example', known);
    const socket = network.openDatagram();
    socket?.onReceive((bytes, from) => story.push(`${bytes.join()} ${from.address}:${from.port}`));
    socket?.send({ address: '127.0.0.1', port: 123 }, Uint8Array.of(3));
    return { story };
  }

  test('tells its user the same, and opens no socket', async () => {
    const answerer = { answers: () => true, reply: (request: Uint8Array) => request };
    const records: { readonly at: number; readonly record: DoorRecord }[] = [];
    bench.kernel.trace.on(liveDoor, ({ at, data: record }) => {
      if (!record.from.startsWith('server')) records.push({ at, record });
    });
    const network = networkWith({ answerer });
    const { story } = use(network, bench.server.port);
    await until(bench, 'it is accepted', () => bench.sockets.length > 0);
    bench.sockets[0]?.resume().end('hello');
    const isClosed = (): boolean => records.some(({ record }) => record.what === 'close');
    await until(bench, 'it is closed', isClosed);

    const again = new Kernel({ seed: 2 });
    const door = new Door(again);
    const nobody: NameLookup = () => expect.unreachable();
    const options = { answerer, lookup: nobody, replaying: true };
    const { story: storyAgain } = use(
      new HostNetwork({ kernel: again, door, ...options }),
      bench.server.port,
    );
    for (const { at, record } of records) {
      await again.run(at);
      door.enter(record);
      door.admit();
    }
    await again.run(again.now + second);
    expect(story).toHaveLength(4);
    expect(storyAgain).toEqual(story);
    expect(bench.sockets).toHaveLength(1);
    network.close();
  });
});
