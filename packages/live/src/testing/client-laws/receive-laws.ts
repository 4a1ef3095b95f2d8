import { expect } from 'vitest';
import type { ClientLaw } from './client-law.ts';
import { bytesOf, payloads, textOf } from './law-message.ts';

function receives(qos: 0 | 1 | 2): ClientLaw {
  return {
    title: `what comes at QoS ${qos} is delivered once, byte for byte: 0 bytes to 100 KB`,
    async prove(desk) {
      const witness = await desk.witness('none');
      const client = desk.client();
      await client.connect(desk.bench.open);
      await client.subscribe(desk.topic('in'), 2);
      const large = Uint8Array.from({ length: 100_000 }, (_, index) => (index * 13) & 0xff);
      const all = [...payloads, large];
      const topic = desk.topic('in');
      for (const payload of all) await witness.publish({ topic, payload, qos });
      await witness.publish({ topic, payload: bytesOf('last'), qos });
      await client.receives(all.length + 1);
      expect(client.messages).toEqual(
        [...all, bytesOf('last')].map((payload) => ({ topic, payload, qos, retain: false })),
      );
      expect(client.ends).toEqual([]);
    },
  };
}

function receivesBurst(qos: 0 | 1 | 2, count: number): ClientLaw {
  return {
    title: `a burst of ${count} messages at QoS ${qos} is delivered whole and in order`,
    async prove(desk) {
      const witness = await desk.witness('none');
      const client = desk.client();
      await client.connect(desk.bench.open);
      await client.subscribe(desk.topic('in'), 2);
      const wanted = Array.from({ length: count }, (_, index) => String(index));
      const topic = desk.topic('in');
      await witness.publishAll(wanted.map((text) => ({ topic, payload: bytesOf(text), qos })));
      await client.receives(count);
      expect(client.messages.map(({ payload }) => textOf(payload))).toEqual(wanted);
      // The session has survived it.
      expect(await client.publish({ topic: desk.topic('out') })).toBe('ok');
    },
  };
}

export const receiveLaws: readonly ClientLaw[] = [
  receives(0),
  receives(1),
  receives(2),
  receivesBurst(0, 1_000),
  receivesBurst(1, 1_000),
  receivesBurst(2, 1_000),
  {
    title: 'a message comes at the lower QoS of subscription and publisher, never above',
    async prove(desk) {
      const witness = await desk.witness('none');
      const client = desk.client();
      await client.connect(desk.bench.open);
      const wanted: number[] = [];
      for (const granted of [0, 1, 2] as const) {
        await client.subscribe(desk.topic(`in/${granted}`), granted);
        for (const qos of [0, 1, 2] as const) {
          await witness.publish({ topic: desk.topic(`in/${granted}`), qos });
          wanted.push(Math.min(granted, qos));
          await client.receives(wanted.length);
        }
      }
      expect(client.messages.map(({ qos }) => qos)).toEqual(wanted);
    },
  },
  {
    title: 'a retained message comes with the flag at subscribing, without it afterwards',
    async prove(desk) {
      const witness = await desk.witness('none');
      const client = desk.client();
      await client.connect(desk.bench.open);
      const topic = desk.topic('state');
      await witness.publish({ topic, payload: bytesOf('old'), retain: true });
      await client.subscribe(topic, 1);
      await client.receives(1);
      await witness.publish({ topic, payload: bytesOf('new'), retain: true });
      await client.receives(2);
      expect(client.messages).toEqual([
        { topic, payload: bytesOf('old'), qos: 1, retain: true },
        { topic, payload: bytesOf('new'), qos: 1, retain: false },
      ]);
    },
  },
];
