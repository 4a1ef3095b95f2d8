import { expect } from 'vitest';
import type { ClientLaw } from './client-law.ts';
import { bytesOf } from './law-message.ts';

const illFormed: readonly Uint8Array[] = [
  Uint8Array.of(0x61, 0xff),
  Uint8Array.of(0xc3),
  // A surrogate, an overlong slash, and beyond the last code point.
  Uint8Array.of(0xed, 0xa0, 0x80),
  Uint8Array.of(0xc0, 0xaf),
  Uint8Array.of(0xf4, 0x90, 0x80, 0x80),
  Uint8Array.of(0x61, 0x00),
];

export const textLaws: readonly ClientLaw[] = [
  {
    title:
      'a topic that is no text is not sent, and the session goes on [MQTT-1.5.3-1], [MQTT-1.5.3-2]',
    async prove(desk) {
      const client = desk.client();
      await client.connect(desk.bench.open);
      for (const topic of illFormed) expect(await client.publishRaw(topic)).toBe('invalid');
      expect(client.tap.sent('client')).toEqual(['connect']);
      expect(await client.publish({ topic: desk.topic('t') })).toBe('ok');
      expect(client.ends).toEqual([]);
    },
  },
  {
    title: 'nothing is published to a wildcard, and no malformed filter is sent',
    async prove(desk) {
      const client = desk.client();
      await client.connect(desk.bench.open);
      for (const levels of ['a/+', '#', 'a/#/b']) {
        expect(await client.publishRaw(bytesOf(desk.topic(levels)))).toBe('invalid');
      }
      for (const levels of ['a#', '#/b', 'a+', '+a/b', 'a/b+/c']) {
        expect(await client.subscribe(desk.topic(levels), 1)).toBe('invalid');
        expect(await client.unsubscribe(desk.topic(levels))).toBe('invalid');
      }
      expect(client.tap.sent('client')).toEqual(['connect']);
      expect(await client.subscribe(desk.topic('+/b/#'), 1)).toBe('ok');
    },
  },
  {
    title: 'an identifier, name or will that is no text is not sent at all',
    async prove(desk) {
      for (const bad of illFormed) {
        const will = { topic: bad, payload: bad, qos: 0, retain: false } as const;
        for (const options of [{ clientId: bad }, { username: bad }, { will }]) {
          const client = desk.client();
          const result = await client.connect(desk.bench.open, options);
          expect(result).toEqual({ ok: false, reason: 'invalid' });
          expect(client.tap.sent('client')).toEqual([]);
        }
      }
    },
  },
];
