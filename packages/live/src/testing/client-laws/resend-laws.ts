import { millisecond } from '@w800/kernel';
import { expect } from 'vitest';
import type { ClientLaw } from './client-law.ts';
import type { LawDesk } from './law-desk.ts';
import { bytesOf, textOf } from './law-message.ts';
import type { ModuleClient } from './module-client.ts';
import type { Side, WireTap } from './wire-tap.ts';
import type { Witness } from './witness.ts';

const keep = { cleanSession: false };

type CutPoint = readonly [from: Side, packet: Parameters<WireTap['cutAt']>[1]];

/** A publish whose connection dies at some packet of its exchange, and the next connection. */
function publishesAcross(
  qos: 1 | 2,
  [from, packet]: CutPoint,
  resent: string,
  copiesMax: number,
): ClientLaw {
  const times = copiesMax === 1 ? 'once' : 'at least once';
  return {
    title: `QoS ${qos} cut at ${packet}: resent as ${resent} before all else, it arrives ${times}`,
    async prove(desk) {
      const witness = await desk.witness();
      const client = desk.client();
      await client.connect(desk.bench.open, keep);
      expect(await client.publish({ topic: desk.topic('t'), payload: bytesOf('first'), qos })).toBe(
        'ok',
      );
      client.tap.cutAt(from, packet);
      const cut = { topic: desk.topic('t'), payload: bytesOf('cut'), qos };
      expect(await client.publish(cut)).toBe('closed');
      expect(client.ends).toEqual(['peer']);
      const again = await client.connect(desk.bench.open, keep);
      expect(again).toEqual({ ok: true, sessionPresent: true });
      const next = { topic: desk.topic('t'), payload: bytesOf('next'), qos };
      expect(await client.publish(next)).toBe('ok');
      expect(client.tap.sent('client').slice(0, 2)).toEqual(['connect', resent]);
      await expectCopies(desk, witness, copiesMax);
    },
  };
}

async function expectCopies(desk: LawDesk, witness: Witness, copiesMax: number): Promise<void> {
  const told = (): string[] => witness.messages.map(({ payload }) => textOf(payload));
  await desk.until('the last is there', () => told().includes('next'));
  await witness.fence();
  const [first, ...rest] = told();
  expect([first, rest.pop()]).toEqual(['first', 'next']);
  expect(new Set(rest)).toEqual(new Set(['cut']));
  expect(rest.length).toBeLessThanOrEqual(copiesMax);
}

/** A message to the client whose connection dies at some packet of its exchange. */
function receivesAcross(qos: 1 | 2, [from, packet]: CutPoint, copiesMax: number): ClientLaw {
  const times = copiesMax === 1 ? 'exactly once' : 'at least once';
  const whose = from === 'client' ? 'our' : "the broker's";
  return {
    title: `a message at QoS ${qos}, cut at ${whose} ${packet}, is delivered ${times}`,
    async prove(desk) {
      const witness = await desk.witness('none');
      const client = desk.client();
      const topic = desk.topic('in');
      await client.connect(desk.bench.open, keep);
      await client.subscribe(topic, 2);
      await witness.publish({ topic, payload: bytesOf('first'), qos });
      await client.receives(1);
      await settled(desk, client, qos);
      client.tap.cutAt(from, packet);
      await witness.publish({ topic, payload: bytesOf('cut'), qos });
      await desk.until('it is cut', () => client.ends.length > 0);
      const again = await client.connect(desk.bench.open, keep);
      expect(again).toEqual({ ok: true, sessionPresent: true });
      await witness.publish({ topic, payload: bytesOf('next'), qos });
      const told = (): string[] => client.messages.map(({ payload }) => textOf(payload));
      await desk.until('the last is there', () => told().includes('next'));
      await witness.fence();
      const [first, ...rest] = told();
      expect([first, rest.pop()]).toEqual(['first', 'next']);
      expect(new Set(rest)).toEqual(new Set(['cut']));
      expect(rest.length).toBeLessThanOrEqual(copiesMax);
    },
  };
}

