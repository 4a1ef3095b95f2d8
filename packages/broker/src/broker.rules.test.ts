import { describe, expect, test } from 'vitest';
import type { BrokerRule } from './broker-rule.ts';
import { bytes, Rig } from './testing/rig.ts';
import { brokerPacket } from './trace-kinds.ts';

const drop = { do: 'drop' } as const;

/** What a client hears to three QoS 1 publishes 10 ms apart, under a rule. */
async function pubacksUnder(rule: BrokerRule): Promise<readonly string[]> {
  const rig = new Rig();
  const broker = await rig.broker();
  const client = await rig.connected();
  broker.rule(rule);
  for (const id of [1, 2, 3]) {
    client.publish('t', 'x', 1, id);
    await rig.ms(10);
  }
  await rig.ms(1_000);
  return client.heard.slice(1);
}

describe('A packet of the broker', () => {
  test('without a rule comes when it comes', async () => {
    expect(await pubacksUnder({ packet: 'suback', action: drop })).toEqual([
      '12 puback 1',
      '22 puback 2',
      '32 puback 3',
    ]);
  });

  test('is dropped: the second of three', async () => {
    expect(await pubacksUnder({ packet: 'puback', nth: 2, action: drop })).toEqual([
      '12 puback 1',
      '32 puback 3',
    ]);
  });

  test('is delayed, and those behind it overtake it', async () => {
    const action = { do: 'delay', ms: 100 } as const;
    expect(await pubacksUnder({ packet: 'puback', action })).toEqual([
      '22 puback 2',
      '32 puback 3',
      '112 puback 1',
    ]);
  });

  test('is delayed like all others, which keeps their order', async () => {
    const action = { do: 'delay', ms: 15 } as const;
    expect(await pubacksUnder({ packet: 'any', times: 'always', action })).toEqual([
      // The PUBLISH waits 15 ms on its way there, the PUBACK on its way back.
      '42 puback 1',
      '52 puback 2',
      '62 puback 3',
    ]);
  });

  test('is duplicated right behind, or later', async () => {
    expect(await pubacksUnder({ packet: 'puback', nth: 2, action: { do: 'duplicate' } })).toEqual([
      '12 puback 1',
      '22 puback 2',
      '22 puback 2',
      '32 puback 3',
    ]);
    expect(
      await pubacksUnder({ packet: 'puback', nth: 2, action: { do: 'duplicate', ms: 15 } }),
    ).toEqual(['12 puback 1', '22 puback 2', '32 puback 3', '37 puback 2']);
  });

  test('is replaced by bytes, one packet or several', async () => {
    const two = Uint8Array.of(0x50, 2, 0, 9, 0xd0, 0);
    expect(
      await pubacksUnder({ packet: 'puback', nth: 2, action: { do: 'replace', bytes: two } }),
    ).toEqual(['12 puback 1', '22 pubrec 9', '22 pingresp', '32 puback 3']);
  });

  test.each([
    ['fin', false, ['12 puback 1', '22 FIN']],
    ['fin', true, ['12 puback 1', '22 puback 2', '22 FIN']],
    ['rst', false, ['12 puback 1', '22 RST']],
    ['rst', true, ['12 puback 1', '22 puback 2', '22 RST']],
  ] as const)('ends the connection by %s, delivered %s', async (by, deliver, heard) => {
    const action = { do: 'close', by, deliver } as const;
    const rest = await pubacksUnder({ packet: 'puback', from: 'broker', nth: 2, action });
    // After FIN the third PUBLISH is answered with RST.
    expect(rest).toEqual(by === 'fin' ? [...heard, '32 RST'] : heard);
  });
});

