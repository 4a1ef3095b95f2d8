import process from 'node:process';
import { setImmediate } from 'node:timers/promises';
import { hour, Kernel, millisecond, second } from '@w800/kernel';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Broker } from './broker.ts';
import { PairNetwork } from './testing/stream-pair.ts';
import { WireClient } from './testing/wire-client.ts';

const here = { host: '192.168.10.234', port: 1883 };

/** Every kind of misbehaviour at once. */
function misbehave(broker: Broker): void {
  const some = { nth: 3, times: 40 } as const;
  broker.rule({ packet: 'puback', ...some, action: { do: 'delay', ms: 13 } });
  broker.rule({ packet: 'pubrec', ...some, action: { do: 'drop' } });
  broker.rule({ packet: 'publish', from: 'broker', ...some, action: { do: 'duplicate', ms: 5 } });
  broker.rule({ packet: 'publish', from: 'client', ...some, action: { do: 'delay', ms: 7 } });
  broker.rule({ packet: 'pubcomp', action: { do: 'replace', bytes: Uint8Array.of(0xd0, 0) } });
  broker.rule({
    packet: 'any',
    from: 'client',
    clientId: 'b',
    nth: 30,
    action: { do: 'close', by: 'fin' },
  });
  broker.writes({ splitBytes: 11, mergeMs: 2 });
}

/** Two clients, a scenario and all qualities of service; returns every byte that came. */
async function story(
  seed: number,
  prepare: (broker: Broker) => void = () => {},
): Promise<{ bytes: string; instants: string; ids: number[]; packets: string }> {
  const kernel = new Kernel({ seed });
  const network = new PairNetwork(kernel);
  const broker = await Broker.create(kernel, network, here);
  prepare(broker);
  const clients = ['a', 'b'].map((id) => {
    const client = new WireClient(kernel, network);
    client.connect(id, { keepalive: 60 });
    client.subscribe('#', 2);
    client.onPacket = (packet) => {
      const { cmd, messageId } = packet;
      if (cmd === 'pubrec') client.send({ cmd: 'pubrel', messageId: messageId ?? 0 });
      if (cmd === 'pubrel') client.send({ cmd: 'pubcomp', messageId: messageId ?? 0 });
      if (cmd !== 'publish') return;
      if (packet.qos === 1) client.send({ cmd: 'puback', messageId: messageId ?? 0 });
      if (packet.qos === 2) client.send({ cmd: 'pubrec', messageId: messageId ?? 0 });
    };
    return client;
  });
  for (let turn = 1; turn <= 20; turn += 1) {
    for (const [index, client] of clients.entries()) {
      client.publish(`t/${index}`, `message ${turn}`, (turn % 3) as 0 | 1 | 2, turn);
    }
    const payload = Uint8Array.of(turn);
    broker.publish({ topic: 's', payload, qos: 2, retain: turn % 2 === 0 });
    await kernel.runFor(turn * millisecond);
  }
  await kernel.runFor(1 * second);
  await broker.close();
  await kernel.runFor(1 * second);
  const ids = clients.flatMap(({ packets }) =>
    packets.flatMap(({ cmd, messageId }) => (cmd === 'publish' && messageId ? [messageId] : [])),
  );
  return {
    bytes: JSON.stringify(clients.map(({ bytes }) => bytes)),
    instants: JSON.stringify(
      broker.received.map(({ at, clientId, topic }) => [at, clientId, topic]),
    ),
    ids,
    packets: JSON.stringify(broker.packets),
  };
}

describe('The broker repeats itself', () => {
  test('the same seed gives the same bytes at the same instants', async () => {
    const first = await story(1);
    expect(first.ids.length).toBeGreaterThan(50);
    expect(await story(1)).toEqual(first);
  });

  test('the same seed does so with rules in force', async () => {
    const first = await story(1, misbehave);
    const fates = ['dropped', 'delayed', 'duplicated', 'replaced', 'closed'];
    for (const fate of fates) expect(first.packets).toContain(`"fate":"${fate}"`);
    expect(first.bytes).not.toBe((await story(1)).bytes);
    expect(await story(1, misbehave)).toEqual(first);
  });

  test('another seed gives other packet identifiers', async () => {
    expect((await story(2)).bytes).not.toBe((await story(1)).bytes);
  });

  test('also while other brokers work in the same process', async () => {
    const alone = [await story(1), await story(2), await story(3)];
    const together = await Promise.all([story(1), story(2), story(3), story(1)]);
    expect(together).toEqual([...alone, alone[0]]);
  });

  test('also while the machine is busy with other promises and timers', async () => {
    const alone = await story(1);
    const busy = new Set(['with something']);
    const noise = async (): Promise<void> => {
      while (busy.size > 0) await setImmediate();
    };
    const noises = [noise(), noise(), noise()];
    const disturbed = await story(1);
    busy.clear();
    await Promise.all(noises);
    expect(disturbed).toEqual(alone);
  });
});

