import { Aedes } from 'aedes';
import { expect, test } from 'vitest';
import { KeptSessions } from './kept-sessions.ts';

interface Store {
  outgoingEnqueueCombi(subscribers: readonly object[], packet: object): Promise<unknown>;
  outgoingUpdate(client: object, packet: object): Promise<unknown>;
  outgoingStream(client: object): AsyncIterable<{ cmd: string; messageId?: number }>;
}

test('a PUBREL that waits is never taken for a message, whatever their numbers', async () => {
  const aedes = await Aedes.createBroker({ id: 'b' });
  const { persistence: store } = aedes as unknown as { persistence: Store };
  const sessions = new KeptSessions(store);
  const client = { id: 'W800' };
  const message = { cmd: 'publish', brokerId: 'b', topic: 't', qos: 2 };
  const subscribers = [{ clientId: 'W800', topic: 't', qos: 2 }];
  const first = { ...message, brokerCounter: 1 };
  await store.outgoingEnqueueCombi(subscribers, first);
  await store.outgoingUpdate(client, { ...first, messageId: 7 });
  await store.outgoingUpdate(client, { cmd: 'pubrel', messageId: 7 });
  // As the library sends it again: with the numbers of a message.
  await store.outgoingUpdate(client, {
    cmd: 'pubrel',
    messageId: 7,
    brokerId: 'b',
    brokerCounter: 2,
  });
  const second = { ...message, brokerCounter: 7 };
  await store.outgoingEnqueueCombi(subscribers, second);
  await store.outgoingUpdate(client, { ...second, messageId: 9 });
  const waiting: unknown[] = [];
  for await (const { cmd, messageId } of store.outgoingStream(client)) {
    waiting.push([cmd, messageId]);
  }
  expect(waiting).toEqual([
    ['pubrel', 7],
    ['publish', 9],
  ]);
  expect(sessions.connected('W800', true)).toBe(false);
  aedes.close();
});