/** The exchange of the first message has ended: its last packet is on the wire. */
async function settled(desk: LawDesk, client: ModuleClient, qos: 1 | 2): Promise<void> {
  const last = qos === 1 ? 'puback' : 'pubcomp';
  await desk.until('it is acknowledged', () => client.tap.sent('client').includes(last));
}

export const resendLaws: readonly ClientLaw[] = [
  publishesAcross(1, ['client', 'publish'], 'publish cut dup', 1),
  publishesAcross(1, ['broker', 'puback'], 'publish cut dup', 2),
  publishesAcross(2, ['client', 'publish'], 'publish cut dup', 1),
  publishesAcross(2, ['broker', 'pubrec'], 'publish cut dup', 1),
  publishesAcross(2, ['client', 'pubrel'], 'pubrel', 1),
  publishesAcross(2, ['broker', 'pubcomp'], 'pubrel', 1),
  receivesAcross(1, ['broker', 'publish'], 1),
  receivesAcross(1, ['client', 'puback'], 2),
  receivesAcross(2, ['broker', 'publish'], 1),
  receivesAcross(2, ['client', 'pubrec'], 1),
  receivesAcross(2, ['broker', 'pubrel'], 1),
  receivesAcross(2, ['client', 'pubcomp'], 1),
  {
    title: 'what was left without an answer is sent again in its old order, before anything new',
    async prove(desk) {
      const witness = await desk.witness();
      const client = desk.client();
      const { publishLimitMs } = client;
      client.publishLimitMs = 200;
      const publish = (name: string): Promise<string> =>
        client.publish({ topic: desk.topic('t'), payload: bytesOf(name), qos: 1 });
      await client.connect(desk.bench.open, keep, (tap) => tap.lose('broker', 'puback'));
      for (const name of ['a', 'b', 'c']) expect(await publish(name)).toBe('timeout');
      client.abort();
      client.publishLimitMs = publishLimitMs;
      await client.connect(desk.bench.open, keep);
      expect(await publish('d')).toBe('ok');
      const order = ['connect', 'publish a dup', 'publish b dup', 'publish c dup', 'publish d'];
      expect(client.tap.sent('client')).toEqual(order);
      const told = (): string[] => witness.messages.map(({ payload }) => textOf(payload));
      await desk.until('the last is there', () => told().includes('d'));
      const afterwards = told().slice(3);
      expect(told().slice(0, 3)).toEqual(['a', 'b', 'c']);
      expect(afterwards).toEqual(['a', 'b', 'c', 'd']);
    },
  },
  {
    title: 'a clean session sends nothing again',
    async prove(desk) {
      const witness = await desk.witness();
      const client = desk.client();
      await client.connect(desk.bench.open, keep);
      client.tap.cutAt('broker', 'pubrec');
      await client.publish({ topic: desk.topic('t'), payload: bytesOf('cut'), qos: 2 });
      await client.connect(desk.bench.open);
      await client.publish({ topic: desk.topic('t'), payload: bytesOf('next'), qos: 2 });
      expect(client.tap.sent('client')).toEqual(['connect', 'publish next', 'pubrel']);
      await desk.until('the last is there', () => witness.messages.length > 0);
      await witness.fence();
      // Of the one that was cut the brokers differ: some deliver at PUBLISH, some at PUBREL.
      const told = witness.messages.map(({ payload }) => textOf(payload));
      expect([['next'], ['cut', 'next']]).toContainEqual(told);
    },
  },
  {
    title: 'nothing is resent on a connection that lives, however long no answer comes',
    async prove(desk) {
      const client = desk.client();
      client.publishLimitMs = 200;
      await client.connect(desk.bench.open, keep, (tap) => tap.lose('broker', 'puback'));
      const waits = { topic: desk.topic('t'), payload: bytesOf('a') };
      expect(await client.publish(waits)).toBe('timeout');
      const { kernel } = desk.bench;
      await desk.bench.run(kernel.now + 500 * millisecond, () => client.ends.length > 0);
      expect(client.ends).toEqual([]);
      expect(client.tap.sent('client')).toEqual(['connect', 'publish a']);
    },
  },
];
