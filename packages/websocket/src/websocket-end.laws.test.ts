import { Kernel, second } from '@w800/kernel';
import type { ByteStream } from '@w800/ports';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openWebSocket } from './open-websocket.ts';
import { serveWebSocket } from './serve-websocket.ts';
import type { ServerMisbehaviour } from './server-misbehaviour.ts';
import { RecordingUser } from './testing/recording-user.ts';
import { PairEnd, type PairOptions } from './testing/stream-pair.ts';

/** Writes messages one after the other, as room comes, and then ends. */
class Talker extends RecordingUser {
  private readonly messages: Uint8Array[];

  constructor(stream: ByteStream, messages: readonly Uint8Array[]) {
    super(stream);
    this.messages = [...messages];
    this.onAcknowledged = () => this.talk();
  }

  talk(): void {
    for (let first = this.messages[0]; first !== undefined; first = this.messages[0]) {
      const taken = this.stream.write(first);
      if (taken < first.length) {
        this.messages[0] = first.subarray(taken);
        return;
      }
      this.messages.shift();
    }
  }

  say(messages: readonly Uint8Array[]): void {
    this.messages.push(...messages);
    this.talk();
  }

  get isDone(): boolean {
    return this.messages.length === 0;
  }
}

interface Conversation {
  readonly client: readonly Uint8Array[];
  readonly server: readonly Uint8Array[];
  readonly pair: PairOptions;
  readonly zeroMask: boolean;
  readonly misbehaviour: ServerMisbehaviour;
  readonly seed: number;
}

/** Holds a conversation and returns both talkers, and the frames the client saw. */
async function hold(conversation: Conversation): Promise<[Talker, Talker, Kernel]> {
  const { pair, seed, zeroMask: maskAlwaysZero, misbehaviour } = conversation;
  const kernel = new Kernel({ seed });
  const random = kernel.random.fork('test');
  const end = new PairEnd(kernel, pair);
  const talkers: Talker[] = [];
  const subprotocols = ['mqtt'];
  serveWebSocket({ kernel, stream: end.peer, subprotocols, misbehaviour }, (service) => {
    if (service.ok) talkers[1] = new Talker(service.stream, conversation.server);
  });
  openWebSocket(
    {
      kernel,
      stream: end,
      entropy: (byteCount) => random.bytes(byteCount),
      host: 'broker',
      port: 9001,
      path: '',
      subprotocols,
      maskAlwaysZero,
      timeoutNs: 100 * second,
    },
    (outcome) => {
      if (outcome.ok) talkers[0] = new Talker(outcome.stream, conversation.client);
    },
  );
  await kernel.runFor(100 * second);
  const [client, server] = talkers;
  if (client === undefined || server === undefined) throw new Error('no upgrade');
  client.talk();
  server.talk();
  await kernel.run(1_000 * second, () => client.isDone && server.isDone);
  await kernel.runFor(10 * second);
  return [client, server, kernel];
}

const bytes = (maxLength: number): fc.Arbitrary<Uint8Array> =>
  fc.uint8Array({ minLength: 1, maxLength });
const messages = fc.array(fc.oneof(bytes(10), bytes(400)), { maxLength: 5 });
const pieces = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 4 });
const misbehaviour = fc.record(
  { fragmentBytes: fc.integer({ min: 1, max: 50 }), pingBeforeFrame: fc.boolean() },
  { requiredKeys: [] },
);
const conversation = fc.record<Conversation>({
  client: messages,
  server: messages,
  pair: fc.record({ windowBytes: fc.integer({ min: 1, max: 300 }), pieces }),
  zeroMask: fc.boolean(),
  misbehaviour,
  seed: fc.nat(),
});
const all = (list: readonly Uint8Array[]): number[] => list.flatMap((part) => [...part]);

describe('two ends of a WebSocket', () => {
  it('carry the bytes of both users through windows and pieces of any size', async () => {
    await fc.assert(
      fc.asyncProperty(conversation, async (plan) => {
        const [client, server] = await hold(plan);
        expect(server.received).toEqual(all(plan.client));
        expect(client.received).toEqual(all(plan.server));
        expect(client.acknowledgedBytes).toBe(server.received.length);
        expect(server.acknowledgedBytes).toBe(client.received.length);
      }),
    );
  });

  it('close in order, whoever begins, after everything has arrived', async () => {
    await fc.assert(
      fc.asyncProperty(conversation, fc.boolean(), async (plan, clientFirst) => {
        const [client, server, kernel] = await hold(plan);
        const [first, other] = clientFirst ? [client, server] : [server, client];
        first.stream.end();
        await kernel.runFor(5 * second);
        expect(other.log).toEqual(['end']);
        other.stream.end();
        await kernel.runFor(60 * second);
        expect(first.log).toEqual(['end', 'close ended']);
        expect(other.log).toEqual(['end', 'close ended']);
      }),
    );
  });

  it('stop when the other does not consume, after a window and a message at most', async () => {
    const list = fc.array(bytes(100), { minLength: 1, maxLength: 20 });
    const window = fc.integer({ min: 1, max: 300 });
    await fc.assert(
      fc.asyncProperty(window, pieces, list, async (windowBytes, sizes, sent) => {
        const pair = { windowBytes, pieces: sizes };
        const plan = { client: [], server: [], zeroMask: false, misbehaviour: {}, seed: 1, pair };
        const [client, server, kernel] = await hold(plan);
        server.consumes = false;
        client.say(sent);
        await kernel.runFor(60 * second);
        const longestBytes = Math.max(...sent.map((message) => message.length));
        expect(server.received.length).toBeLessThanOrEqual(windowBytes + longestBytes);
        server.consumes = true;
        if (server.received.length > 0) server.stream.consumed(server.received.length);
        await kernel.runFor(60 * second);
        expect(server.received).toEqual(all(sent));
      }),
    );
  });
});
