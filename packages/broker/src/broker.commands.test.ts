import { hour } from '@w800/kernel';
import { describe, expect, test } from 'vitest';
import { bytes, Rig } from './testing/rig.ts';

describe('A CONNECT that is refused', () => {
  test.each([1, 2, 3, 4, 5, 6, 255])('is answered with code %i and FIN', async (code) => {
    const rig = new Rig();
    const broker = await rig.broker();
    const rule = broker.refuse(code);
    const client = await rig.connected('first');
    const next = await rig.connected('second');
    expect([client.heard, next.heard]).toEqual([[`2 connack ${code}`, '2 FIN'], ['12 connack 0']]);
    expect([client.bytes, rule.hits]).toEqual([[0x20, 2, 0, code], 1]);
    expect(broker.clients()).toEqual(['second']);
    expect(broker.packets.slice(0, 2)).toMatchObject([
      { from: 'client', clientId: 'first', packet: 'connect', fate: 'refused' },
      { from: 'broker', clientId: 'first', packet: 'connack', returnCode: code },
    ]);
  });

  test('is refused so many times, or until that is taken back', async () => {
    const rig = new Rig();
    const broker = await rig.broker();
    broker.refuse(3, 2);
    const answers = async (count: number): Promise<unknown[]> => {
      const clients = Array.from({ length: count }, () => rig.client());
      for (const [index, client] of clients.entries()) client.connect(`c${index}`);
      await rig.ms(10);
      return clients.map(({ bytes: all }) => all[3]);
    };
    expect(await answers(3)).toEqual([3, 3, 0]);
    const always = broker.refuse(5, 'always');
    expect(await answers(3)).toEqual([5, 5, 5]);
    always.cancel();
    expect(await answers(1)).toEqual([0]);
  });
});

describe('A silent broker', () => {
  test('takes everything, answers nothing and sends no FIN, until it speaks again', async () => {
    const rig = new Rig();
    const broker = await rig.broker();
    const client = await rig.connected('W800', { keepalive: 10 });
    client.subscribe('#', 0);
    await rig.ms(10);
    broker.mute(true);
    client.publish('t', 'x', 1, 1);
    broker.publish({ topic: 't', payload: bytes('y'), qos: 0, retain: false });
    const newcomer = rig.client();
    newcomer.connect('new');
    await rig.ms(60_000);
    expect(client.heard.slice(2)).toEqual([]);
    expect([newcomer.heard, newcomer.ended, client.ended]).toEqual([[], false, false]);
    expect(broker.received).toEqual([]);
    expect(client.stream.peer.unconsumedBytes + newcomer.stream.peer.unconsumedBytes).toBe(0);
    const silenced = broker.packets.filter(({ fate }) => fate === 'silenced');
    expect(silenced).toMatchObject([
      { clientId: 'W800', packet: 'publish' },
      { clientId: 'new', packet: 'connect' },
    ]);
    broker.mute(false);
    await rig.ms(10);
    // The library gave up both meanwhile: 1.5 keepalives, and 30 s without CONNECT.
    expect([client.heard.slice(2), newcomer.heard]).toEqual([['60021 FIN'], ['60021 FIN']]);
    const third = await rig.connected('third');
    expect(third.commands).toEqual(['connack']);
  });

  test('still sends what it is told to', async () => {
    const rig = new Rig();
    const broker = await rig.broker();
    const client = await rig.connected();
    broker.mute(true);
    broker.send({ packet: 'pingresp' });
    await rig.ms(10);
    expect(client.heard.slice(1)).toEqual(['11 pingresp']);
  });

  test('does not let go what was delayed before', async () => {
    const rig = new Rig();
    const broker = await rig.broker();
    const client = await rig.connected();
    broker.rule({ packet: 'puback', action: { do: 'delay', ms: 100 } });
    client.publish('t', 'x', 1, 1);
    await rig.ms(50);
    broker.mute(true);
    await rig.ms(1_000);
    expect(client.heard.slice(1)).toEqual([]);
  });

  test('takes the end of a client and answers it when it speaks again', async () => {
    const rig = new Rig();
    const broker = await rig.broker();
    const client = await rig.connected();
    broker.mute(true);
    client.stream.end();
    await rig.ms(10);
    expect([client.ended, broker.clients()]).toEqual([false, []]);
    broker.mute(false);
    await rig.ms(10);
    expect([client.heard.slice(1), client.closed]).toEqual([['21 FIN'], 'ended']);
  });
});

describe('What a broker is told to send', () => {
  test('goes past every rule, to one client or to all', async () => {
    const rig = new Rig();
    const broker = await rig.broker();
    const [a, b] = [await rig.connected('a'), await rig.connected('b')];
    broker.rule({ packet: 'any', times: 'always', action: { do: 'drop' } });
    broker.send({ packet: 'puback', packetId: 77 }, 'b');
    broker.send(Uint8Array.of(0xd0, 0, 0x40, 2, 0, 9, 0xd0));
    await rig.ms(10);
    expect([a.heard.slice(1), b.heard.slice(1)]).toEqual([
      ['21 pingresp', '21 puback 9'],
      ['21 puback 77', '21 pingresp', '21 puback 9'],
    ]);
    expect(a.bytes.slice(4)).toEqual([0xd0, 0, 0x40, 2, 0, 9, 0xd0]);
    expect(broker.packets.filter(({ clientId }) => clientId === 'a').slice(2)).toMatchObject([
      { packet: 'pingresp' },
      { packet: 'puback', packetId: 9 },
      { packet: 'malformed', bytes: Uint8Array.of(0xd0) },
    ]);
  });

  test('needs somebody to hear it', async () => {
    const rig = new Rig();
    const broker = await rig.broker();
    const nobody: unknown = expect.objectContaining({ code: 'BROKER_NOBODY' });
    expect(() => broker.send({ packet: 'pingresp' })).toThrow(nobody);
    await rig.connected('a');
    expect(() => broker.send({ packet: 'pingresp' }, 'b')).toThrow(nobody);
  });
});

