import { second } from '@w800/kernel';
import { websocketFrame, type OpenWebSocketOptions } from '@w800/websocket';
import { describe, expect, test } from 'vitest';
import type { Broker } from './broker.ts';
import { identities } from './testing/identities.ts';
import { bytes, Rig } from './testing/rig.ts';
import { TransportClient } from './testing/transport-client.ts';
import type { WebSocketServing } from './websocket-serving.ts';

const port = 8083;

interface Meeting {
  readonly rig: Rig;
  readonly broker: Broker;
  /** Frames the server sent: `12 binary 4`, `13 close 1000`. */
  readonly frames: string[];
  readonly visit: (options?: Partial<OpenWebSocketOptions>) => Promise<TransportClient>;
  /** A visitor whom the broker has accepted under this name. */
  readonly connected: (clientId: string) => Promise<TransportClient>;
}

async function meeting(websocket: WebSocketServing = {}, secure = false): Promise<Meeting> {
  const tls = secure ? { identities: [identities.server] } : undefined;
  const rig = new Rig({ port, tls, websocket });
  const frames: string[] = [];
  rig.kernel.trace.on(websocketFrame, ({ data: { side, direction, opcode, fin, ...rest } }) => {
    if (side !== 'server' || direction !== 'out') return;
    frames.push(`${fin ? '' : 'part of '}${opcode} ${rest.code ?? rest.bytes}`);
  });
  const broker = await rig.broker();
  const visit = async (options: Partial<OpenWebSocketOptions> = {}): Promise<TransportClient> => {
    const transport = { port, websocket: options, ...(secure ? { tls: {} } : {}) };
    const visitor = new TransportClient(rig, transport);
    await rig.ms(20);
    return visitor;
  };
  const connected = async (clientId: string): Promise<TransportClient> => {
    const visitor = await visit();
    visitor.mqtt?.connect(clientId);
    await rig.ms(10);
    frames.length = 0;
    return visitor;
  };
  return { rig, broker, frames, visit, connected };
}

const publish = { packet: 'publish', topic: 't', qos: 0 } as const;

describe('A WebSocket listener', () => {
  test('serves every path, or one alone', async () => {
    const { visit, broker } = await meeting();
    expect((await visit({ path: '/any' })).steps).toEqual(['websocket ok mqtt']);
    broker.listeners[0]?.changeWebSocket({ path: '/mqtt' });
    expect((await visit({ path: '/any' })).steps).toEqual(['websocket status 404']);
    expect((await visit({ path: '/mqtt?token=1' })).steps).toEqual(['websocket ok mqtt']);
    expect((await visit()).steps).toEqual(['websocket ok mqtt']);
  });

  test('chooses mqtt, or what it is told to speak', async () => {
    const { visit, broker } = await meeting();
    expect((await visit({ subprotocols: ['chat'] })).steps).toEqual(['websocket status 400']);
    broker.listeners[0]?.changeWebSocket({ subprotocols: ['mqttv3.1'] });
    expect((await visit({ subprotocols: ['mqtt', 'mqttv3.1'] })).steps).toEqual([
      'websocket ok mqttv3.1',
    ]);
    expect((await visit()).steps).toEqual(['websocket status 400']);
  });

  test.each([
    [{ status: 403 }, 'websocket status 403'],
    [{ status: 302, location: 'ws://b/' }, 'websocket status 302'],
    [{ wrongAccept: true }, 'websocket accept'],
    [{ subprotocol: 'amqp' }, 'websocket subprotocol'],
    [{ subprotocol: null }, 'websocket subprotocol'],
  ])('that misbehaves as %j is refused by the client, and heals', async (misbehaviour, step) => {
    const { visit, broker, rig } = await meeting({ misbehaviour });
    const visitor = await visit();
    expect(visitor.steps).toEqual([step]);
    broker.listeners[0]?.changeWebSocket({ misbehaviour: {} });
    expect((await visit()).steps).toEqual(['websocket ok mqtt']);
    await rig.ms(20_000);
    expect(broker.clients()).toEqual([]);
  });

  test('cuts its messages and sends Pings between the pieces, if told to', async () => {
    const misbehaviour = { fragmentBytes: 2, pingBeforeFrame: true };
    const { connected, broker, rig, frames } = await meeting({ misbehaviour });
    const client = await connected('W800');
    broker.send({ packet: 'puback', packetId: 1 }, 'W800');
    await rig.ms(10);
    expect(frames).toEqual(['ping 0', 'part of binary 2', 'ping 0', 'continuation 2']);
    expect(client.mqtt?.commands).toEqual(['connack', 'puback']);
  });

  test.each([
    ['text frames', { textFrames: true }],
    ['masked frames', { maskFrames: true }],
  ])('that sends %s is left by the client', async (_what, misbehaviour) => {
    const { visit, broker, rig } = await meeting({ misbehaviour });
    const visitor = await visit();
    visitor.mqtt?.connect('W800');
    await rig.ms(20);
    expect([visitor.mqtt?.commands, visitor.mqtt?.closed]).toEqual([[], 'aborted']);
    expect(broker.clients()).toEqual([]);
  });

  test('is told so by a user who asks for what cannot be', async () => {
    const { broker } = await meeting();
    const [listener] = broker.listeners;
    for (const misbehaviour of [{ status: 101 }, { fragmentBytes: 0 }, { closeCode: 999 }]) {
      expect(() => listener?.changeWebSocket({ misbehaviour })).toThrow(
        expect.objectContaining({ code: 'BROKER_BAD_NUMBER' }),
      );
    }
    expect(() => listener?.changeTls({})).toThrow(/port 8083 speaks no TLS/);
    expect(listener?.websocket).toEqual({});
  });
});

