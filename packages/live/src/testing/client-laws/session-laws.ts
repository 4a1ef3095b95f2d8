import { expect } from 'vitest';
import type { ClientLaw } from './client-law.ts';
import { bytesOf, textOf } from './law-message.ts';

const keep = { cleanSession: false };

export const sessionLaws: readonly ClientLaw[] = [
  {
    title: 'a session is kept until somebody wants a clean one [MQTT-3.1.2-6]',
    async prove(desk) {
      const client = desk.client();
      const present: unknown[] = [];
      for (const cleanSession of [false, false, false, true, true, false]) {
        present.push(await client.connect(desk.bench.open, { cleanSession }));
        await client.disconnect();
      }
      expect(present).toEqual(
        [false, true, true, false, false, false].map((sessionPresent) => ({
          ok: true,
          sessionPresent,
        })),
      );
    },
  },
  {
    title: 'a kept session is sent what was published while its client was away, in order',
    async prove(desk) {
      const client = desk.client();
      const witness = await desk.witness();
      await client.connect(desk.bench.open, keep);
      expect(await client.subscribe(desk.topic('news/#'), 2)).toBe('ok');
      await client.disconnect();
      for (const [index, qos] of ([1, 2, 1, 2] as const).entries()) {
        const topic = desk.topic(`news/${qos}`);
        await witness.publish({ topic, payload: bytesOf(String(index)), qos });
      }
      await client.connect(desk.bench.open, keep);
      await client.receives(4);
      const order = (qos: number): string[] =>
        client.messages.filter((message) => message.qos === qos).map((m) => textOf(m.payload));
      expect([order(1), order(2)]).toEqual([
        ['0', '2'],
        ['1', '3'],
      ]);
    },
  },
  {
    title: 'a clean session knows nothing of the subscriptions before it [MQTT-3.1.2-6]',
    async prove(desk) {
      const client = desk.client();
      const witness = await desk.witness();
      await client.connect(desk.bench.open);
      await client.subscribe(desk.topic('old'), 1);
      await client.disconnect();
      await client.connect(desk.bench.open);
      await client.subscribe(desk.topic('new'), 1);
      for (const name of ['old', 'new']) await witness.publish({ topic: desk.topic(name) });
      const [message] = await client.receives(1);
      await witness.fence();
      expect([client.messages.length, message?.topic]).toEqual([1, desk.topic('new')]);
    },
  },
  {
    title: 'of two connections with one identifier the older ends: `peer` [MQTT-3.1.4-2]',
    async prove(desk) {
      const older = desk.client('twin');
      const newer = desk.client('twin');
      const witness = await desk.witness();
      await older.connect(desk.bench.open);
      await newer.connect(desk.bench.open);
      await desk.until('the older hears of it', () => older.ends.length > 0);
      expect([older.ends, newer.ends]).toEqual([['peer'], []]);
      expect(await older.publish({ topic: desk.topic('t') })).toBe('closed');
      expect(await newer.publish({ topic: desk.topic('t'), payload: bytesOf('mine') })).toBe('ok');
      await desk.until('it is there', () => witness.messages.length > 0);
      await witness.fence();
      expect(witness.messages.map(({ payload }) => textOf(payload))).toEqual(['mine']);
    },
  },
];
