import { hour } from '@w800/kernel';
import { tlsAlert } from '@w800/tls';
import { websocketFrame } from '@w800/websocket';
import { describe, expect, test } from 'vitest';
import type { BrokerEnd } from './broker-end.ts';
import { openBroker } from './open-broker.ts';
import { bytes, Rig } from './testing/rig.ts';
import { TransportClient, type Transport } from './testing/transport-client.ts';
import { allListeners, transports } from './testing/transports.ts';

const { tcp: _tcp, ...layered } = transports;
const each = Object.entries(layered);
/** How far a client has got: the port of its transport, and when. */
const unfinished: readonly (readonly [string, Transport, number])[] = [
  ['before its ClientHello has come', transports.tls, 0],
  ['in its handshake', transports.tls, 2],
  ['before it asks for the upgrade', { port: 8083 }, 5],
  ['in its upgrade', transports.websocket, 1],
  ['in its handshake below WebSocket', transports['websocket over tls'], 2],
  ['in its upgrade over TLS', { port: 8084, tls: {} }, 20],
];
const kinds = [
  ['broker', false],
  ['raw peer', true],
] as const;

async function start(raw = false): Promise<{ rig: Rig; end: BrokerEnd }> {
  const rig = new Rig(allListeners);
  return { rig, end: await openBroker(rig.kernel, rig.network, { ...rig.options, raw }) };
}

/** A client that the end knows by its name; 25 ms pass. */
async function connected(rig: Rig, transport: Transport, id = 'W800'): Promise<TransportClient> {
  const client = new TransportClient(rig, transport);
  await rig.ms(20);
  client.mqtt?.connect(id);
  await rig.ms(5);
  return client;
}

/** Nothing is left that would ever happen. */
async function expectQuiet({ kernel }: Rig): Promise<void> {
  const before = kernel.eventCount;
  await kernel.runFor(100 * hour);
  expect(kernel.eventCount).toBe(before);
}

describe.each(kinds)('A %s that meets its end while a client', (_kind, raw) => {
  test.each(unfinished)('is %s: stop() is RST', async (_what, transport, ms) => {
    const { rig, end } = await start(raw);
    const client = new TransportClient(rig, transport);
    await rig.ms(ms);
    end.stop();
    await rig.ms(2);
    expect(client.wire.log).toEqual([`${ms + 1} RST`]);
    expect(end.packets).toEqual([]);
    end.start();
    const again = new TransportClient(rig, transports.tls);
    await rig.ms(20);
    expect(again.steps).toEqual(['tls ok']);
  });

  test.each(unfinished)(
    'is %s: close() is FIN, and nothing is left',
    async (_what, transport, ms) => {
      const { rig, end } = await start(raw);
      const client = new TransportClient(rig, transport);
      await rig.ms(ms);
      await end.close();
      await rig.ms(2);
      expect(client.wire.log[0]).toBe(`${ms + 1} FIN`);
      client.mqtt?.stream.end();
      await rig.ms(20);
      expect(end.packets).toEqual([]);
      await expectQuiet(rig);
    },
  );

  test.each(unfinished)('is %s: disconnect() ends it too', async (_what, transport, ms) => {
    const { rig, end } = await start(raw);
    const clients = [new TransportClient(rig, transport)];
    await rig.ms(ms);
    end.disconnect('W800', 'fin');
    await rig.ms(1);
    end.disconnect(undefined, 'rst');
    await rig.ms(2);
    expect(clients.map(({ wire }) => wire.log)).toEqual([[`${ms + 2} RST`]]);
    expect(end.listens).toBe(true);
  });
});

