import { instantMax } from '@w800/kernel';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { endsWord } from './stream-ends.ts';
import { socketStreams, type SocketStreams } from './testing/socket-streams.ts';
import { until } from './testing/stream-bench.ts';
import { StreamUser } from './testing/stream-user.ts';
import { liveDoor, type DoorRecord } from './trace-kinds.ts';

let bench: SocketStreams;
beforeEach(async () => {
  bench = await socketStreams();
});
afterEach(() => bench.close());

async function connectedUser(): Promise<StreamUser> {
  const [module] = await bench.connect();
  return new StreamUser(module);
}

describe('A stream over a real socket', () => {
  test.each([
    ['ETIMEDOUT', 'timeout'],
    ['ECONNRESET', 'reset'],
    ['EPIPE', 'reset'],
    ['ENETDOWN', 'aborted'],
    ['EHOSTUNREACH', 'aborted'],
  ])('that ends with %s ends with %s to the module', async (code, reason) => {
    const [, server] = await bench.connect();
    const user = new StreamUser(server);
    bench.sockets[0]?.destroy(Object.assign(new Error('gone'), { code }));
    await until(bench, 'it is closed', () => user.log.length > 0);
    expect(user.log).toEqual([`close ${reason}`]);
  });

  test('acknowledges what the machine has taken, and has room for as much again', async () => {
    const user = await connectedUser();
    expect(user.stream.write(new Uint8Array(10_000))).toBe(8_760);
    await until(bench, 'it is acknowledged', () => user.acknowledgedBytes === 8_760);
    expect(user.stream.write(new Uint8Array(10_000))).toBe(8_760);
  });

  test('has bytes of its own: what was written may change at once', async () => {
    const [module, server] = await bench.connect();
    const user = new StreamUser(module);
    // The socket is in no hurry, as when it is busy with something else.
    bench.sockets[0]?.cork();
    const bytes = Uint8Array.of(1, 2, 3);
    const sender = new StreamUser(server);
    expect(sender.stream.write(bytes)).toBe(3);
    bytes.fill(0);
    bench.sockets[0]?.uncork();
    await until(bench, 'it is there', () => user.receivedBytes === 3);
    expect(user.received).toEqual(Uint8Array.of(1, 2, 3));
  });

  test('tells the peer to wait while its user does not consume', async () => {
    const [module, server] = await bench.connect();
    const user = new StreamUser(module);
    user.consumes = false;
    const sender = new StreamUser(server);
    let sentBytes = 0;
    // More than all buffers of two sockets of the machine hold, however large those are.
    while (sender.unsentBytes === 0) {
      sender.send(new Uint8Array(32_000_000));
      sentBytes += 32_000_000;
      let acknowledged = -1;
      while (acknowledged !== sender.acknowledgedBytes) {
        acknowledged = sender.acknowledgedBytes;
        // Another connection gets its turn: what can move has moved.
        await echo();
      }
    }
    await until(bench, 'the window is full', () => user.receivedBytes >= 11_680);
    await echo();
    expect(user.receivedBytes).toBe(11_680);
    user.catchUp();
    await until(bench, 'all is there', () => user.receivedBytes === sentBytes);
  });

  test('comes through the door with all it says, and names itself', async () => {
    const records: DoorRecord[] = [];
    bench.kernel.trace.on(liveDoor, ({ data }) => records.push(data));
    const user = await connectedUser();
    user.stream.write(Uint8Array.of(1, 2));
    bench.sockets[0]?.end('yes');
    await until(bench, 'it ends', () => user.log.length === 1 && user.acknowledgedBytes === 2);
    user.stream.end();
    await until(bench, 'it is closed', () => user.log.length === 2);
    const own = records.filter(({ from }) => from === 'tcp 1');
    expect(own).toHaveLength(5);
    expect(own).toEqual(
      expect.arrayContaining([
        { from: 'tcp 1', what: 'connected', word: endsWord(user.stream) },
        { from: 'tcp 1', what: 'acknowledged', byteCount: 2 },
        { from: 'tcp 1', what: 'data', bytes: Uint8Array.from(Buffer.from('yes')) },
        { from: 'tcp 1', what: 'end' },
        { from: 'tcp 1', what: 'close', word: 'ended' },
      ]),
    );
  });

  test('says nothing any more once it was aborted, whatever waits at the door', async () => {
    const user = await connectedUser();
    user.stream.write(Uint8Array.of(1));
    bench.sockets[0]?.write('hello');
    await bench.run(instantMax, () => user.acknowledgedBytes === 1);
    user.stream.abort();
    await echo();
    expect(user.log).toEqual([]);
  });
});

/** A round trip on a connection of its own. */
async function echo(): Promise<void> {
  const [there, back] = (await bench.connect()).map((stream) => new StreamUser(stream));
  there?.send(Uint8Array.of(1));
  await until(bench, 'it is there', () => back?.receivedBytes === 1);
  back?.send(Uint8Array.of(2));
  await until(bench, 'it is back', () => there?.receivedBytes === 1);
  there?.stream.abort();
}
