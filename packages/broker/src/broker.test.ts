import { Buffer } from 'node:buffer';
import { Kernel, millisecond, second } from '@w800/kernel';
import { describe, expect, test } from 'vitest';
import { Broker } from './broker.ts';
import type { BrokerOptions } from './broker-options.ts';
import { PairNetwork } from './testing/stream-pair.ts';
import { WireClient } from './testing/wire-client.ts';
import { brokerClient, brokerReceived, brokerPacket } from './trace-kinds.ts';

const here = { host: '192.168.10.234', port: 1883 };

async function start(
  options: Partial<BrokerOptions> = {},
): Promise<{ kernel: Kernel; broker: Broker; client: () => WireClient }> {
  const kernel = new Kernel({ seed: 7 });
  const network = new PairNetwork(kernel);
  const broker = await Broker.create(kernel, network, { ...here, ...options });
  return { kernel, broker, client: () => new WireClient(kernel, network) };
}

async function connected(
  options: Partial<BrokerOptions> = {},
  clientId = 'W800',
): Promise<{ kernel: Kernel; broker: Broker; client: WireClient; another: () => WireClient }> {
  const { kernel, broker, client: create } = await start(options);
  const client = create();
  client.connect(clientId);
  await kernel.runFor(10 * millisecond);
  return { kernel, broker, client, another: create };
}

