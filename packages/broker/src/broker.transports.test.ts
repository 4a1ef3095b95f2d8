import { Digest } from '@w800/kernel';
import { generate } from 'mqtt-packet';
import { describe, expect, test } from 'vitest';
import { Broker } from './broker.ts';
import type { BrokerEnd } from './broker-end.ts';
import { openBroker } from './open-broker.ts';
import { RawPeer } from './raw-peer.ts';
import { identities } from './testing/identities.ts';
import { bytes, Rig } from './testing/rig.ts';
import { PairNetwork } from './testing/stream-pair.ts';
import { TransportClient, type Transport } from './testing/transport-client.ts';
import { allListeners, transports } from './testing/transports.ts';
import { WireClient } from './testing/wire-client.ts';

const each = Object.entries(transports);

async function arrived(rig: Rig, transport: Transport, clientId: string): Promise<TransportClient> {
  const client = new TransportClient(rig, transport);
  await rig.ms(20);
  client.mqtt?.connect(clientId);
  await rig.ms(10);
  return client;
}

describe('A broker with a port for each transport', () => {
  test.each(each)('takes a client that comes by %s, both ways', async (name, transport) => {
    const rig = new Rig(allListeners);
    const broker = await rig.broker();
    const client = await arrived(rig, transport, 'W800');
    client.mqtt?.subscribe('in/#', 1);
    client.mqtt?.publish('out', 'up', 1, 5);
    await rig.ms(10);
    broker.publish({ topic: 'in/1', payload: bytes('down'), qos: 1, retain: false });
    await rig.ms(10);
    expect(client.mqtt?.commands).toEqual(['connack', 'suback', 'puback', 'publish']);
    expect(client.mqtt?.packets.at(-1)).toMatchObject({ topic: 'in/1', qos: 1 });
    expect(broker.clients()).toEqual(['W800']);
    expect(broker.received).toMatchObject([{ topic: 'out', payload: bytes('up') }]);
    const steps = [
      ...('tls' in transport ? ['tls ok'] : []),
      ...('websocket' in transport ? ['websocket ok mqtt'] : []),
    ];
    expect([name, ...client.steps]).toEqual([name, ...steps]);
  });

  test('sees plain MQTT, whatever lies below', async () => {
    const seen = await Promise.all(
      each.map(async ([, transport]) => {
        const rig = new Rig(allListeners);
        const broker = await rig.broker();
        const client = await arrived(rig, transport, 'W800');
        client.mqtt?.publish('t', 'x', 1, 5);
        await rig.ms(10);
        return broker.packets.map(({ from, packet, bytes: wire }) => [from, packet, [...wire]]);
      }),
    );
    expect(seen[0]?.map(([from, packet]) => [from, packet])).toEqual([
      ['client', 'connect'],
      ['broker', 'connack'],
      ['client', 'publish'],
      ['broker', 'puback'],
    ]);
    for (const packets of seen) expect(packets).toEqual(seen[0]);
  });

  test('puts records and frames on the wire, and no plain text into a record', async () => {
    const rig = new Rig(allListeners);
    const broker = await rig.broker();
    const clients = await Promise.all(each.map(([, transport]) => arrived(rig, transport, '')));
    broker.rule({ packet: 'publish', times: 'always', action: { do: 'drop' } });
    broker.send({ packet: 'publish', topic: 'secret', payload: bytes('text'), qos: 0 });
    await rig.ms(10);
    const [tcp = '', tls = '', websocket = '', both = ''] = clients.map(({ wire }) =>
      String.fromCharCode(...wire.bytes),
    );
    expect([tcp.includes('secret'), websocket.includes('secret')]).toEqual([true, true]);
    expect(websocket).toMatch(/^HTTP\/1\.1 101 /);
    for (const text of [tls, both]) {
      expect(text.startsWith('\x16\x03\x03')).toBe(true);
      expect(text).not.toContain('secret');
      expect(text).not.toContain('HTTP');
    }
    expect(clients.every(({ mqtt }) => mqtt?.commands.at(-1) === 'publish')).toBe(true);
  });

  test('hands a kept session on from one port to another, and a retained message too', async () => {
    const rig = new Rig(allListeners);
    const broker = await rig.broker();
    const first = new TransportClient(rig, transports.tls);
    await rig.ms(20);
    first.mqtt?.connect('W800', { clean: false });
    first.mqtt?.subscribe('t', 1);
    await rig.ms(10);
    first.mqtt?.stream.end();
    await rig.ms(10);
    expect(first.wire.log.at(-1)).toContain('FIN');
    const sender = await arrived(rig, transports.tcp, 'sender');
    sender.mqtt?.publish('t', 'kept', 1, 1);
    sender.mqtt?.send({
      cmd: 'publish',
      topic: 'r',
      payload: 'stays',
      qos: 0,
      dup: false,
      retain: true,
    });
    await rig.ms(10);
    const second = new TransportClient(rig, transports['websocket over tls']);
    await rig.ms(20);
    second.mqtt?.connect('W800', { clean: false });
    second.mqtt?.subscribe('r', 0);
    await rig.ms(20);
    expect(second.mqtt?.packets[0]).toMatchObject({ cmd: 'connack', sessionPresent: true });
    const messages = second.mqtt?.heard.filter((line) => line.includes('publish'));
    expect(messages?.map((line) => line.replace(/^\d+ publish( \d+)?/, 'publish'))).toEqual([
      'publish t kept q1',
      'publish r stays q0 retain',
    ]);
    expect(broker.clients()).toEqual(['sender', 'W800']);
  });

  test('takes plain TCP from elsewhere, though its own port speaks TLS', async () => {
    const rig = new Rig({ tls: { identities: [identities.server] } });
    const broker = await rig.broker();
    const elsewhere = new PairNetwork(rig.kernel);
    elsewhere.listen({ address: rig.options.host, port: 1 }, (stream) => broker.join(stream));
    const client = new WireClient(rig.kernel, elsewhere);
    client.connect('stranger');
    await rig.ms(10);
    expect([client.commands, broker.clients()]).toEqual([['connack'], ['stranger']]);
  });
});

