import { second } from '@w800/kernel';
import { expect, test } from 'vitest';
import { mqttReceived, mqttSent } from './packet-trace.ts';
import { mqttEnded } from './session-trace.ts';
import { connectedRig, Rig, type RigOptions } from './testing/rig.ts';
import { text, wire } from './testing/wire-bytes.ts';

/** A session with a publish in flight, one in the queue, a subscribe and messages it holds. */
async function busyRig(options: RigOptions = {}): Promise<Rig> {
  const rig = await connectedRig({ handleAtOnce: false, ...options });
  await rig.publish('t', 'first', 2);
  await rig.publish('t', 'second', 1);
  await rig.subscribe('t');
  await rig.unsubscribe('u');
  await rig.deliver([...wire.publish('t', 'held'), ...wire.publish('t', 'kept', 5, 0b0100)]);
  rig.log.length = 0;
  rig.sent();
  return rig;
}

const allClosed = [
  'publish first closed',
  'publish second closed',
  'subscribe closed',
  'unsubscribe closed',
];

test.each([
  ['the peer finishing', 'peer', (rig: Rig) => rig.peer.finish(), []],
  ['a reset', 'peer', (rig: Rig) => rig.peer.close('reset'), []],
  ['an orderly close', 'peer', (rig: Rig) => rig.peer.close('ended'), []],
  ['the stack giving up', 'stream', (rig: Rig) => rig.peer.close('timeout'), []],
  ['the interface going away', 'stream', (rig: Rig) => rig.peer.close('aborted'), []],
  ['a second CONNACK', 'protocol', (rig: Rig) => rig.peer.deliver(wire.connack()), wire.disconnect],
  ['a bad packet', 'protocol', (rig: Rig) => rig.peer.deliver([0xf0, 0]), wire.disconnect],
  [
    'a huge packet',
    'no-memory',
    (rig: Rig) => rig.peer.deliver([0x30, 0xff, 0xff, 0x7f]),
    wire.disconnect,
  ],
] as const)(
  'NOTE-02, NOTE-05, NOTE-08: %s is told once, before the exchanges it ends, and frees the heap',
  async (_name, reason, action, sent) => {
    const rig = await busyRig();
    await rig.do(() => action(rig));
    expect(rig.log).toEqual([`closed ${reason}`, ...allClosed]);
    expect(rig.sent()).toEqual(sent);
    expect(rig.heap.freeBytes).toBe(rig.baselineBytes);
    expect(rig.client.connected).toBe(false);
    await rig.until(1_000 * second);
    expect(rig.log).toHaveLength(5);
  },
);

test('CLEAN-02, CONNCFG-21 [MQTT-3.14.4-1]: disconnect is DISCONNECT, then FIN, and no event', async () => {
  const rig = await busyRig();
  await rig.do(() => rig.client.disconnect());
  expect(rig.sent()).toEqual(wire.disconnect);
  expect(rig.peer.endedAt).toBe(rig.kernel.now);
  expect(rig.log).toEqual(allClosed);
  expect(rig.heap.freeBytes).toBe(rig.baselineBytes);
  await rig.do(() => rig.peer.finish());
  await rig.do(() => rig.peer.close('ended'));
  await rig.until(1_000 * second);
  expect(rig.log).toEqual(allClosed);
});

test('[MQTT-3.14.4-2]: nothing is sent after DISCONNECT, and what still comes is taken', async () => {
  const rig = await connectedRig();
  await rig.do(() => rig.client.disconnect());
  rig.sent();
  const before = rig.peer.consumedBytes;
  await rig.deliver([...wire.publish('t', 'late', 4), 0xff, 0xff]);
  expect(rig.sent()).toEqual([]);
  expect(rig.log).toEqual([]);
  expect(rig.peer.consumedBytes - before).toBe(wire.publish('t', 'late', 4).length + 2);
});

test('abort drops the stream at once, without a byte and without an event', async () => {
  const rig = await busyRig();
  await rig.do(() => rig.client.abort());
  expect(rig.sent()).toEqual([]);
  expect(rig.peer.abortedAt).toBe(rig.kernel.now);
  expect(rig.log).toEqual(allClosed);
  expect(rig.heap.freeBytes).toBe(rig.baselineBytes);
  await rig.do(() => rig.client.abort());
  await rig.do(() => rig.client.disconnect());
  await rig.until(1_000 * second);
  expect(rig.log).toEqual(allClosed);
});