describe('A PUBLISH of the broker', () => {
  test('sent again has DUP 1, but at QoS 0, where it may not [MQTT-3.3.1-2]', async () => {
    const rig = new Rig();
    const broker = await rig.broker();
    const client = await rig.connected();
    client.subscribe('#', 1);
    await rig.ms(10);
    const action = { do: 'duplicate' } as const;
    broker.rule({ packet: 'publish', from: 'broker', times: 'always', action });
    for (const qos of [0, 1] as const) {
      broker.publish({ topic: 't', payload: bytes('x'), qos, retain: false });
      await rig.ms(10);
    }
    const id = client.packets.at(-1)?.messageId;
    expect(client.heard.slice(2)).toEqual([
      '21 publish t x q0',
      '21 publish t x q0',
      `31 publish ${id} t x q1`,
      `31 publish ${id} t x q1 dup`,
    ]);
    expect(broker.packets.slice(4).map(({ dup, fate }) => [dup, fate])).toEqual([
      [false, undefined],
      [false, 'duplicated'],
      [false, undefined],
      [true, 'duplicated'],
    ]);
  });

  test('obeys a rule on its topic and its client', async () => {
    const rig = new Rig();
    const broker = await rig.broker();
    const [a, b] = [await rig.connected('a'), await rig.connected('b')];
    for (const client of [a, b]) client.subscribe('#', 0);
    await rig.ms(10);
    broker.rule({
      packet: 'publish',
      from: 'broker',
      clientId: 'b',
      topic: 'bad',
      times: 'always',
      action: drop,
    });
    for (const topic of ['good', 'bad', 'bad', 'fine']) {
      broker.publish({ topic, payload: bytes(''), qos: 0, retain: false });
    }
    await rig.ms(10);
    const topics = [a, b].map(({ packets }) =>
      packets.flatMap((packet) => (packet.cmd === 'publish' ? [packet.topic] : [])),
    );
    expect(topics).toEqual([
      ['good', 'bad', 'bad', 'fine'],
      ['good', 'fine'],
    ]);
  });
});

describe('A packet of a client', () => {
  test('that is dropped never reaches the broker, but was on the wire', async () => {
    const rig = new Rig();
    const broker = await rig.broker();
    const client = await rig.connected();
    const rule = broker.rule({ packet: 'publish', from: 'client', action: drop });
    client.publish('t', 'lost', 1, 1);
    client.publish('t', 'found', 1, 2);
    await rig.ms(10);
    expect(client.heard.slice(1)).toEqual(['12 puback 2']);
    expect(broker.received).toMatchObject([{ payload: bytes('found') }]);
    expect(broker.packets.slice(2)).toMatchObject([
      { packet: 'publish', packetId: 1, fate: 'dropped' },
      { packet: 'publish', packetId: 2 },
      { packet: 'puback', packetId: 2 },
    ]);
    expect(rule.hits).toBe(1);
    expect(client.stream.peer.unconsumedBytes).toBe(0);
  });

  test('that is delayed comes later, behind the next', async () => {
    const rig = new Rig();
    const broker = await rig.broker();
    const client = await rig.connected();
    broker.rule({ packet: 'publish', from: 'client', action: { do: 'delay', ms: 50 } });
    client.publish('t', 'late', 0, 0);
    client.publish('t', 'early', 0, 0);
    await rig.ms(100);
    expect(broker.received).toMatchObject([
      { at: 11_000_000, payload: bytes('early') },
      { at: 61_000_000, payload: bytes('late') },
    ]);
    expect(broker.packets.slice(2)).toMatchObject([
      { at: 11_000_000, payload: bytes('late'), fate: 'delayed' },
      { at: 11_000_000, payload: bytes('early') },
    ]);
    await rig.ms(10);
    expect(client.stream.peer.unconsumedBytes).toBe(0);
  });

  test('that is duplicated comes twice, the second with DUP 1', async () => {
    const rig = new Rig();
    const broker = await rig.broker();
    const client = await rig.connected();
    const action = { do: 'duplicate' } as const;
    broker.rule({ packet: 'publish', from: 'client', action });
    client.publish('t', 'x', 1, 3);
    await rig.ms(10);
    expect(broker.received.map(({ dup }) => dup)).toEqual([false, true]);
    expect(client.heard.slice(1)).toEqual(['12 puback 3', '12 puback 3']);
    await rig.ms(10);
    expect(client.stream.peer.unconsumedBytes).toBe(0);
  });

  test('that is replaced reaches the broker as something else', async () => {
    const rig = new Rig();
    const broker = await rig.broker();
    const client = await rig.connected();
    const ping = Uint8Array.of(0xc0, 0);
    broker.rule({ packet: 'publish', action: { do: 'replace', bytes: ping } });
    client.publish('t', 'x', 1, 3);
    await rig.ms(10);
    expect([broker.received, client.heard.slice(1)]).toEqual([[], ['12 pingresp']]);
    expect(broker.packets.slice(2)).toMatchObject([
      { from: 'client', packet: 'publish', fate: 'replaced' },
      { from: 'broker', packet: 'pingresp' },
    ]);
  });

  test.each([
    ['fin', false, 0, ['12 FIN']],
    ['fin', true, 1, ['12 FIN']],
    ['rst', false, 0, ['12 RST']],
    ['rst', true, 1, ['12 RST']],
  ] as const)('ends the connection by %s, delivered %s', async (by, deliver, count, heard) => {
    const rig = new Rig();
    const broker = await rig.broker();
    const client = await rig.connected();
    const action = { do: 'close', by, deliver } as const;
    broker.rule({ packet: 'publish', from: 'client', action });
    client.publish('t', 'one', 2, 3);
    client.publish('t', 'two', 0, 0);
    await rig.ms(1);
    client.onPacket = () => expect.unreachable('nothing is answered');
    await rig.ms(10);
    expect(broker.received.length).toBe(count);
    // What came behind it is answered as a closed socket does.
    expect(client.heard.slice(1, 2)).toEqual(heard);
    expect(broker.clients()).toEqual([]);
  });
});