describe('A raw peer', () => {
  test.each(each)('takes a client that comes by %s', async (_name, transport) => {
    const rig = new Rig(allListeners);
    const peer = new RawPeer(rig.kernel, rig.network, rig.options);
    const client = await arrived(rig, transport, 'W800');
    peer.send({ packet: 'connack' });
    await rig.ms(10);
    expect([peer.clients(), client.mqtt?.commands]).toEqual([['W800'], ['connack']]);
    client.mqtt?.stream.end();
    await rig.ms(20);
    expect([peer.clients(), client.mqtt?.closed]).toEqual([[], 'ended']);
  });
});

describe('A client that speaks something else than the port', () => {
  const connect = generate({ cmd: 'connect', clientId: 'W800', clean: true, keepalive: 60 });

  test('is closed by a TLS port at its first byte, as OpenSSL does', async () => {
    const rig = new Rig(allListeners);
    const broker = await rig.broker();
    const client = new TransportClient(rig, { port: 8883 });
    client.mqtt?.raw(connect);
    await rig.ms(10);
    expect(client.wire.log).toEqual(['2 FIN']);
    client.mqtt?.stream.end();
    await rig.ms(10);
    expect([client.mqtt?.closed, broker.clients(), broker.packets]).toEqual(['ended', [], []]);
  });

  test('is turned down by a WebSocket port at once, and after 10 s if it says nothing', async () => {
    const rig = new Rig(allListeners);
    const broker = await rig.broker();
    const waiting = new TransportClient(rig, { port: 8083 });
    waiting.mqtt?.raw(bytes('GET /mqtt'));
    const other = new TransportClient(rig, { port: 8083 });
    other.mqtt?.raw(connect);
    await rig.ms(10);
    expect(String.fromCharCode(...other.wire.bytes)).toMatch(/^HTTP\/1\.1 400 /);
    expect([other.wire.log, waiting.wire.log]).toEqual([['2 FIN'], []]);
    await rig.ms(10_000);
    expect([waiting.wire.log, broker.packets]).toEqual([['10001 FIN'], []]);
  });

  test('or nothing at all is left by a TLS port after 90 s', async () => {
    const rig = new Rig(allListeners);
    await rig.broker();
    const client = new TransportClient(rig, { port: 8883 });
    await rig.ms(90_000);
    expect(client.wire.log).toEqual([]);
    await rig.ms(1);
    expect(client.wire.log).toEqual(['90001 FIN']);
  });

  test('is closed by a plain port that meets a ClientHello, and nothing hangs', async () => {
    const rig = new Rig(allListeners);
    const broker = await rig.broker();
    const client = new TransportClient(rig, { port: 1883, tls: {} });
    await rig.ms(10);
    expect([client.steps, client.wire.log]).toEqual([['tls closed'], ['2 FIN']]);
    expect(broker.packets).toMatchObject([{ packet: 'malformed', from: 'client' }]);
    expect(broker.clients()).toEqual([]);
  });
});

test('the same seed gives the same trace, handshakes and frames included', async () => {
  const run = async (seed: number): Promise<{ digest: string; wire: number[][] }> => {
    const rig = new Rig(allListeners, seed);
    const digest = new Digest();
    rig.kernel.trace.onAny((record) => digest.add(record));
    const broker = await rig.broker();
    const clients = each.map(([, transport]) => new TransportClient(rig, transport));
    await rig.ms(20);
    for (const [index, { mqtt }] of clients.entries()) mqtt?.connect(`c${index}`);
    await rig.ms(10);
    broker.disconnect(undefined, 'fin');
    await rig.ms(20);
    await broker.close();
    return { digest: digest.toString(), wire: clients.map(({ wire }) => wire.bytes) };
  };
  const [first, second, other] = [await run(7), await run(7), await run(8)];
  expect(first).toEqual(second);
  expect(other.wire[1]).not.toEqual(first.wire[1]);
});

test('a server draws other random bytes in each handshake, on each port and with each seed', async () => {
  const random = async (seed: number): Promise<string[]> => {
    const rig = new Rig(allListeners, seed);
    await rig.broker();
    const { tls, 'websocket over tls': both } = transports;
    const clients = [tls, tls, both].map((transport) => new TransportClient(rig, transport));
    await rig.ms(20);
    // Record header 5, message header 4, version 2, and there it is.
    return clients.map(({ wire }) => wire.bytes.slice(11, 43).join(' '));
  };
  const all = [...(await random(7)), ...(await random(8))];
  expect(new Set(all).size).toBe(6);
  expect(await random(7)).toEqual(all.slice(0, 3));
});

test.each([
  ['broker', Broker],
  ['raw peer', RawPeer],
])('a %s says where it listens, its own port first', async (_name, kind) => {
  const rig = new Rig(allListeners);
  const raw = kind === RawPeer;
  const end: BrokerEnd = await openBroker(rig.kernel, rig.network, { ...rig.options, raw });
  const told = end.listeners.map(({ port, tls, websocket }) => [
    port,
    tls !== undefined,
    websocket !== undefined,
  ]);
  expect(told).toEqual([
    [1883, false, false],
    [8883, true, false],
    [8083, false, true],
    [8084, true, true],
  ]);
  end.stop();
  expect([end.listens, rig.network.ports]).toEqual([false, []]);
  end.start();
  expect([end.listens, rig.network.ports]).toEqual([true, [1883, 8883, 8083, 8084]]);
});
