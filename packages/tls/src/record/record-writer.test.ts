import { expect, test } from 'vitest';
import { suites } from '../crypto/cipher-suite.ts';
import { sessionKeys } from '../crypto/session-keys.ts';
import { createSealer } from './sealer.ts';
import { RecordWriter } from './record-writer.ts';

const lengths = (records: readonly Uint8Array[]): number[] => records.map(({ length }) => length);

function protectedWriter(name: string): RecordWriter {
  const suite = suites.find((each) => each.name.endsWith(name))!;
  const randoms = { client: new Uint8Array(32), server: new Uint8Array(32) };
  const keys = sessionKeys(suite, new Uint8Array(48), randoms).client;
  const writer = new RecordWriter(4_096);
  writer.protect(createSealer(suite, keys, (byteCount) => new Uint8Array(byteCount)));
  return writer;
}

test('a record is type, version, length and payload', () => {
  expect(new RecordWriter(4_096).write('alert', Uint8Array.of(1, 0))).toEqual([
    Uint8Array.of(21, 3, 3, 0, 2, 1, 0),
  ]);
});

test('10,000 bytes of the module are three records', () => {
  const payload = Uint8Array.from({ length: 10_000 }, (_, index) => index % 251);
  const records = new RecordWriter(4_096).write('application_data', payload);
  expect(lengths(records)).toEqual([4_101, 4_101, 1_813]);
  expect(records.flatMap((record) => [...record.subarray(5)])).toEqual([...payload]);
});

test('4,096 bytes are one record, one more is a second', () => {
  const writer = new RecordWriter(4_096);
  expect(lengths(writer.write('application_data', new Uint8Array(4_096)))).toEqual([4_101]);
  expect(lengths(writer.write('application_data', new Uint8Array(4_097)))).toEqual([4_101, 6]);
});

test('nothing to send is one empty record', () => {
  expect(lengths(new RecordWriter(4_096).write('application_data', new Uint8Array()))).toEqual([5]);
});

test.each([
  { name: 'CHACHA20_POLY1305_SHA256', wire: [21, 121, 4_117] },
  { name: 'AES_128_GCM_SHA256', wire: [29, 129, 4_125] },
  // Vector, payload, MAC, and padding up to a whole block that is never left out.
  { name: 'AES_128_CBC_SHA256', wire: [69, 165, 4_165] },
  { name: 'AES_128_CBC_SHA', wire: [53, 149, 4_149] },
  { name: 'AES_256_CBC_SHA384', wire: [85, 181, 4_181] },
])('0, 100 and 4,096 bytes under $name take $wire on the wire', ({ name, wire }) => {
  const writer = protectedWriter(name);
  const sizes = [0, 100, 4_096].flatMap((byteCount) =>
    lengths(writer.write('application_data', new Uint8Array(byteCount))),
  );
  expect(sizes).toEqual(wire);
});

test('with GCM the sequence number goes in front, as mbedTLS sends it', () => {
  const writer = protectedWriter('AES_256_GCM_SHA384');
  const nonces = [1, 2, 3].map(() => writer.write('handshake', Uint8Array.of(0))[0]?.slice(5, 13));
  expect(nonces).toEqual([0, 1, 2].map((count) => Uint8Array.of(0, 0, 0, 0, 0, 0, 0, count)));
});
