import { Buffer } from 'node:buffer';
import { describe, expect, test } from 'vitest';
import type { Broker } from './broker.ts';
import { bytes, Rig } from './testing/rig.ts';
import type { WireClient } from './testing/wire-client.ts';

const kept = { clean: false };

function say(broker: Broker, payload: string, qos: 0 | 1 | 2, retain = false): void {
  broker.publish({ topic: 't', payload: bytes(payload), qos, retain });
}

async function leave(rig: Rig, client: WireClient): Promise<void> {
  client.stream.abort();
  await rig.ms(10);
}

/** Packets with their identifiers replaced by letters, in order of appearance. */
function lettered(client: WireClient): readonly string[] {
  const letters = new Map<number, string>();
  return client.packets.map((packet) => {
    const { messageId: id, cmd } = packet;
    if (id !== undefined && !letters.has(id)) letters.set(id, 'abc'[letters.size] ?? '?');
    const words = [cmd, id === undefined ? '' : (letters.get(id) ?? '')];
    if (packet.cmd === 'publish') {
      words.push(String(packet.payload), `q${packet.qos}`, packet.dup ? 'dup' : '');
      words.push(packet.retain ? 'retain' : '');
    }
    if (packet.cmd === 'connack' && packet.sessionPresent) words.push('present');
    return words.filter((word) => word !== '').join(' ');
  });
}

describe('A retained message', () => {
  test.each([0, 1, 2] as const)('comes with RETAIN 1 to a new subscriber, QoS %i', async (qos) => {
    const rig = new Rig();
    const broker = await rig.broker();
    say(broker, 'old', qos, true);
    const client = await rig.connected();
    client.subscribe('t', 2);
    await rig.ms(10);
    say(broker, 'new', qos, true);
    await rig.ms(10);
    expect(client.packets.slice(2)).toMatchObject([
      { topic: 't', payload: Buffer.from('old'), qos, retain: true, dup: false },
      { topic: 't', payload: Buffer.from('new'), qos, retain: false, dup: false },
    ]);
  });

  test('of QoS 2 is received in a kept session without harm', async () => {
    const rig = new Rig();
    const broker = await rig.broker();
    say(broker, 'old', 2, true);
    const client = await rig.connected('W800', kept);
    client.onPacket = ({ cmd, messageId = 0 }) => {
      if (cmd === 'publish') client.send({ cmd: 'pubrec', messageId });
      if (cmd === 'pubrel') client.send({ cmd: 'pubcomp', messageId });
    };
    client.subscribe('t', 2);
    await rig.ms(20);
    expect(client.commands).toEqual(['connack', 'suback', 'publish', 'pubrel']);
    expect(broker.clients()).toEqual(['W800']);
  });
});

describe('A subscription', () => {
  test.each(['t', '+', '#'])('to "%s" of QoS 1 brings QoS 2 as 1 [MQTT-3.8.4-6]', async (topic) => {
    const rig = new Rig();
    const broker = await rig.broker();
    const client = await rig.connected('W800', kept);
    client.subscribe(topic, 1);
    await rig.ms(10);
    say(broker, 'here', 2);
    await rig.ms(10);
    await leave(rig, client);
    say(broker, 'away', 2);
    const comeback = await rig.connected('W800', kept);
    expect([client, comeback].map((each) => lettered(each))).toEqual([
      ['connack', 'suback a', 'publish b here q1'],
      ['connack present', 'publish a here q1 dup', 'publish b away q1'],
    ]);
  });
});