test.each(['disconnect', 'abort'] as const)('%s during the attempt ends it', async (ending) => {
  const rig = new Rig();
  await rig.connect();
  rig.sent();
  await rig.do(() => rig.client[ending]());
  expect(rig.log).toEqual(['connect closed']);
  expect(rig.sent()).toEqual(ending === 'disconnect' ? wire.disconnect : []);
  expect(rig.heap.freeBytes).toBe(rig.baselineBytes);
  await rig.until(100 * second);
  expect(rig.log).toEqual(['connect closed']);
});

test('a client that never connected may be ended', async () => {
  const rig = new Rig();
  await rig.do(() => rig.client.disconnect());
  await rig.do(() => rig.client.abort());
  expect(rig.log).toEqual([]);
});

test('disconnecting from within a message ends the session between two packets of a chunk', async () => {
  const rig = await connectedRig({ handleAtOnce: false });
  rig.duringMessage = () => rig.client.disconnect();
  await rig.deliver([...wire.publish('t', 'stop'), ...wire.publish('t', 'more', 3)]);
  expect(rig.log).toEqual(['message stop']);
  expect(rig.sent()).toEqual(wire.disconnect);
  expect(rig.heap.freeBytes).toBe(rig.baselineBytes);
});

test('a packet half taken by the stream is completed before DISCONNECT, others are dropped', async () => {
  const rig = await connectedRig();
  rig.peer.roomBytes = 3;
  await rig.publish('t', 'half', 0);
  await rig.publish('t', 'never', 0);
  await rig.do(() => rig.client.disconnect());
  expect(rig.peer.endedAt).toBeUndefined();
  expect(rig.heap.freeBytes).toBe(rig.baselineBytes);
  await rig.until(3 * second);
  await rig.do(() => rig.peer.acknowledge(100));
  expect(rig.sent()).toEqual([...wire.publish('t', 'half'), ...wire.disconnect]);
  expect(rig.peer.endedAt).toBe(3 * second);
  await rig.until(100 * second);
  expect(rig.peer.abortedAt).toBeUndefined();
});

test('a stack that had no memory is offered the packet again a second later, and then no more', async () => {
  const rig = await connectedRig();
  rig.peer.roomBytes = 0;
  await rig.publish('t', 'late', 1);
  rig.peer.roomBytes = 100;
  await rig.until(2 * second - 1);
  expect(rig.sent()).toEqual([]);
  await rig.until(2 * second);
  expect(rig.sent()).toEqual(wire.publish('t', 'late', 1));
  const { eventCount } = rig.kernel;
  await rig.until(9 * second);
  expect(rig.kernel.eventCount).toBe(eventCount);
});

test('a peer that takes no bytes is given up 10 s after disconnect', async () => {
  const rig = await connectedRig();
  rig.peer.roomBytes = 0;
  await rig.do(() => rig.client.disconnect());
  await rig.until(11 * second - 1);
  expect(rig.peer.abortedAt).toBeUndefined();
  await rig.until(11 * second);
  expect(rig.peer.abortedAt).toBe(11 * second);
});

test('CONN-32: the trace shows every packet both ways, decoded, and the end; never a password', async () => {
  const rig = new Rig();
  const records: [string, unknown][] = [];
  rig.kernel.trace.onAny(({ kind, data }) => {
    if (kind.startsWith('mqtt.')) records.push([kind, data]);
  });
  await rig.connect({ username: text('user'), password: text('secret') });
  await rig.deliver(wire.connack());
  await rig.publish('a/b', 'hi', 1);
  await rig.deliver(wire.puback(1));
  await rig.subscribe('#', 2);
  await rig.do(() => rig.client.disconnect());
  const publish = { topic: 'a/b', payload: text('hi'), qos: 1, retain: false, dup: false };
  expect(records).toEqual([
    [
      mqttSent.name,
      {
        packet: 'connect',
        protocolName: 'MQTT',
        protocolLevel: 4,
        clientId: 'W800',
        username: 'user',
        passwordBytes: 6,
        keepaliveSeconds: 120,
        cleanSession: true,
        will: undefined,
        exchange: 'connect',
      },
    ],
    [
      mqttReceived.name,
      { packet: 'connack', returnCode: 0, sessionPresent: false, exchange: 'connect' },
    ],
    [mqttSent.name, { packet: 'publish', packetId: 1, ...publish, exchange: 'out 1' }],
    [mqttReceived.name, { packet: 'puback', packetId: 1, exchange: 'out 1' }],
    [
      mqttSent.name,
      { packet: 'subscribe', packetId: 2, filter: '#', qos: 2, exchange: 'subscribe 2' },
    ],
    [mqttEnded.name, { reason: 'disconnect', accepted: true }],
    [mqttSent.name, { packet: 'disconnect' }],
  ]);
});