describe('A burst', () => {
  test('is numbered, and comes at once or evenly spaced', async () => {
    const rig = new Rig();
    const broker = await rig.broker();
    const client = await rig.connected();
    client.subscribe('#', 0);
    await rig.ms(10);
    const message = { topic: 't', payload: bytes('n${n}/${n}'), qos: 0, retain: false } as const;
    broker.burst({ ...message, count: 3 });
    await rig.ms(10);
    broker.burst({ ...message, count: 3, everyMs: 7 });
    await rig.ms(100);
    expect(client.heard.slice(2)).toEqual([
      '21 publish t n1/1 q0',
      '21 publish t n2/2 q0',
      '21 publish t n3/3 q0',
      '31 publish t n1/1 q0',
      '38 publish t n2/2 q0',
      '45 publish t n3/3 q0',
    ]);
  });

  test('leaves bytes that are no text as they are', async () => {
    const rig = new Rig();
    const broker = await rig.broker();
    const client = await rig.connected();
    client.subscribe('#', 0);
    await rig.ms(10);
    const payload = Uint8Array.of(0, 255, 128, ...bytes('${n}'), 254);
    broker.burst({ topic: 't', payload, qos: 0, retain: false, count: 1 });
    await rig.ms(10);
    expect(client.bytes.slice(-5)).toEqual([0, 255, 128, 0x31, 254]);
  });

  test.each([{ count: 0 }, { count: 1, everyMs: 0.5 }])('cannot have %o', async (bad) => {
    const broker = await new Rig().broker();
    const message = { topic: 't', payload: bytes(''), qos: 0, retain: false } as const;
    expect(() => broker.burst({ ...message, ...bad })).toThrow(
      expect.objectContaining({ code: 'BROKER_BAD_NUMBER' }),
    );
  });
});

describe('TCP writes', () => {
  test('are split into pieces of so many bytes', async () => {
    const rig = new Rig();
    const broker = await rig.broker();
    const client = await rig.connected();
    broker.writes({ splitBytes: 3 });
    broker.send(Uint8Array.of(0x30, 5, 0, 1, 0x74, 0x68, 0x69));
    await rig.ms(10);
    broker.writes(undefined);
    broker.send({ packet: 'puback', packetId: 1 });
    await rig.ms(10);
    expect(client.pieces).toEqual([4, 3, 3, 1, 4]);
    expect(client.heard.slice(1)).toEqual(['11 publish t hi q0', '21 puback 1']);
  });

  test('are joined with what follows within so many milliseconds of the first', async () => {
    const rig = new Rig();
    const broker = await rig.broker();
    const client = await rig.connected();
    broker.writes({ mergeMs: 20 });
    for (const packetId of [1, 2, 3]) {
      broker.send({ packet: 'puback', packetId });
      await rig.ms(15);
    }
    await rig.ms(100);
    expect(client.pieces.slice(1)).toEqual([8, 4]);
    expect(client.heard.slice(1)).toEqual(['31 puback 1', '31 puback 2', '61 puback 3']);
  });

  test('are joined and split, and FIN waits for nothing', async () => {
    const rig = new Rig();
    const broker = await rig.broker();
    const client = await rig.connected();
    broker.writes({ mergeMs: 1_000, splitBytes: 5 });
    for (const packetId of [1, 2]) broker.send({ packet: 'puback', packetId });
    broker.disconnect('W800', 'fin');
    await rig.ms(10);
    expect(client.pieces.slice(1)).toEqual([5, 3]);
    expect(client.heard.slice(1)).toEqual(['11 puback 1', '11 puback 2', '11 FIN']);
  });

  test.each([{ splitBytes: 0 }, { splitBytes: 1.5 }, { mergeMs: -1 }])(
    'cannot be %o',
    async (shape) => {
      const broker = await new Rig().broker();
      expect(() => broker.writes(shape)).toThrow(
        expect.objectContaining({ code: 'BROKER_BAD_NUMBER' }),
      );
    },
  );
});

describe('A broker that is closed', () => {
  test('leaves nothing behind of what was delayed, joined or still to come', async () => {
    const rig = new Rig();
    const broker = await rig.broker();
    const client = await rig.connected();
    client.subscribe('#', 0);
    await rig.ms(10);
    broker.rule({ packet: 'any', times: 'always', action: { do: 'delay', ms: 5_000 } });
    client.publish('t', 'x', 1, 1);
    broker.publish({ topic: 't', payload: bytes('y'), qos: 0, retain: false });
    await rig.ms(10);
    const message = { topic: 't', payload: bytes(''), qos: 0, retain: false } as const;
    broker.burst({ ...message, count: 100, everyMs: 1_000 });
    broker.writes({ mergeMs: 5_000 });
    broker.send({ packet: 'pingresp' });
    await broker.close();
    await rig.ms(10);
    expect(client.heard.slice(2)).toEqual(['31 pingresp', '31 FIN']);
    client.stream.end();
    await rig.ms(10);
    const before = rig.kernel.eventCount;
    await rig.kernel.runFor(100 * hour);
    expect(rig.kernel.eventCount).toBe(before);
  });

  test('ends its connections by FIN though it is silent', async () => {
    const rig = new Rig();
    const broker = await rig.broker();
    const client = await rig.connected();
    broker.mute(true);
    await broker.close();
    await rig.ms(10);
    expect(client.heard.slice(1)).toEqual(['11 FIN']);
  });
});