describe('A client at the broker', () => {
  test('connects in two trips of the wire, and no virtual time passes in between', async () => {
    const { kernel, broker, client: create } = await start();
    const client = create();
    client.connect('W800');
    await kernel.run(2 * millisecond - 1);
    expect(client.packets).toEqual([]);
    await kernel.run(2 * millisecond);
    expect(client.packets).toMatchObject([
      { cmd: 'connack', returnCode: 0, sessionPresent: false },
    ]);
    expect(broker.clients()).toEqual(['W800']);
  });

  test('publishes at QoS 0, 1 and 2, and each message is received once', async () => {
    const { kernel, broker, client } = await connected();
    client.onPacket = (packet) => {
      if (packet.cmd === 'pubrec') client.send({ cmd: 'pubrel', messageId: 3 });
    };
    client.publish('a', 'zero', 0, 0);
    client.publish('b/c', 'one', 1, 2);
    client.publish('d', 'two', 2, 3);
    await kernel.runFor(20 * millisecond);
    expect(client.commands).toEqual(['connack', 'puback', 'pubrec', 'pubcomp']);
    const common = { clientId: 'W800', retain: false, dup: false, at: 11 * millisecond };
    expect(broker.received).toEqual([
      { ...common, topic: 'a', payload: bytes('zero'), qos: 0 },
      { ...common, topic: 'b/c', payload: bytes('one'), qos: 1 },
      { ...common, topic: 'd', payload: bytes('two'), qos: 2 },
    ]);
  });

  test('the DUP flag is received as sent, and not passed on [MQTT-3.3.1-3]', async () => {
    const { kernel, broker, client } = await connected();
    client.subscribe('t', 1);
    client.publish('t', 'again', 1, 9, true);
    await kernel.runFor(20 * millisecond);
    expect(broker.received[0]).toMatchObject({ dup: true, qos: 1 });
    expect(client.packets.at(-1)).toMatchObject({ cmd: 'publish', dup: false });
  });

  test('receives what the scenario publishes, which is not among the received', async () => {
    const { kernel, broker, client } = await connected();
    client.subscribe('news/#', 2);
    await kernel.runFor(10 * millisecond);
    broker.publish({ topic: 'news/1', payload: bytes('hello'), qos: 1, retain: false });
    broker.publish({ topic: 'other', payload: bytes('no'), qos: 0, retain: false });
    await kernel.runFor(10 * millisecond);
    expect(client.commands).toEqual(['connack', 'suback', 'publish']);
    expect(client.packets.at(-1)).toMatchObject({ topic: 'news/1', qos: 1 });
    expect(broker.received).toEqual([]);
  });

  test('a retained message waits for a subscriber', async () => {
    const { kernel, broker, client } = await connected();
    broker.publish({ topic: 'state', payload: bytes('on'), qos: 0, retain: true });
    client.subscribe('state', 0);
    await kernel.runFor(10 * millisecond);
    expect(client.packets.at(-1)).toMatchObject({ cmd: 'publish', topic: 'state', retain: true });
  });

  test('USERCFG-22: name and password are the login; all else is refused with code 4', async () => {
    const users = [{ username: 'W800', password: 'WinnerMicro' }];
    const { kernel, broker, client: create } = await start({ users });
    const tries = [
      { username: 'W800', password: Buffer.from('WinnerMicro') },
      { username: 'W800', password: Buffer.from('winnermicro') },
      { username: 'W801', password: Buffer.from('WinnerMicro') },
      { username: 'W800' },
      {},
    ].map((login, index) => {
      const client = create();
      client.connect(`c${index}`, login);
      return client;
    });
    await kernel.runFor(10 * millisecond);
    expect(tries.map(({ packets }) => packets[0])).toMatchObject(
      [0, 4, 4, 4, 4].map((returnCode) => ({ cmd: 'connack', returnCode })),
    );
    expect(tries.map(({ ended }) => ended)).toEqual([false, true, true, true, true]);
    expect(broker.clients()).toEqual(['c0']);
  });

  test('without an identifier gets a name; for a kept session it is refused, code 2', async () => {
    const { kernel, broker, client: create } = await start();
    const clients = [true, true, false].map((clean) => {
      const client = create();
      const flags = clean ? 2 : 0;
      client.raw(Uint8Array.of(0x10, 12, 0, 4, 0x4d, 0x51, 0x54, 0x54, 4, flags, 0, 0, 0, 0));
      return client;
    });
    await kernel.runFor(10 * millisecond);
    expect(clients.map(({ packets }) => packets[0])).toMatchObject([
      { returnCode: 0 },
      { returnCode: 0 },
      { returnCode: 2 },
    ]);
    expect(broker.clients()).toEqual(['unnamed-1', 'unnamed-2']);
  });

  test('of the same identifier takes the place of the first, whose connection ends', async () => {
    const { kernel, broker, client, another } = await connected();
    const usurper = another();
    usurper.connect('W800');
    await kernel.runFor(10 * millisecond);
    expect(client.ended).toBe(true);
    expect(usurper.commands).toEqual(['connack']);
    expect(broker.clients()).toEqual(['W800']);
  });

  test('NOTE-03: is given up after 1.5 keepalives, and its will is published', async () => {
    const { kernel, broker, client: create } = await start();
    const client = create();
    const will = { topic: 'will', payload: Buffer.from('gone'), qos: 1 as const, retain: false };
    client.connect('W800', { keepalive: 10, will });
    await kernel.run(5 * second);
    client.send({ cmd: 'pingreq' });
    await kernel.run(60 * second);
    // aedes adds a millisecond; the packets travel one each.
    const givenUpAt = 5 * second + 1 * millisecond + 15_001 * millisecond;
    expect(client.endedAt).toBe(givenUpAt + 1 * millisecond);
    expect(broker.clients()).toEqual([]);
    expect(broker.received).toMatchObject([{ at: givenUpAt, clientId: 'W800', topic: 'will' }]);
  });

  test('that says nothing at all is dropped after 30 s of virtual time', async () => {
    const { kernel, client: create } = await start();
    const client = create();
    await kernel.run(60 * second);
    expect(client.endedAt).toBe(30 * second + 1 * millisecond);
  });

  test('CONNCFG-21: an orderly DISCONNECT ends the connection without the will', async () => {
    const { kernel, broker, client: create } = await start();
    const client = create();
    const will = { topic: 'will', payload: Buffer.from('gone'), qos: 0 as const, retain: false };
    client.connect('W800', { will });
    client.send({ cmd: 'disconnect' });
    await kernel.run(1 * second);
    expect([client.ended, broker.clients(), broker.received]).toEqual([true, [], []]);
  });

  test('CONNCFG-26: with a kept session finds its subscription and what it missed', async () => {
    const { kernel, broker, client: create } = await start();
    const first = create();
    first.connect('W800', { clean: false });
    first.subscribe('t', 1);
    await kernel.runFor(10 * millisecond);
    first.stream.abort();
    await kernel.runFor(10 * millisecond);
    broker.publish({ topic: 't', payload: bytes('later'), qos: 1, retain: false });
    const comeback = create();
    comeback.connect('W800', { clean: false });
    await kernel.runFor(10 * millisecond);
    expect(comeback.packets).toMatchObject([
      { cmd: 'connack', sessionPresent: true },
      { cmd: 'publish', topic: 't' },
    ]);
  });

  test('is dropped by RST, one or all', async () => {
    const { kernel, broker, client, another } = await connected();
    const others = ['b', 'c'].map((id) => {
      const other = another();
      other.connect(id);
      return other;
    });
    await kernel.runFor(10 * millisecond);
    expect(broker.clients()).toEqual(['W800', 'b', 'c']);
    broker.disconnect('b');
    broker.disconnect('nobody');
    await kernel.runFor(10 * millisecond);
    expect(broker.clients()).toEqual(['W800', 'c']);
    expect(others[0]?.closed).toBe('reset');
    broker.disconnect();
    await kernel.runFor(10 * millisecond);
    expect([broker.clients(), client.closed, others[1]?.closed]).toEqual([[], 'reset', 'reset']);
  });
});

