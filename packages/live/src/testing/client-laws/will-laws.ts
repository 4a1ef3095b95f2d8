import { second } from '@w800/kernel';
import { expect } from 'vitest';
import type { ClientLaw } from './client-law.ts';
import type { LawDesk } from './law-desk.ts';
import { bytesOf } from './law-message.ts';

function willOf(desk: LawDesk, qos: 0 | 1 | 2, retain = false): ReturnType<typeof willFields> {
  return willFields(desk.topic('will'), qos, retain);
}

function willFields(topic: string, qos: 0 | 1 | 2, retain: boolean) {
  return { topic: bytesOf(topic), payload: bytesOf('gone'), qos, retain };
}

export const willLaws: readonly ClientLaw[] = [
  {
    title: 'the will is published when the connection is cut, at its QoS [MQTT-3.1.2-8]',
    async prove(desk) {
      const witness = await desk.witness();
      for (const qos of [0, 1, 2] as const) {
        const client = desk.client(`q${qos}`);
        await client.connect(desk.bench.open, { will: willOf(desk, qos) });
        client.abort();
        await desk.until('it is there', () => witness.messages.length > qos);
      }
      await witness.fence();
      const common = { topic: desk.topic('will'), payload: bytesOf('gone'), retain: false };
      expect(witness.messages).toEqual([0, 1, 2].map((qos) => ({ ...common, qos })));
    },
  },
  {
    title: 'a retained will waits for who comes later [MQTT-3.1.2-17]',
    async prove(desk) {
      const witness = await desk.witness();
      const client = desk.client();
      await client.connect(desk.bench.open, { will: willOf(desk, 1, true) });
      client.abort();
      await desk.until('it is there', () => witness.messages.length > 0);
      const late = await desk.witness();
      await desk.until('it waited', () => late.messages.length > 0);
      expect(late.messages[0]).toMatchObject({ payload: bytesOf('gone'), retain: true });
    },
  },
  {
    title: 'after DISCONNECT there is no will [MQTT-3.1.2-10]',
    async prove(desk) {
      const witness = await desk.witness();
      const leaves = desk.client('leaves');
      await leaves.connect(desk.bench.open, { will: willOf(desk, 1) });
      await leaves.disconnect();
      const dies = desk.client('dies');
      const will = { ...willOf(desk, 1), payload: bytesOf('dead') };
      await dies.connect(desk.bench.open, { will });
      dies.abort();
      await desk.until('the other is there', () => witness.messages.length > 0);
      await witness.fence();
      expect(witness.messages.map(({ payload }) => payload)).toEqual([bytesOf('dead')]);
    },
  },
];

export const keepaliveLaws: readonly ClientLaw[] = [
  {
    title: 'pings keep a silent session alive beyond one and a half keepalives',
    async prove(desk) {
      const client = desk.client();
      await client.connect(desk.bench.open, { keepaliveSeconds: 2 });
      const until = desk.bench.kernel.now + 6 * second;
      await desk.bench.run(until, () => client.ends.length > 0);
      expect(client.ends).toEqual([]);
      const pings = client.tap.sent('client').filter((name) => name === 'pingreq');
      expect(pings.length).toBeGreaterThanOrEqual(2);
      expect(await client.publish({ topic: desk.topic('t') })).toBe('ok');
    },
  },
  {
    title: 'without PINGRESP the session ends: DISCONNECT first, so there is no will',
    async prove(desk) {
      const witness = await desk.witness();
      const client = desk.client();
      const options = { keepaliveSeconds: 1, will: willOf(desk, 1) };
      await client.connect(desk.bench.open, options, (tap) => tap.lose('broker', 'pingresp'));
      await desk.until('it has given up', () => client.ends.length > 0);
      await desk.until('the broker has hung up', () => client.tap.ended);
      await witness.fence();
      expect(client.ends).toEqual(['keepalive']);
      expect(client.tap.sent('client').at(-1)).toBe('disconnect');
      expect(witness.messages).toEqual([]);
    },
  },
];