describe('Rules', () => {
  test('taken back, one or all, let everything through again', async () => {
    const rig = new Rig();
    const broker = await rig.broker();
    const client = await rig.connected();
    const first = broker.rule({ packet: 'puback', times: 'always', action: drop });
    client.publish('t', 'x', 1, 1);
    await rig.ms(10);
    first.cancel();
    client.publish('t', 'x', 1, 2);
    await rig.ms(10);
    broker.rule({ packet: 'puback', times: 'always', action: drop });
    broker.refuse(3, 'always');
    broker.clearRules();
    client.publish('t', 'x', 1, 3);
    await rig.connected('other');
    expect(client.heard.slice(1)).toEqual(['22 puback 2', '32 puback 3']);
    expect(broker.clients()).toEqual(['W800', 'other']);
  });

  test('delay FIN too: a connection ends behind what is delayed', async () => {
    const rig = new Rig();
    const users = [{ username: 'u', password: 'p' }];
    Object.assign(rig.options, { users });
    const broker = await rig.broker();
    broker.rule({ packet: 'connack', action: { do: 'delay', ms: 500 } });
    const client = rig.client();
    client.connect('W800');
    await rig.ms(1_000);
    expect(client.heard).toEqual(['502 connack 4', '502 FIN']);
  });

  test('are told in the trace, packet by packet, with what they did', async () => {
    const rig = new Rig();
    const told: unknown[] = [];
    rig.kernel.trace.on(brokerPacket, ({ at, data }) => {
      const { from, packet, packetId, fate } = data;
      told.push([at / 1_000_000, from, packet, packetId, fate]);
    });
    const broker = await rig.broker();
    const client = await rig.connected();
    broker.rule({ packet: 'publish', nth: 2, action: drop });
    broker.rule({ packet: 'puback', action: { do: 'delay', ms: 20 } });
    broker.rule({ packet: 'puback', action: drop });
    for (const id of [1, 2, 3]) client.publish('t', 'x', 1, id);
    await rig.ms(100);
    client.raw(Uint8Array.of(0xff));
    await rig.ms(10);
    expect(told).toEqual([
      [1, 'client', 'connect', undefined, undefined],
      [1, 'broker', 'connack', undefined, undefined],
      [11, 'client', 'publish', 1, undefined],
      [11, 'client', 'publish', 2, 'dropped'],
      [11, 'client', 'publish', 3, undefined],
      [11, 'broker', 'puback', 3, 'dropped'],
      [31, 'broker', 'puback', 1, 'delayed'],
      [111, 'client', 'malformed', undefined, undefined],
    ]);
    expect(broker.packets.map(({ packet, packetId }) => [packet, packetId])).toEqual([
      ['connect', undefined],
      ['connack', undefined],
      ['publish', 1],
      ['publish', 2],
      ['publish', 3],
      ['puback', 1],
      ['malformed', undefined],
    ]);
  });
});
