import { expect } from 'vitest';
import type { ClientLaw } from './client-law.ts';
import type { LawDesk } from './law-desk.ts';
import { bytesOf, payloads, textOf } from './law-message.ts';

function publishes(qos: 0 | 1 | 2): ClientLaw {
  return {
    title: `what is published at QoS ${qos} arrives once, byte for byte: 0, 5, 256, 5,760 bytes`,
    async prove(desk) {
      const witness = await desk.witness();
      const client = desk.client();
      await client.connect(desk.bench.open);
      const topic = desk.topic('out');
      for (const payload of payloads) {
        expect(await client.publish({ topic, payload, qos })).toBe('ok');
      }
      await desk.until('all are there', () => witness.messages.length >= payloads.length);
      await witness.fence();
      expect(witness.messages).toEqual(
        payloads.map((payload) => ({ topic, payload, qos, retain: false })),
      );
    },
  };
}

function publishesMany(qos: 1 | 2): ClientLaw {
  return {
    title: `200 publishes at QoS ${qos}, one after the other, arrive once each and in order`,
    async prove(desk) {
      const witness = await desk.witness();
      const client = desk.client();
      await client.connect(desk.bench.open);
      const wanted = numbers(200);
      for (const number of wanted) {
        const message = { topic: desk.topic('n'), payload: bytesOf(number), qos };
        expect(await client.publish(message)).toBe('ok');
      }
      await expectExactly(desk, witness, wanted);
    },
  };
}

function publishesAtOnce(qos: 0 | 1 | 2): ClientLaw {
  return {
    title: `50 publishes at QoS ${qos} asked for at once keep their order`,
    async prove(desk) {
      const witness = await desk.witness();
      const client = desk.client();
      await client.connect(desk.bench.open);
      const wanted = numbers(50);
      const messages = wanted.map((number) => ({
        topic: desk.topic('n'),
        payload: bytesOf(number),
        qos,
      }));
      const results = await client.publishAll(messages);
      expect(results).toEqual(wanted.map(() => 'ok'));
      await expectExactly(desk, witness, wanted);
    },
  };
}

export const publishLaws: readonly ClientLaw[] = [
  publishes(0),
  publishes(1),
  publishes(2),
  publishesMany(1),
  publishesMany(2),
  publishesAtOnce(0),
  publishesAtOnce(1),
  publishesAtOnce(2),
  {
    title: 'a retained message waits for who comes later; to who is there it is not one',
    async prove(desk) {
      const witness = await desk.witness();
      const client = desk.client();
      await client.connect(desk.bench.open);
      const message = { topic: desk.topic('state'), payload: bytesOf('on'), qos: 1 } as const;
      expect(await client.publish({ ...message, retain: true })).toBe('ok');
      await desk.until('it is there', () => witness.messages.length > 0);
      const late = await desk.witness();
      await desk.until('it waited', () => late.messages.length > 0);
      expect(witness.messages).toEqual([{ ...message, retain: false }]);
      expect(late.messages).toEqual([{ ...message, retain: true }]);
    },
  },
  {
    title: 'an empty retained message takes the one before away [MQTT-3.3.1-10]',
    async prove(desk) {
      const client = desk.client();
      await client.connect(desk.bench.open);
      const [gone, stays] = ['gone', 'stays'].map((name) => desk.topic(name)) as [string, string];
      for (const topic of [gone, stays]) {
        await client.publish({ topic, payload: bytesOf('x'), retain: true });
      }
      expect(await client.publish({ topic: gone, retain: true })).toBe('ok');
      const late = await desk.witness();
      await desk.until('the other is there', () => late.messages.length > 0);
      await late.fence();
      expect(late.messages.map(({ topic }) => topic)).toEqual([stays]);
    },
  },
  {
    title: 'topics in any script arrive as they are',
    async prove(desk) {
      const witness = await desk.witness();
      const client = desk.client();
      await client.connect(desk.bench.open);
      const topics = ['\u6e29\u5ea6/\u00b0C', ' ', '/', '\u{1f321}', 'a'.repeat(128)].map(
        (levels) => desk.topic(levels),
      );
      for (const topic of topics) expect(await client.publish({ topic })).toBe('ok');
      await desk.until('all are there', () => witness.messages.length >= topics.length);
      expect(witness.messages.map(({ topic }) => topic)).toEqual(topics);
    },
  },
];

function numbers(count: number): string[] {
  return Array.from({ length: count }, (_, index) => String(index));
}

async function expectExactly(
  desk: LawDesk,
  witness: Awaited<ReturnType<LawDesk['witness']>>,
  wanted: readonly string[],
): Promise<void> {
  await desk.until('all are there', () => witness.messages.length >= wanted.length);
  await witness.fence();
  expect(witness.messages.map(({ payload }) => textOf(payload))).toEqual(wanted);
}
