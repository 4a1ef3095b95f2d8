import { Random } from '@w800/kernel';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { suites, type CipherSuite } from '../crypto/cipher-suite.ts';
import { sessionKeys } from '../crypto/session-keys.ts';
import type { ContentType } from './content-type.ts';
import { createOpener, createSealer } from './sealer.ts';
import { RecordReader, type RecordResult } from './record-reader.ts';
import { RecordWriter } from './record-writer.ts';

const random = new Random('record layer');
const randoms = { client: random.bytes(32), server: random.bytes(32) };
const master = random.bytes(48);
/** One suite for every way to protect records. */
const protections = suites.filter(
  ({ cipher, mac }, index) =>
    suites.findIndex((other) => other.cipher === cipher && other.mac === mac) === index,
);

function sealerOf(suite: CipherSuite) {
  const entropy = (byteCount: number): Uint8Array => random.bytes(byteCount);
  return createSealer(suite, sessionKeys(suite, master, randoms).client, entropy);
}

function writerOf(suite: CipherSuite, payloadBytesMax = 4_096): RecordWriter {
  const writer = new RecordWriter(payloadBytesMax);
  writer.protect(sealerOf(suite));
  return writer;
}

function readerOf(suite: CipherSuite): RecordReader {
  const reader = new RecordReader(16_384);
  reader.protect(createOpener(suite, sessionKeys(suite, master, randoms).client));
  return reader;
}

function readAll(reader: RecordReader): RecordResult[] {
  const results: RecordResult[] = [];
  for (let result = reader.next(); result !== undefined; result = reader.next()) {
    results.push(result);
    if (result.kind === 'fault') break;
  }
  return results;
}

const joined = (parts: readonly Uint8Array[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => [...part]));
const payloadOf = (results: readonly RecordResult[]): Uint8Array =>
  joined(results.map((result) => (result.kind === 'record' ? result.payload : new Uint8Array())));

test('there are eight ways to protect records', () => {
  expect(protections.map(({ cipher, mac }) => `${cipher} ${mac ?? ''}`.trim())).toEqual([
    'chacha20-poly1305',
    'aes-256-gcm',
    'aes-256-cbc sha384',
    'aes-256-cbc sha1',
    'aes-128-gcm',
    'aes-128-cbc sha256',
    'aes-128-cbc sha1',
    'aes-256-cbc sha256',
  ]);
});

describe.each(protections)('$name', (suite) => {
  const message = fc.record({
    type: fc.constantFrom<ContentType>('handshake', 'application_data', 'alert'),
    payload: fc.uint8Array({ minLength: 1, maxLength: 300 }),
  });

  test('however the stream is split, the same records come out', () => {
    fc.assert(
      fc.property(
        fc.array(message, { minLength: 1, maxLength: 6 }),
        fc.array(fc.nat(100), { minLength: 1 }),
        (messages, cuts) => {
          const writer = writerOf(suite, 100);
          const expected = messages.flatMap(({ type, payload }) =>
            writer.write(type, payload).map((record, index) => ({
              kind: 'record',
              type,
              payload: payload.slice(index * 100, index * 100 + 100),
              wireBytes: record.length,
              record,
            })),
          );
          const stream = joined(expected.map(({ record }) => record));
          const reader = readerOf(suite);
          const found: RecordResult[] = [];
          for (let at = 0, turn = 0; at < stream.length; turn += 1) {
            const end = at + (cuts[turn % cuts.length] ?? 0) + (turn % cuts.length === 0 ? 1 : 0);
            reader.add(stream.subarray(at, end));
            found.push(...readAll(reader));
            at = end;
          }
          expect(found).toEqual(expected.map(({ record: _record, ...rest }) => rest));
          expect(reader.isMidRecord).toBe(false);
        },
      ),
    );
  });

  test('no byte can be altered: nothing of that record or after it comes out', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 60 }),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (payload, where, flip) => {
          const writer = writerOf(suite);
          const records = [payload, payload].flatMap((each) => [
            ...writer.write('application_data', each),
          ]);
          const stream = joined(records);
          const first = records[0]?.length ?? 0;
          const at = where % stream.length;
          stream[at] = (stream[at] ?? 0) ^ flip;
          const reader = readerOf(suite);
          reader.add(stream);
          const results = readAll(reader);
          expect(payloadOf(results)).toEqual(at < first ? new Uint8Array() : payload);
          // A length that grew leaves a record that never ends.
          expect(results.at(-1)?.kind === 'fault' || reader.isMidRecord).toBe(true);
        },
      ),
    );
  });

  test('a record that is left out, repeated or moved is a fault', () => {
    const writer = writerOf(suite);
    const [a, b, c] = [1, 2, 3].map((byte) => writer.write('handshake', Uint8Array.of(byte))[0]!);
    for (const order of [[b], [a, c], [a, a], [a, c, b], [b, a, c]]) {
      const reader = readerOf(suite);
      reader.add(joined(order.map((record) => record!)));
      expect(readAll(reader).at(-1)).toMatchObject({ kind: 'fault', alert: 'bad_record_mac' });
    }
  });

  test('a fragment too short to have been protected is a fault', () => {
    for (let byteCount = 1; byteCount <= 80; byteCount += 1) {
      const reader = readerOf(suite);
      reader.add(Uint8Array.of(23, 3, 3, 0, byteCount, ...new Uint8Array(byteCount)));
      expect(reader.next()).toMatchObject({ kind: 'fault', alert: 'bad_record_mac' });
    }
  });

  test('the same seed gives the same bytes, another side other ones', () => {
    const keys = sessionKeys(suite, master, randoms);
    const sealed = (side: 'client' | 'server'): Uint8Array => {
      const drawn = new Random('same');
      const sealer = createSealer(suite, keys[side], (byteCount) => drawn.bytes(byteCount));
      return joined(sealer.seal('handshake', Uint8Array.of(1, 2, 3)));
    };
    expect(sealed('client')).toEqual(sealed('client'));
    expect(sealed('client')).not.toEqual(sealed('server'));
  });
});
