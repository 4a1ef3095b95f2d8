import { second } from '@w800/kernel';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rsaClient, trust } from './testing/identities.ts';
import { Meeting, type MeetingOptions } from './testing/meeting.ts';

const mutual: MeetingOptions = {
  client: { identity: rsaClient, alpn: [Uint8Array.of(1, 2, 3)] },
  server: { clientCertificate: 'required', trust, sendsTickets: true },
};

describe('A handshake', () => {
  test('has the same bytes at the same times for the same seed, and others for another', async () => {
    const run = async (seed: number): Promise<unknown> => {
      const { ends, kernel } = await new Meeting({ ...mutual, seed }).settle();
      return [ends.client.written, ends.server.written, kernel.now, kernel.eventCount];
    };
    expect(await run(7)).toEqual(await run(7));
    expect(await run(7)).not.toEqual(await run(8));
  });

  test('does not mind how its bytes are cut on the way', async () => {
    const { sent, ends } = await new Meeting(mutual).settle();
    const sizes = fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(sizes, async (cuts) => {
        let index = 0;
        const cut = (): number => cuts[(index += 1) % cuts.length] ?? 1;
        const other = await new Meeting({ ...mutual, pair: { cut } }).settle();
        expect(other.outcomes).toEqual(['ok', 'ok']);
        expect(other.sent).toEqual(sent);
        expect(other.ends.client.written).toEqual(ends.client.written);
        expect(other.ends.server.written).toEqual(ends.server.written);
      }),
      { numRuns: 25 },
    );
  });

  test('with any byte altered comes to nothing, and both sides know', async () => {
    const { ends } = await new Meeting(mutual).settle();
    const places = { client: altering(ends.client.written), server: altering(ends.server.written) };
    const place = fc
      .constantFrom('client' as const, 'server' as const)
      .chain((from) =>
        fc.tuple(
          fc.constant(from),
          fc.constantFrom(...places[from]),
          fc.integer({ min: 1, max: 255 }),
        ),
      );
    await fc.assert(
      fc.asyncProperty(place, async ([from, at, bits]) => {
        const meeting = new Meeting({ ...mutual, pair: { alter: flip(from, at, bits) } });
        await meeting.kernel.runFor(60 * second);
        expect(meeting.tellings).toBe(2);
        // A server believes in the session as soon as it has finished, as the protocol has it.
        expect(meeting.client?.ok).toBe(false);
      }),
      { numRuns: 200 },
    );
  });
});

/**
 * Where a byte matters: everywhere but in the version of a record that is not
 * protected, where 3.1 and 3.2 are as good as 3.3 [RFC 5246 E.1].
 */
function altering(written: Uint8Array): readonly number[] {
  const places: number[] = [];
  let start = 0;
  while (start < written.length) {
    const end = start + 5 + (written[start + 3] ?? 0) * 256 + (written[start + 4] ?? 0);
    for (let at = start; at < end; at += 1) {
      if (at !== start + 1 && at !== start + 2) places.push(at);
    }
    start = end;
  }
  return places;
}

/** Flips bits of one byte that a side sends. */
function flip(from: 'client' | 'server', at: number, bits: number) {
  return (side: 'client' | 'server', offset: number, bytes: Uint8Array): Uint8Array => {
    if (side !== from || at < offset || at >= offset + bytes.length) return bytes;
    const copy = bytes.slice();
    copy[at - offset] = (copy[at - offset] ?? 0) ^ bits;
    return copy;
  };
}