describe('A write of the broker', () => {
  test('is one message, with the packets it holds', async () => {
    const { connected, broker, rig, frames } = await meeting();
    const client = await connected('W800');
    broker.send({ ...publish, payload: bytes('one') }, 'W800');
    broker.send({ ...publish, payload: bytes('two') }, 'W800');
    await rig.ms(10);
    expect(frames).toEqual(['binary 8', 'binary 8']);
    broker.writes({ mergeMs: 5 });
    broker.send({ ...publish, payload: bytes('one') }, 'W800');
    await rig.ms(4);
    broker.send({ ...publish, payload: bytes('two') }, 'W800');
    await rig.ms(10);
    expect(frames.slice(2)).toEqual(['binary 16']);
    broker.writes({ splitBytes: 3 });
    broker.send({ ...publish, payload: bytes('six') }, 'W800');
    await rig.ms(10);
    expect(frames.slice(3)).toEqual(['binary 3', 'binary 3', 'binary 2']);
    const heard = client.mqtt?.heard.slice(1).map((line) => line.split(' ')[3]);
    expect(heard).toEqual(['one', 'two', 'one', 'two', 'six']);
  });

  test('that found no room in one go is still one message', async () => {
    const { connected, broker, rig, frames } = await meeting();
    const client = await connected('W800');
    const { mqtt } = client;
    if (mqtt === undefined) throw new Error('no MQTT');
    mqtt.consumes = false;
    broker.writes({ splitBytes: 40_000 });
    broker.send({ ...publish, payload: new Uint8Array(120_000) }, 'W800');
    await rig.ms(10);
    mqtt.consumes = true;
    mqtt.stream.consumed(mqtt.bytes.length - 4);
    await rig.ms(100);
    expect(frames).toEqual(['binary 40000', 'binary 40000', 'binary 40000', 'binary 7']);
    expect(mqtt.commands).toEqual(['connack', 'publish']);
  });
});

