import fc from 'fast-check';
import { expect } from 'vitest';
import { until, type StreamBench } from './stream-bench.ts';
import { StreamUser } from './stream-user.ts';

/** Something that holds of every stream, whatever is below it. */
export interface ByteStreamLaw {
  readonly title: string;
  prove(bench: StreamBench): Promise<void>;
}

export const byteStreamLaws: readonly ByteStreamLaw[] = [
  {
    title: 'carries every byte in order, both ways at once, and acknowledges each once',
    async prove(bench) {
      const bytes = fc.uint8Array({ minLength: 1, maxLength: 30_000 });
      await fc.assert(
        fc.asyncProperty(bytes, bytes, async (there, back) => {
          const [module, server] = await users(bench);
          module.send(there);
          server.send(back);
          await until(
            bench,
            'everything is acknowledged',
            () =>
              server.receivedBytes === there.length &&
              module.receivedBytes === back.length &&
              module.acknowledgedBytes === there.length &&
              server.acknowledgedBytes === back.length,
          );
          expect(server.received).toEqual(there);
          expect(module.received).toEqual(back);
          for (const chunk of [...server.chunks, ...module.chunks]) {
            expect(chunk.length).toBeGreaterThan(0);
          }
          module.stream.abort();
        }),
        { numRuns: 10 },
      );
    },
  },
  {
    title: 'tells its ends where they are',
    async prove(bench) {
      const [module, server] = await bench.connect();
      expect(module.local).toEqual(server.remote);
      expect(module.remote).toEqual(server.local);
    },
  },
  {
    title: 'gives its user no more than the window, and goes on as it is consumed',
    async prove(bench) {
      const [module, server] = await users(bench);
      const payload = pattern(100_000);
      module.consumes = false;
      server.send(payload);
      await until(bench, 'the window is full', () => module.receivedBytes === bench.windowBytes);
      module.stream.consumed(1_000);
      module.stream.consumed(3_000);
      const more = bench.windowBytes + 4_000;
      await until(bench, 'there is more', () => module.receivedBytes === more);
      expect(module.received).toEqual(payload.subarray(0, more));
      module.consumes = true;
      module.stream.consumed(bench.windowBytes);
      await until(bench, 'all is there', () => module.receivedBytes === payload.length);
      expect(module.received).toEqual(payload);
    },
  },
  {
    title: 'takes what fits in the send buffer, and more only after an acknowledgement',
    async prove(bench) {
      const [module, server] = await users(bench);
      const payload = pattern(50_000);
      const first = module.stream.write(payload);
      expect(first).toBeGreaterThan(0);
      expect(first).toBeLessThan(payload.length);
      expect(module.stream.write(payload.subarray(first))).toBe(0);
      await until(bench, 'it is acknowledged', () => module.acknowledgedBytes === first);
      module.send(payload.subarray(first));
      await until(bench, 'all is there', () => server.receivedBytes === payload.length);
      expect(server.received).toEqual(payload);
    },
  },
  {
    title: 'ends each way on its own, behind all bytes; then it is closed, once',
    async prove(bench) {
      const [module, server] = await users(bench);
      const payload = pattern(5_000);
      module.send(payload);
      module.stream.end();
      expect(module.stream.write(payload)).toBe(0);
      await until(bench, 'the end is known', () => server.log.length > 0);
      expect([server.receivedBytes, server.log, module.log]).toEqual([5_000, ['end'], []]);
      server.send(payload);
      server.stream.end();
      await until(bench, 'both are closed', () => module.log.length + server.log.length === 4);
      expect([module.receivedBytes, module.log]).toEqual([5_000, ['end', 'close ended']]);
      expect(server.log).toEqual(['end', 'close ended']);
      await nothingMore(bench, [module, server]);
    },
  },
  {
    title: 'aborted, says reset to the peer and nothing to who aborted',
    async prove(bench) {
      const [module, server] = await users(bench);
      server.send(pattern(40_000));
      module.onData = () => module.stream.abort();
      await until(bench, 'the peer knows', () => server.log.length > 0);
      await nothingMore(bench, [module, server]);
      expect([module.chunks.length, module.log, server.log]).toEqual([1, [], ['close reset']]);
      module.stream.abort();
      expect(module.stream.write(pattern(1))).toBe(0);
    },
  },
  {
    title: 'keeps for its user what came before it was attached',
    async prove(bench) {
      const [early, late] = await bench.connect();
      const module = new StreamUser(early);
      module.send(pattern(3_000));
      early.end();
      await until(bench, 'it is acknowledged', () => module.acknowledgedBytes === 3_000);
      const server = new StreamUser(late);
      expect(server.receivedBytes).toBe(0);
      await until(bench, 'it is known', () => server.log.length === 1);
      expect([server.received, server.log]).toEqual([pattern(3_000), ['end']]);
    },
  },
  {
    title: 'closed before its user was attached, tells of it then',
    async prove(bench) {
      const [early, late] = await bench.connect();
      new StreamUser(early).stream.abort();
      // What another connection does takes longer than the reset of this one.
      await nothingMore(bench, []);
      const server = new StreamUser(late);
      await until(bench, 'it is known', () => server.log.length > 0);
      expect(server.log).toEqual(['close reset']);
    },
  },
];

async function users(bench: StreamBench): Promise<readonly [StreamUser, StreamUser]> {
  const [module, server] = await bench.connect();
  return [new StreamUser(module), new StreamUser(server)];
}

/** Shows that nothing follows, by something that would come after it. */
async function nothingMore(bench: StreamBench, quiet: readonly StreamUser[]): Promise<void> {
  const logs = quiet.map(({ log, receivedBytes }) => [log.length, receivedBytes]);
  const [module, server] = await users(bench);
  module.send(pattern(1));
  await until(bench, 'another stream works', () => server.receivedBytes === 1);
  module.stream.abort();
  expect(quiet.map(({ log, receivedBytes }) => [log.length, receivedBytes])).toEqual(logs);
}

function pattern(byteCount: number): Uint8Array {
  return Uint8Array.from({ length: byteCount }, (_, index) => (index * 7 + (index >> 8)) & 0xff);
}
