import { hour } from '@w800/kernel';
import { describe, expect, test } from 'vitest';
import { openBroker } from './open-broker.ts';
import { Broker } from './broker.ts';
import { RawPeer } from './raw-peer.ts';
import { bytes, Rig } from './testing/rig.ts';

function start(): { rig: Rig; peer: RawPeer } {
  const rig = new Rig();
  return { rig, peer: new RawPeer(rig.kernel, rig.network, rig.options) };
}

describe('A raw peer', () => {
  test('is opened by asking for it', async () => {
    const { rig } = start();
    const options = { ...rig.options, raw: true };
    expect(await openBroker(rig.kernel, rig.network, options)).toBeInstanceOf(RawPeer);
    expect(await openBroker(rig.kernel, rig.network, rig.options)).toBeInstanceOf(Broker);
  });

  test('takes, acknowledges and records everything and answers nothing', async () => {
    const { rig, peer } = start();
    const client = await rig.connected('W800');
    client.publish('t', 'x', 1, 5);
    await rig.ms(10);
    expect([client.heard, client.stream.peer.unconsumedBytes]).toEqual([[], 0]);
    expect(peer.packets).toMatchObject([
      { at: 1_000_000, clientId: 'W800', from: 'client', packet: 'connect', cleanSession: true },
      { at: 11_000_000, clientId: 'W800', packet: 'publish', packetId: 5, qos: 1 },
    ]);
    expect(peer.received).toEqual([
      {
        at: 11_000_000,
        clientId: 'W800',
        topic: 't',
        payload: bytes('x'),
        qos: 1,
        retain: false,
        dup: false,
      },
    ]);
    expect(peer.clients()).toEqual(['W800']);
    await rig.kernel.runFor(1 * hour);
    expect(client.heard).toEqual([]);
  });

  test('plays a broker, packet by packet', async () => {
    const { rig, peer } = start();
    const client = await rig.connected('W800');
    peer.send({ packet: 'connack' });
    peer.send({ packet: 'publish', topic: 't', payload: bytes('hi'), qos: 2, packetId: 9 });
    peer.send(Uint8Array.of(0x36, 3, 0, 1, 0x61));
    await rig.ms(10);
    expect(client.bytes).toEqual([
      0x20, 2, 0, 0, 0x34, 7, 0, 1, 0x74, 0, 9, 0x68, 0x69, 0x36, 3, 0, 1, 0x61,
    ]);
    expect(peer.packets.slice(1).map(({ packet }) => packet)).toEqual([
      'connack',
      'publish',
      'malformed',
    ]);
  });

  test('publishes to every client there is, with identifiers from 1', async () => {
    const { rig, peer } = start();
    const clients = [await rig.connected('a'), await rig.connected('b')];
    const message = { topic: 't', payload: bytes('${n}'), qos: 1, retain: false } as const;
    peer.burst({ ...message, count: 2, everyMs: 5 });
    await rig.ms(10);
    const heard = ['21 publish 1 t 1 q1', '26 publish 2 t 2 q1'];
    expect(clients.map((client) => client.heard)).toEqual([heard, heard]);
  });

  test('refuses, closes and cuts writes as a broker does', async () => {
    const { rig, peer } = start();
    peer.refuse(2);
    const refused = await rig.connected('a');
    expect(refused.heard).toEqual(['2 connack 2', '2 FIN']);
    peer.rule({ packet: 'publish', action: { do: 'close', by: 'rst' } });
    const reset = await rig.connected('b');
    reset.publish('t', 'x', 0, 0);
    await rig.ms(10);
    expect(reset.heard).toEqual(['22 RST']);
    const cut = await rig.connected('c');
    peer.writes({ splitBytes: 3 });
    peer.send({ packet: 'connack' }, 'c');
    await rig.ms(10);
    expect(cut.pieces).toEqual([3, 1]);
    expect(peer.clients()).toEqual(['c']);
  });

  test('delivers before it closes, where that is asked', async () => {
    const { rig, peer } = start();
    const client = await rig.connected('a');
    const action = { do: 'close', by: 'fin', deliver: true } as const;
    peer.rule({ packet: 'publish', action });
    client.publish('t', 'x', 0, 0);
    await rig.ms(10);
    expect(client.heard).toEqual(['12 FIN']);
    expect(peer.packets.at(-1)).toMatchObject({ packet: 'publish', fate: 'closed' });
  });

  test('answers FIN with FIN, unless it is silent', async () => {
    const { rig, peer } = start();
    const [a, b] = [await rig.connected('a'), await rig.connected('b')];
    a.stream.end();
    await rig.ms(10);
    peer.mute(true);
    b.stream.end();
    await rig.ms(10);
    expect([a.heard, a.closed, b.heard, peer.clients()]).toEqual([['22 FIN'], 'ended', [], ['b']]);
    peer.mute(false);
    await rig.ms(10);
    expect(b.heard).toEqual(['41 FIN']);
  });

  test('answers data after its FIN with RST', async () => {
    const { rig, peer } = start();
    const client = await rig.connected('a');
    peer.disconnect('a', 'fin');
    client.publish('t', 'x', 0, 0);
    await rig.ms(10);
    expect(client.heard).toEqual(['11 FIN', '12 RST']);
  });

  test('sends more than the window takes, in order', async () => {
    const { rig, peer } = start();
    const client = await rig.connected('a');
    client.consumes = false;
    const payload = new Uint8Array(50_000);
    for (const packetId of [1, 2, 3]) {
      peer.send({ packet: 'publish', topic: 't', payload, qos: 1, packetId });
    }
    peer.disconnect('a', 'fin');
    await rig.ms(100);
    expect([client.bytes.length, client.ended]).toEqual([65_536, false]);
    client.consumes = true;
    client.stream.consumed(client.stream.unconsumedBytes);
    await rig.ms(100);
    expect(client.packets.map(({ messageId }) => messageId)).toEqual([1, 2, 3]);
    expect(client.ended).toBe(true);
  });

  test('that is closed ends its connections by FIN and leaves nothing behind', async () => {
    const { rig, peer } = start();
    const client = await rig.connected('a');
    peer.writes({ mergeMs: 5_000 });
    peer.send({ packet: 'pingresp' });
    const message = { topic: 't', payload: bytes(''), qos: 0, retain: false } as const;
    peer.burst({ ...message, count: 10, everyMs: 1_000 });
    await peer.close();
    await peer.close();
    await rig.ms(10);
    expect(client.heard).toEqual(['11 pingresp', '11 publish t  q0', '11 FIN']);
    client.stream.end();
    await rig.ms(10);
    const before = rig.kernel.eventCount;
    await rig.kernel.runFor(100 * hour);
    expect(rig.kernel.eventCount).toBe(before);
    expect(() => peer.publish(message)).toThrow(expect.objectContaining({ code: 'BROKER_CLOSED' }));
    expect(() => rig.client()).toThrow('nobody listens');
  });
});