describe.each([
  ['over TCP', false],
  ['over TLS', true],
])('The end of a WebSocket %s', (_name, secure) => {
  test('is a Close by the broker, its answer, and FIN', async () => {
    const { connected, broker, rig, frames } = await meeting({}, secure);
    const client = await connected('W800');
    const start = rig.kernel.now;
    broker.disconnect('W800', 'fin');
    await rig.ms(20);
    expect([frames, client.mqtt?.ended]).toEqual([['close 1000'], true]);
    expect(client.wire.log).toEqual([`${start / 1_000_000 + 3} FIN`]);
    expect(broker.clients()).toEqual([]);
  });

  test('is RST and nothing else, if that is asked', async () => {
    const { connected, broker, rig, frames } = await meeting({}, secure);
    const client = await connected('W800');
    const start = rig.kernel.now;
    broker.disconnect('W800');
    await rig.ms(20);
    expect([frames, client.mqtt?.closed]).toEqual([[], 'reset']);
    expect(client.wire.log).toEqual([`${start / 1_000_000 + 1} RST`]);
  });

  test('by a Close of the client leaves no connection, though the broker still answers', async () => {
    const { connected, broker, rig } = await meeting({}, secure);
    const client = await connected('W800');
    client.mqtt?.subscribe('t', 1);
    client.mqtt?.stream.end();
    await rig.ms(20);
    expect([client.mqtt?.closed, broker.clients()]).toEqual(['ended', []]);
    expect(client.wire.log).toHaveLength(1);
  });

  test('lets a client speak that has not heard of it', async () => {
    const { connected, broker, rig } = await meeting({}, secure);
    const client = await connected('W800');
    broker.disconnect('W800', 'fin');
    client.mqtt?.publish('t', 'late', 0, 0);
    await rig.ms(20);
    expect([client.mqtt?.ended, broker.received]).toEqual([true, []]);
    expect(client.wire.log).toMatchObject([expect.stringMatching(/ FIN$/)]);
  });

  test('can have a code and a reason, and what the broker says from then on is lost', async () => {
    const { connected, broker, rig, frames } = await meeting({}, secure);
    const [client, other] = [await connected('W800'), await connected('other')];
    broker.webSocket('W800').closeWith(1013, 'later');
    broker.send({ packet: 'pingresp' }, 'W800');
    await rig.ms(20);
    expect(frames).toEqual(['close 1013']);
    expect([client.mqtt?.ended, client.mqtt?.commands]).toEqual([true, ['connack']]);
    expect([broker.clients(), other.mqtt?.ended]).toEqual([['other'], false]);
  });
});

describe('Pings of a broker', () => {
  test('go to one client, or to all that came by WebSocket', async () => {
    const { connected, broker, rig, frames } = await meeting();
    await connected('a');
    await connected('b');
    const answers: number[] = [];
    rig.kernel.trace.on(websocketFrame, ({ data: { side, direction, opcode, bytes: count } }) => {
      if (side === 'server' && direction === 'in' && opcode === 'pong') answers.push(count);
    });
    broker.webSocket('a').ping(bytes('abc'));
    await rig.ms(10);
    expect([frames, answers]).toEqual([['ping 3'], [3]]);
    broker.webSocket().ping();
    await rig.ms(10);
    expect([frames, answers]).toEqual([
      ['ping 3', 'ping 0', 'ping 0'],
      [3, 0, 0],
    ]);
  });

  test('need somebody who came by WebSocket, and a sensible length', async () => {
    const { connected, broker } = await meeting();
    const nobody: unknown = expect.objectContaining({ code: 'BROKER_NOBODY' });
    expect(() => broker.webSocket()).toThrow(nobody);
    await connected('a');
    expect(() => broker.webSocket('b')).toThrow(nobody);
    const number: unknown = expect.objectContaining({ code: 'BROKER_BAD_NUMBER' });
    expect(() => broker.webSocket('a').ping(new Uint8Array(126))).toThrow(number);
    expect(() => broker.webSocket('a').closeWith(999)).toThrow(number);
    expect(() => broker.webSocket('a').closeWith(1000, 'é'.repeat(62))).toThrow(number);
    const plain = await new Rig().broker();
    expect(() => plain.webSocket()).toThrow(nobody);
  });
});

test('a client that never answers the Close is left after 10 s', async () => {
  const { rig, broker, visit } = await meeting();
  const visitor = await visit();
  visitor.mqtt?.connect('W800');
  await rig.ms(10);
  // Below the client's WebSocket nothing gets through any more.
  visitor.wire.attach({ data: () => {}, end: () => {}, acknowledged: () => {}, close: () => {} });
  const start = rig.kernel.now;
  broker.disconnect('W800', 'fin');
  await rig.kernel.run(start + 10 * second);
  expect(visitor.wire.log).toEqual([]);
  await rig.ms(1);
  expect(visitor.wire.log).toEqual([`${start / 1_000_000 + 10_001} FIN`]);
});