describe('A kept session', () => {
  test('is present without any subscription, a clean one never is [MQTT-3.2.2-2]', async () => {
    const rig = new Rig();
    await rig.broker();
    const present: unknown[] = [];
    for (const clean of [false, false, true, true, false, false]) {
      const client = await rig.connected('W800', { clean });
      const [connack] = client.packets;
      present.push(connack?.cmd === 'connack' && connack.sessionPresent);
      await leave(rig, client);
    }
    expect(present).toEqual([false, true, false, false, false, true]);
  });

  test('sends again what was not acknowledged, with DUP 1 [MQTT-3.3.1-1]', async () => {
    const rig = new Rig();
    const broker = await rig.broker();
    const client = await rig.connected('W800', kept);
    client.subscribe('t', 2);
    await rig.ms(10);
    for (const text of ['one', 'two', 'six']) say(broker, text, text === 'two' ? 2 : 1);
    await rig.ms(10);
    client.send({ cmd: 'puback', messageId: client.packets.at(-1)?.messageId ?? 0 });
    await rig.ms(10);
    await leave(rig, client);
    say(broker, 'ten', 1);
    await rig.ms(10);
    const comeback = await rig.connected('W800', kept);
    expect(lettered(comeback)).toEqual([
      'connack present',
      'publish a one q1 dup',
      'publish b two q2 dup',
      'publish c ten q1',
    ]);
    expect(comeback.packets.slice(1, 3).map(({ messageId }) => messageId)).toEqual(
      client.packets.slice(2, 4).map(({ messageId }) => messageId),
    );
  });

  test('DUP of a publisher does not pass for a repetition [MQTT-3.3.1-3]', async () => {
    const rig = new Rig();
    await rig.broker();
    const client = await rig.connected('W800', kept);
    client.subscribe('t', 1);
    await rig.ms(10);
    await leave(rig, client);
    const other = await rig.connected('other');
    other.publish('t', 'x', 1, 1, true);
    await rig.ms(10);
    const comeback = await rig.connected('W800', kept);
    expect(lettered(comeback)).toEqual(['connack present', 'publish a x q1']);
  });

  test('keeps two exchanges of QoS 2 apart and goes on with PUBREL [MQTT-4.4.0-1]', async () => {
    const rig = new Rig();
    const broker = await rig.broker();
    const client = await rig.connected('W800', kept);
    client.subscribe('t', 2);
    await rig.ms(10);
    for (const text of ['one', 'two']) say(broker, text, 2);
    await rig.ms(10);
    const ids = client.packets.slice(2).map(({ messageId }) => messageId ?? 0);
    for (const messageId of ids) client.send({ cmd: 'pubrec', messageId });
    await rig.ms(10);
    await leave(rig, client);
    const comeback = await rig.connected('W800', kept);
    expect(comeback.packets.slice(1)).toMatchObject(
      ids.map((messageId) => ({ cmd: 'pubrel', messageId })),
    );
    for (const messageId of ids) comeback.send({ cmd: 'pubcomp', messageId });
    await rig.ms(10);
    await leave(rig, comeback);
    const third = await rig.connected('W800', kept);
    expect(lettered(third)).toEqual(['connack present']);
  });
});

describe('A session that is forgotten', () => {
  test.each([undefined, 'W800'])(
    'is gone at the next CONNECT: queue, subscriptions',
    async (id) => {
      const rig = new Rig();
      const broker = await rig.broker();
      const client = await rig.connected('W800', kept);
      client.subscribe('t', 2);
      client.publish('x', 'held', 2, 5);
      await rig.ms(10);
      await leave(rig, client);
      for (const text of ['one', 'two', 'six']) say(broker, text, 2);
      await rig.ms(10);
      broker.forgetSessions(id);
      const comeback = await rig.connected('W800', kept);
      say(broker, 'later', 1);
      // Its identifier is free, too: this is another message.
      comeback.publish('x', 'new', 2, 5);
      await rig.ms(10);
      expect(lettered(comeback)).toEqual(['connack', 'pubrec a']);
      expect(broker.received.map(({ payload }) => payload)).toEqual([bytes('held'), bytes('new')]);
      await leave(rig, comeback);
      expect(lettered(await rig.connected('W800', kept))).toEqual(['connack present']);
    },
  );

  test('serves its client to the end of the connection', async () => {
    const rig = new Rig();
    const broker = await rig.broker();
    const client = await rig.connected('W800', kept);
    client.subscribe('t', 1);
    await rig.ms(10);
    broker.forgetSessions('W800');
    say(broker, 'still', 1);
    await rig.ms(10);
    expect(lettered(client)).toEqual(['connack', 'suback a', 'publish b still q1']);
    // Another connection takes its place, and finds nothing.
    expect(lettered(await rig.connected('W800', kept))).toEqual(['connack']);
    expect(client.ended).toBe(true);
  });

  test('is one client of two', async () => {
    const rig = new Rig();
    const broker = await rig.broker();
    for (const id of ['a', 'b']) await leave(rig, await rig.connected(id, kept));
    broker.forgetSessions('a');
    expect(lettered(await rig.connected('a', kept))).toEqual(['connack']);
    expect(lettered(await rig.connected('b', kept))).toEqual(['connack present']);
  });
});
