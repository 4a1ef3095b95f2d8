import { expect } from 'vitest';
import type { ClientLaw } from './client-law.ts';
import { bytesOf, textOf } from './law-message.ts';

export const subscribeLaws: readonly ClientLaw[] = [
  {
    title: 'the broker grants QoS 0, 1 and 2 as asked',
    async prove(desk) {
      const client = desk.client();
      await client.connect(desk.bench.open);
      for (const qos of [0, 1, 2] as const) {
        expect(await client.subscribe(desk.topic(`q${qos}`), qos)).toBe('ok');
      }
      const granted = client.tap.packets.flatMap(({ packet }) =>
        packet.cmd === 'suback' ? packet.granted : [],
      );
      expect(granted).toEqual([0, 1, 2]);
    },
  },
  {
    title: '+ stands for one level, # for any number and for its parent [MQTT-4.7.1-2]',
    async prove(desk) {
      const topics = ['a', 'a/b', 'a/b/c', 'a/b/c/d', 'x/b', 'a/', '/a', 'a//c', 'b'];
      const matching: Readonly<Record<string, readonly string[]>> = {
        'a/#': ['a', 'a/b', 'a/b/c', 'a/b/c/d', 'a/', 'a//c'],
        'a/+': ['a/b', 'a/'],
        '+/b': ['a/b', 'x/b'],
        'a/+/c': ['a/b/c', 'a//c'],
        'a/+/#': ['a/b', 'a/b/c', 'a/b/c/d', 'a/', 'a//c'],
        '+': ['a', 'b'],
        '#': topics,
      };
      const witness = await desk.witness('none');
      for (const [index, [filter, wanted]] of Object.entries(matching).entries()) {
        const client = desk.client(String(index));
        const under = (levels: string): string => desk.topic(`${index}/${levels}`);
        await client.connect(desk.bench.open);
        expect(await client.subscribe(under(filter), 1)).toBe('ok');
        await client.subscribe(under('last/of/all'), 1);
        for (const topic of [...topics, 'last/of/all']) {
          if (filter !== '#' || topic !== 'last/of/all')
            await witness.publish({ topic: under(topic) });
        }
        const expected = [...wanted, ...(filter === '#' ? [] : ['last/of/all'])].map(under);
        await client.receives(expected.length);
        expect(client.messages.map(({ topic }) => topic)).toEqual(expected);
      }
    },
  },
  {
    title: 'after UNSUBSCRIBE nothing of it comes any more [MQTT-3.10.4-2]',
    async prove(desk) {
      const witness = await desk.witness('none');
      const client = desk.client();
      await client.connect(desk.bench.open);
      for (const name of ['a', 'b']) await client.subscribe(desk.topic(name), 2);
      for (const name of ['a', 'b']) await witness.publish({ topic: desk.topic(name), qos: 2 });
      await client.receives(2);
      expect(await client.unsubscribe(desk.topic('a'))).toBe('ok');
      for (const name of ['a', 'b']) await witness.publish({ topic: desk.topic(name), qos: 2 });
      await client.receives(3);
      await witness.fence();
      const names = client.messages.map(({ topic }) => topic.slice(-1));
      expect(names).toEqual(['a', 'b', 'b']);
    },
  },
  {
    title: 'UNSUBSCRIBE of what was never subscribed is acknowledged too [MQTT-3.10.4-5]',
    async prove(desk) {
      const client = desk.client();
      await client.connect(desk.bench.open);
      expect(await client.unsubscribe(desk.topic('never'))).toBe('ok');
    },
  },
  {
    title: 'of overlapping filters a message comes once or for each, never above their best QoS',
    async prove(desk) {
      const witness = await desk.witness('none');
      const client = desk.client();
      await client.connect(desk.bench.open);
      await client.subscribe(desk.topic('a/#'), 0);
      await client.subscribe(desk.topic('a/b'), 2);
      await client.subscribe(desk.topic('last'), 2);
      await witness.publish({ topic: desk.topic('a/b'), payload: bytesOf('x'), qos: 2 });
      await witness.publish({ topic: desk.topic('last'), qos: 2 });
      await desk.until('the last is there', () =>
        client.messages.some(({ topic }) => topic.endsWith('last')),
      );
      await witness.fence();
      const copies = client.messages.filter(({ topic }) => topic === desk.topic('a/b'));
      // [MQTT-3.3.5-1] asks for QoS 2; aedes takes that of the filter it finds first.
      expect(['0', '2', '0 2', '2 0']).toContain(copies.map(({ qos }) => qos).join(' '));
      expect(copies.every(({ payload }) => textOf(payload) === 'x')).toBe(true);
    },
  },
  {
    title: 'a second SUBSCRIBE to the same filter replaces the first [MQTT-3.8.4-3]',
    async prove(desk) {
      const witness = await desk.witness('none');
      const client = desk.client();
      await client.connect(desk.bench.open);
      const topic = desk.topic('a');
      await witness.publish({ topic, payload: bytesOf('kept'), qos: 1, retain: true });
      await client.subscribe(topic, 0);
      await client.receives(1);
      await client.subscribe(topic, 1);
      await client.receives(2);
      await witness.publish({ topic, payload: bytesOf('live'), qos: 1 });
      await client.receives(3);
      await witness.fence();
      const told = client.messages.map(({ payload, qos }) => `${textOf(payload)} ${qos}`);
      expect(told).toEqual(['kept 0', 'kept 1', 'live 1']);
    },
  },
];