describe('The broker leaves nothing behind', () => {
  test('after close() every connection ends and no event is left on the queue', async () => {
    const kernel = new Kernel({ seed: 1 });
    const network = new PairNetwork(kernel);
    const broker = await Broker.create(kernel, network, here);
    const client = new WireClient(kernel, network);
    client.connect('W800', { keepalive: 60 });
    const silent = new WireClient(kernel, network);
    await kernel.runFor(10 * millisecond);
    await broker.close();
    await broker.close();
    await kernel.runFor(10 * millisecond);
    expect([client.ended, silent.ended, broker.clients()]).toEqual([true, true, []]);
    const before = kernel.eventCount;
    await kernel.runFor(2_000 * hour);
    expect(kernel.eventCount).toBe(before);
    const message = { topic: 't', payload: new Uint8Array(0), qos: 0, retain: false } as const;
    expect(() => broker.publish(message)).toThrow(
      expect.objectContaining({ code: 'BROKER_CLOSED' }),
    );
  });

  test('bytes that come after close() are answered with RST', async () => {
    const kernel = new Kernel({ seed: 1 });
    const network = new PairNetwork(kernel);
    const broker = await Broker.create(kernel, network, here);
    const client = new WireClient(kernel, network);
    client.connect('W800');
    await kernel.runFor(10 * millisecond);
    await broker.close();
    client.publish('t', 'late', 0, 0);
    await kernel.runFor(10 * millisecond);
    expect([client.closed, broker.received]).toEqual(['reset', []]);
  });

  test('an idle broker with an idle client costs no event in an hour', async () => {
    const kernel = new Kernel({ seed: 1 });
    const network = new PairNetwork(kernel);
    await Broker.create(kernel, network, here);
    new WireClient(kernel, network).connect('W800', { keepalive: 7_200 });
    await kernel.runFor(1 * second);
    const before = kernel.eventCount;
    await kernel.runFor(1 * hour);
    expect(kernel.eventCount).toBe(before);
  });
});

describe('A client that sends garbage', () => {
  const garbage = fc.oneof(
    fc.uint8Array({ minLength: 1, maxLength: 60 }),
    // A plausible header, so that more than the first byte is looked at.
    fc
      .tuple(fc.integer({ min: 0, max: 255 }), fc.uint8Array({ minLength: 1, maxLength: 40 }))
      .map(([type, body]) => Uint8Array.from([type, body.length, ...body])),
  );

  test('law: before or after CONNECT, it never hurts the broker or its other clients', async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown): void => void unhandled.push(reason);
    process.on('unhandledRejection', note);
    process.on('uncaughtException', note);
    const kernel = new Kernel({ seed: 1 });
    const network = new PairNetwork(kernel);
    const broker = await Broker.create(kernel, network, here);
    const good = new WireClient(kernel, network);
    good.connect('good');
    let count = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(garbage, { minLength: 1, maxLength: 4 }),
        fc.boolean(),
        async (pieces, greets) => {
          const bad = new WireClient(kernel, network);
          if (greets) bad.connect('bad');
          for (const piece of pieces) bad.raw(piece);
          await kernel.runFor(10 * millisecond);
          bad.stream.abort();
          count += 1;
          good.publish('t', String(count), 1, (count % 60_000) + 1);
          await kernel.runFor(10 * millisecond);
          expect(good.packets.at(-1)).toMatchObject({
            cmd: 'puback',
            messageId: (count % 60_000) + 1,
          });
        },
      ),
      { numRuns: 1_000 },
    );
    process.off('unhandledRejection', note);
    process.off('uncaughtException', note);
    expect(unhandled).toEqual([]);
    expect(broker.clients()).toEqual(['good']);
  });
});