describe.each(kinds)('A %s with clients', (_kind, raw) => {
  test.each(each)('by %s that is closed says so on every layer', async (_name, transport) => {
    const { rig, end } = await start(raw);
    const said: string[] = [];
    rig.kernel.trace.on(tlsAlert, ({ data: { side, direction, name } }) => {
      if (side === 'server' && direction === 'out') said.push(name);
    });
    rig.kernel.trace.on(websocketFrame, ({ data: { side, direction, opcode } }) => {
      if (side === 'server' && direction === 'out') said.push(opcode);
    });
    const client = await connected(rig, transport);
    said.length = 0;
    await end.close();
    await rig.ms(2);
    expect(said).toEqual([
      ...('websocket' in transport ? ['close'] : []),
      ...('tls' in transport ? ['close_notify'] : []),
    ]);
    expect(client.wire.log).toEqual(['26 FIN']);
    client.mqtt?.stream.end();
    await rig.ms(20);
    await expectQuiet(rig);
  });

  test.each(each)('by %s that is closed delivers first', async (_name, transport) => {
    const { rig, end } = await start(raw);
    const client = await connected(rig, transport);
    const { mqtt } = client;
    if (mqtt === undefined) throw new Error('no MQTT');
    mqtt.consumes = false;
    const before = mqtt.bytes.length;
    const payload = new Uint8Array(40_000);
    for (let count = 0; count < 4; count += 1) {
      end.send({ packet: 'publish', topic: 't', payload, qos: 0 }, 'W800');
    }
    await rig.ms(10);
    await end.close();
    await rig.ms(10);
    expect([client.wire.log, mqtt.bytes.length < before + 100_000]).toEqual([[], true]);
    mqtt.consumes = true;
    mqtt.stream.consumed(mqtt.bytes.length - before);
    await rig.ms(1_500);
    expect(mqtt.bytes.length - before).toBe(4 * 40_007);
    expect(client.wire.log[0]).toMatch(/ FIN$/);
    await expectQuiet(rig);
  });

  test.each(each)('by %s that is stopped ends them by RST', async (_name, transport) => {
    const { rig, end } = await start(raw);
    const [first, second] = [
      await connected(rig, transport),
      await connected(rig, transport, 'other'),
    ];
    end.disconnect('W800', 'fin');
    end.stop();
    await rig.ms(2);
    expect(second.wire.log).toEqual(['51 RST']);
    expect(first.wire.log).toHaveLength(1);
    await rig.ms(20);
    await end.close();
    await expectQuiet(rig);
  });

  test('leaves nothing of one that broke the framing and does not close', async () => {
    const { rig, end } = await start(raw);
    const client = await connected(rig, transports.websocket);
    // Not masked, which a client's frames have to be.
    client.wire.write(Uint8Array.of(0x82, 1, 0));
    await rig.ms(10);
    expect(client.wire.log).toEqual(['27 FIN']);
    await end.close();
    await expectQuiet(rig);
  });
});

test('what a client sends to a broker that is gone is answered with RST', async () => {
  const { rig, end } = await start();
  const client = new TransportClient(rig, { port: 8883 });
  await rig.ms(5);
  await end.close();
  client.mqtt?.raw(Uint8Array.of(0x16));
  await rig.ms(10);
  expect(client.wire.log).toEqual(['6 FIN', '7 RST']);
  await expectQuiet(rig);
});

describe('A silent broker', () => {
  test.each(each)('answers no client by %s, not even its hello', async (_name, transport) => {
    const { rig, end } = await start();
    end.mute(true);
    const client = new TransportClient(rig, transport);
    // No instant at which TLS or WebSocket would try again by themselves.
    await rig.ms(5_500);
    expect([client.wire.bytes, client.wire.log, client.steps]).toEqual([[], [], []]);
    end.mute(false);
    await rig.ms(20);
    expect(client.steps.every((step) => step.includes('ok'))).toBe(true);
    client.mqtt?.connect('W800');
    await rig.ms(10);
    expect(end.clients()).toEqual(['W800']);
  });

  test.each(each)('says by %s what it is told to, and nothing else', async (_name, transport) => {
    const { rig, end } = await start();
    const client = new TransportClient(rig, transport);
    await rig.ms(20);
    client.mqtt?.connect('W800');
    await rig.ms(10);
    end.mute(true);
    const before = client.wire.bytes.length;
    client.mqtt?.publish('t', 'lost', 1, 1);
    await rig.ms(10);
    expect(client.wire.bytes.length).toBe(before);
    end.send({ packet: 'publish', topic: 't', payload: bytes('told'), qos: 0 }, 'W800');
    await rig.ms(10);
    expect(client.mqtt?.commands).toEqual(['connack', 'publish']);
    const after = client.wire.bytes.length;
    client.mqtt?.stream.end();
    await rig.ms(2_500);
    expect([client.wire.bytes.length, client.wire.log]).toEqual([after, []]);
    end.mute(false);
    await rig.ms(20);
    expect([client.wire.log.length, client.mqtt?.closed, end.received]).toEqual([1, 'ended', []]);
    expect(end.clients()).toEqual([]);
  });

  test('lets a client go that gives its handshake up, but only when it speaks again', async () => {
    const { rig, end } = await start();
    end.mute(true);
    const client = new TransportClient(rig, { port: 8883 });
    client.mqtt?.stream.end();
    await rig.ms(2_500);
    expect(client.wire.log).toEqual([]);
    end.mute(false);
    await rig.ms(10);
    expect([client.wire.log, client.mqtt?.closed]).toEqual([['2501 FIN'], 'ended']);
  });
});
