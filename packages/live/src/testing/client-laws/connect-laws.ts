import type { ConnectResult } from '@w800/mqtt';
import { expect } from 'vitest';
import type { ClientLaw } from './client-law.ts';
import { bytesOf } from './law-message.ts';

const accepted: ConnectResult = { ok: true, sessionPresent: false };

/** Brokers differ in what they call it: 4 is bad user name or password, 5 is not authorized. */
function expectNotWelcome(result: ConnectResult): void {
  const refusals = [4, 5].map((code) => ({ ok: false, reason: 'refused', code }));
  expect(refusals).toContainEqual(result);
}

export const connectLaws: readonly ClientLaw[] = [
  {
    title: 'a clean session is accepted, and nothing of a session is present',
    async prove(desk) {
      const client = desk.client();
      expect(await client.connect(desk.bench.open)).toEqual(accepted);
      expect(client.tap.sent('broker')).toEqual(['connack']);
    },
  },
  {
    title: 'the right name and password are accepted, with a will beside them',
    async prove(desk) {
      const { guarded } = desk.bench;
      const login = { username: bytesOf(guarded.username), password: bytesOf(guarded.password) };
      const topic = bytesOf(desk.topic('will'));
      const will = { topic, payload: bytesOf('gone'), qos: 1, retain: true } as const;
      const client = desk.client();
      expect(await client.connect(guarded, { ...login, will })).toEqual(accepted);
      await client.disconnect();
      expect(client.ends).toEqual([]);
    },
  },
  {
    title: 'a wrong password is refused with 4 or 5, and the connection ends',
    async prove(desk) {
      const { guarded } = desk.bench;
      const client = desk.client();
      const login = { username: bytesOf(guarded.username), password: bytesOf('wrong') };
      expectNotWelcome(await client.connect(guarded, login));
      await desk.until('the connection has ended', () => client.tap.ended);
      expect(client.ends).toEqual([]);
    },
  },
  {
    title: 'who gives no name where one is wanted is refused with 4 or 5',
    async prove(desk) {
      expectNotWelcome(await desk.client().connect(desk.bench.guarded));
    },
  },
  {
    title: 'after a refusal the next attempt is as good as the first',
    async prove(desk) {
      const { guarded } = desk.bench;
      const client = desk.client();
      expectNotWelcome(await client.connect(guarded));
      const login = { username: bytesOf(guarded.username), password: bytesOf(guarded.password) };
      expect(await client.connect(guarded, login)).toEqual(accepted);
    },
  },
  {
    title: 'an empty identifier is accepted with a clean session [MQTT-3.1.3-6]',
    async prove(desk) {
      const options = { clientId: new Uint8Array(0) };
      expect(await desk.client().connect(desk.bench.open, options)).toEqual(accepted);
    },
  },
  {
    title: 'an empty identifier is not sent when the session is to be kept [MQTT-3.1.3-7]',
    async prove(desk) {
      const client = desk.client();
      const options = { clientId: new Uint8Array(0), cleanSession: false };
      const result = await client.connect(desk.bench.open, options);
      expect(result).toEqual({ ok: false, reason: 'invalid' });
      expect(client.tap.sent('client')).toEqual([]);
    },
  },
  {
    title: 'an identifier may be long, and in any script',
    async prove(desk) {
      for (const name of ['x'.repeat(200), 'Ger\u00e4t', '\u8bbe\u5907', '\u{1f321}']) {
        expect(await desk.client(name).connect(desk.bench.open)).toEqual(accepted);
      }
    },
  },
  {
    title: 'DISCONNECT ends the session without a word about it',
    async prove(desk) {
      const client = desk.client();
      await client.connect(desk.bench.open);
      await client.disconnect();
      expect(client.tap.sent('client')).toEqual(['connect', 'disconnect']);
      expect(client.ends).toEqual([]);
    },
  },
];
