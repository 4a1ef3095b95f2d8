import { second } from '@w800/kernel';
import type { ByteStream } from '@w800/ports';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Meeting, type MeetingOptions } from './testing/meeting.ts';
import { SecureUser } from './testing/secure-user.ts';

/** A session and a user at each of its ends. */
async function session(
  options: MeetingOptions = {},
): Promise<{ meeting: Meeting; module: SecureUser; server: SecureUser }> {
  const meeting = await new Meeting(options).settle();
  const streams = [meeting.client, meeting.server].map((outcome) => {
    if (outcome?.ok !== true) throw new Error('there is no session');
    return outcome.stream;
  });
  const [client, server] = streams as [ByteStream, ByteStream];
  return { meeting, module: new SecureUser(client), server: new SecureUser(server) };
}

function pattern(byteCount: number): Uint8Array {
  return Uint8Array.from({ length: byteCount }, (_, index) => (index * 7 + (index >> 8)) & 0xff);
}

describe('A stream inside TLS', () => {
  test('carries every byte in order, both ways, however it is cut, and acknowledges each once', async () => {
    const bytes = fc.uint8Array({ minLength: 1, maxLength: 30_000 });
    const cut = fc.integer({ min: 1, max: 3_000 });
    await fc.assert(
      fc.asyncProperty(bytes, bytes, cut, async (there, back, size) => {
        const { meeting, module, server } = await session({ pair: { cut: () => size } });
        module.send(there);
        server.send(back);
        await meeting.kernel.runFor(60 * second);
        expect(server.received).toEqual(there);
        expect(module.received).toEqual(back);
        expect(module.acknowledgedBytes).toBe(there.length);
        expect(server.acknowledgedBytes).toBe(back.length);
      }),
      { numRuns: 15 },
    );
  });

  test("is a record of 4,096 bytes at most from the module, and takes mbedTLS's overhead", async () => {
    const { meeting, module, server } = await session();
    const before = meeting.ends.client.written.length;
    module.send(pattern(5_000));
    await meeting.kernel.runFor(1 * second);
    expect(server.receivedBytes).toBe(5_000);
    const sizes = meeting.ends.client.writes.slice(4).map(({ length }) => length);
    expect(sizes).toEqual([4_096 + 21, 904 + 21]);
    expect(meeting.ends.client.written.length - before).toBe(5_042);
  });

  test('holds its user to 16,384 bytes, byte for byte as they are consumed', async () => {
    const { meeting, module, server } = await session();
    const payload = pattern(100_000);
    module.consumes = false;
    server.send(payload);
    await meeting.kernel.runFor(10 * second);
    expect(module.receivedBytes).toBe(16_384);
    module.stream.consumed(1_000);
    module.stream.consumed(3_000);
    await meeting.kernel.runFor(10 * second);
    expect(module.received).toEqual(payload.subarray(0, 20_384));
    module.consumes = true;
    module.stream.consumed(16_384);
    await meeting.kernel.runFor(60 * second);
    expect(module.received).toEqual(payload);
  });

  test('leaves what its user cannot take in the window of the stream below', async () => {
    const { meeting, module, server } = await session();
    module.consumes = false;
    server.send(pattern(100_000));
    await meeting.kernel.runFor(10 * second);
    expect(meeting.ends.client.heldBytes).toBe(11_680);
  });

  test('takes what fits and a record more, then nothing until something is acknowledged', async () => {
    const { meeting, module, server } = await session();
    const payload = pattern(50_000);
    const first = module.stream.write(payload);
    expect(first).toBe(3 * 4_096);
    expect(module.stream.write(payload.subarray(first))).toBe(0);
    await meeting.kernel.runFor(1 * second);
    expect(module.acknowledgedBytes).toBe(first);
    module.send(payload.subarray(first));
    await meeting.kernel.runFor(10 * second);
    expect(server.received).toEqual(payload);
  });

  test('ends each way on its own, behind all bytes, with close_notify; then it is closed, once', async () => {
    const { meeting, module, server } = await session();
    const payload = pattern(20_000);
    module.send(payload.subarray(0, 9_000));
    module.stream.end();
    expect(module.stream.write(payload)).toBe(0);
    await meeting.kernel.runFor(1 * second);
    expect([server.receivedBytes, server.log, module.log]).toEqual([9_000, ['end'], []]);
    server.send(payload);
    await meeting.kernel.runFor(1 * second);
    server.stream.end();
    await meeting.kernel.runFor(1 * second);
    expect([module.receivedBytes, module.log]).toEqual([20_000, ['end', 'close ended']]);
    expect(server.log).toEqual(['end', 'close ended']);
    expect(meeting.sent.slice(-2)).toEqual(['client ! close_notify', 'server ! close_notify']);
  });

  test('aborted, says reset to the peer and nothing else', async () => {
    const { meeting, module, server } = await session();
    server.send(pattern(40_000));
    module.onData = () => module.stream.abort();
    await meeting.kernel.runFor(10 * second);
    expect([module.chunks, module.log, server.log]).toEqual([1, [], ['close reset']]);
    module.stream.abort();
    expect(module.stream.write(pattern(1))).toBe(0);
    expect(meeting.sent.some((line) => line.includes('!'))).toBe(false);
  });

  test('keeps for its user what came before it was attached', async () => {
    const meeting = await new Meeting().settle();
    if (!meeting.client?.ok || !meeting.server?.ok) throw new Error('there is no session');
    const early = new SecureUser(meeting.client.stream);
    early.send(pattern(3_000));
    early.stream.end();
    await meeting.kernel.runFor(1 * second);
    expect(early.acknowledgedBytes).toBe(3_000);
    const late = new SecureUser(meeting.server.stream);
    expect(late.receivedBytes).toBe(0);
    await meeting.kernel.runFor(1 * second);
    expect([late.received, late.log]).toEqual([pattern(3_000), ['end']]);
  });

  test('closed before its user was attached, tells of it then', async () => {
    const meeting = await new Meeting().settle();
    if (!meeting.client?.ok || !meeting.server?.ok) throw new Error('there is no session');
    meeting.client.stream.abort();
    await meeting.kernel.runFor(1 * second);
    const late = new SecureUser(meeting.server.stream);
    await meeting.kernel.runFor(1 * second);
    expect(late.log).toEqual(['close reset']);
  });

  test('takes a FIN without close_notify for an end', async () => {
    const { meeting, module } = await session();
    meeting.ends.server.end();
    await meeting.kernel.runFor(1 * second);
    expect(module.log).toEqual(['end']);
  });

  test.each(['reset', 'timeout', 'aborted'] as const)(
    'is over when the stream below is: %s',
    async (reason) => {
      const { meeting, module } = await session();
      meeting.ends.client.fail(reason);
      await meeting.kernel.runFor(1 * second);
      expect(module.log).toEqual([`close ${reason}`]);
    },
  );

  test('breaks at an altered record: the module says nothing, a server says bad_record_mac', async () => {
    const broken = async (side: 'client' | 'server'): Promise<unknown> => {
      const isOn = { value: false };
      const alter = (from: string, _offset: number, bytes: Uint8Array): Uint8Array =>
        isOn.value && from !== side ? bytes.map((byte, at) => (at === 9 ? byte ^ 1 : byte)) : bytes;
      const { meeting, module, server } = await session({ pair: { alter } });
      isOn.value = true;
      const [victim, other] = side === 'client' ? [module, server] : [server, module];
      other.send(pattern(100));
      await meeting.kernel.runFor(10 * second);
      return [victim.log, victim.receivedBytes, other.log, meeting.sent.slice(10)];
    };
    expect(await broken('client')).toEqual([['close aborted'], 0, ['end'], []]);
    expect(await broken('server')).toEqual([
      ['close aborted'],
      0,
      ['close reset'],
      ['server ! bad_record_mac'],
    ]);
  });

  test('offers again what a stack without memory did not take', async () => {
    const { meeting, module, server } = await session();
    const { client } = meeting.ends;
    const write = client.write.bind(client);
    client.write = () => 0;
    module.send(pattern(10));
    await meeting.kernel.runFor(1 * second);
    client.write = write;
    await meeting.kernel.runFor(2 * second);
    expect(server.receivedBytes).toBe(10);
  });
});