describe('A stream of the broker', () => {
  test('64 KiB and more go out as the window allows, in order, and nothing is lost', async () => {
    const { kernel, broker, client } = await connected();
    client.subscribe('big', 0);
    await kernel.runFor(10 * millisecond);
    client.consumes = false;
    const payload = Uint8Array.from({ length: 50_000 }, (_, index) => index & 255);
    for (let count = 0; count < 4; count += 1) {
      broker.publish({ topic: 'big', payload, qos: 0, retain: false });
    }
    await kernel.runFor(1 * second);
    expect(client.bytes.length).toBe(4 + 5 + 65_536);
    client.consumes = true;
    client.stream.consumed(client.stream.unconsumedBytes);
    await kernel.runFor(1 * second);
    const messages = client.packets.filter((packet) => packet.cmd === 'publish');
    expect(messages.length).toBe(4);
    for (const message of messages) expect(message.payload).toEqual(Buffer.from(payload));
  });

  test('a packet split at every byte is one packet, and everything is consumed', async () => {
    const { kernel, broker, client } = await connected();
    const packet = [0x30, 4, 0, 1, 0x61, 0x62];
    for (const byte of packet) {
      client.raw(Uint8Array.of(byte));
      await kernel.runFor(1 * millisecond);
    }
    await kernel.runFor(10 * millisecond);
    expect(broker.received).toMatchObject([{ topic: 'a', payload: bytes('b') }]);
    expect(client.stream.peer.unconsumedBytes).toBe(0);
  });

  test('a thousand messages in one burst all arrive in order', async () => {
    const { kernel, broker, client } = await connected();
    client.subscribe('n', 1);
    await kernel.runFor(10 * millisecond);
    for (let count = 0; count < 1_000; count += 1) {
      broker.publish({ topic: 'n', payload: bytes(String(count)), qos: 1, retain: false });
    }
    await kernel.runFor(1 * second);
    const payloads = client.packets.flatMap((packet) =>
      packet.cmd === 'publish' ? [Number(String(packet.payload))] : [],
    );
    expect(payloads).toEqual(Array.from({ length: 1_000 }, (_, index) => index));
  });
});

describe('The trace of the broker', () => {
  test('tells of clients and of messages both ways, with their flags', async () => {
    const kernel = new Kernel({ seed: 7 });
    const network = new PairNetwork(kernel);
    const told: unknown[] = [];
    kernel.trace.on(brokerClient, ({ data }) => told.push([data.clientId, data.change]));
    kernel.trace.on(brokerReceived, ({ data }) => told.push(['<', data.topic, data.qos]));
    kernel.trace.on(brokerPacket, ({ data }) => {
      if (data.from === 'broker') told.push(['>', data.clientId, data.packet, data.topic]);
    });
    await Broker.create(kernel, network, here);
    const client = new WireClient(kernel, network);
    client.connect('W800');
    client.subscribe('t', 0);
    client.publish('t', 'x', 1, 5);
    await kernel.runFor(20 * millisecond);
    client.raw(Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0xff));
    await kernel.runFor(20 * millisecond);
    expect(told).toEqual([
      ['W800', 'connected'],
      ['<', 't', 1],
      ['>', 'W800', 'connack', undefined],
      ['>', 'W800', 'suback', undefined],
      ['>', 'W800', 'puback', undefined],
      ['>', 'W800', 'publish', 't'],
      ['W800', 'failed'],
      ['W800', 'disconnected'],
    ]);
  });
});

describe('A broker that is stopped', () => {
  test('drops its clients and takes none, until it is started; what it stored stays', async () => {
    const { kernel, broker, client, another } = await connected();
    const keeper = another();
    keeper.connect('keeper', { clean: false });
    await kernel.runFor(10 * millisecond);
    keeper.subscribe('t', 1);
    await kernel.runFor(10 * millisecond);
    expect(broker.listens).toBe(true);
    broker.stop();
    await kernel.runFor(10 * millisecond);
    expect([client.closed, keeper.closed]).toEqual(['reset', 'reset']);
    expect([broker.clients(), broker.listens]).toEqual([[], false]);
    expect(() => another()).toThrow('nobody listens');
    broker.publish({ topic: 't', payload: bytes('kept'), qos: 1, retain: false });
    broker.stop();
    broker.start();
    broker.start();
    const again = another();
    again.connect('keeper', { clean: false });
    await kernel.runFor(10 * millisecond);
    expect(again.commands).toEqual(['connack', 'publish']);
    await broker.close();
    broker.start();
    expect(broker.listens).toBe(false);
  });

  test('does not take a stream that comes past its network either', async () => {
    const { kernel, broker, client: create } = await start();
    const client = create();
    broker.stop();
    await kernel.runFor(10 * millisecond);
    expect(client.closed).toBe('reset');
  });
});

describe('The user of the broker', () => {
  test.each(['', 'a/+', '#', 'a\0b', '/'.repeat(100)])('cannot publish to "%s"', async (topic) => {
    const { broker } = await start();
    const message = { topic, payload: new Uint8Array(0), qos: 0, retain: false } as const;
    expect(() => broker.publish(message)).toThrow(
      expect.objectContaining({ code: 'BROKER_BAD_TOPIC' }),
    );
  });
});

function bytes(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text));
}
