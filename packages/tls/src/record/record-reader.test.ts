import { describe, expect, test } from 'vitest';
import { suites } from '../crypto/cipher-suite.ts';
import { sessionKeys } from '../crypto/session-keys.ts';
import { createOpener, createSealer } from './sealer.ts';
import { RecordReader } from './record-reader.ts';
import { RecordWriter } from './record-writer.ts';

const reading = (...bytes: number[]): RecordReader => {
  const reader = new RecordReader(16_384);
  reader.add(Uint8Array.from(bytes));
  return reader;
};

test('a record comes out once all of it is in', () => {
  const reader = reading(22, 3, 3, 0, 2, 14);
  expect(reader.next()).toBeUndefined();
  expect(reader.isMidRecord).toBe(true);
  reader.add(Uint8Array.of(15, 21));
  expect(reader.next()).toEqual({
    kind: 'record',
    type: 'handshake',
    payload: Uint8Array.of(14, 15),
    wireBytes: 7,
  });
  expect(reader.next()).toBeUndefined();
  expect(reader.isMidRecord).toBe(true);
});

test('what lies in one piece is not copied', () => {
  const bytes = Uint8Array.of(23, 3, 3, 0, 1, 65, 23, 3, 3, 0, 1, 66);
  const reader = reading();
  reader.add(bytes);
  for (const offset of [5, 11]) {
    const record = reader.next();
    const payload = record?.kind === 'record' ? record.payload : undefined;
    expect(payload?.buffer).toBe(bytes.buffer);
    expect(payload?.byteOffset).toBe(offset);
  }
});

test('an older version in the header is taken, as in the first record of others', () => {
  expect(reading(22, 3, 1, 0, 1, 0).next()).toMatchObject({ kind: 'record', type: 'handshake' });
});

describe('what is no record', () => {
  test.each([
    { name: 'HTTP', bytes: [72, 84, 84, 80, 47], alert: 'unexpected_message' },
    { name: 'a CONNACK and more', bytes: [0x20, 2, 0, 0, 0x30], alert: 'unexpected_message' },
    { name: 'a later version', bytes: [22, 3, 4, 0, 1], alert: 'protocol_version' },
    { name: 'no content', bytes: [23, 3, 3, 0, 0], alert: 'decode_error' },
    { name: '16,385 bytes', bytes: [23, 3, 3, 0x40, 1], alert: 'record_overflow' },
  ])('$name is known by five bytes', ({ bytes, alert }) => {
    const reader = reading(...bytes.slice(0, 4));
    expect(reader.next()).toBeUndefined();
    reader.add(Uint8Array.from(bytes.slice(4)));
    expect(reader.next()).toMatchObject({ kind: 'fault', alert });
  });

  test('after it nothing is read any more', () => {
    const reader = reading(72, 84, 84, 80, 47);
    const fault = reader.next();
    reader.add(Uint8Array.of(22, 3, 3, 0, 1, 0));
    expect(reader.next()).toBe(fault);
  });
});

test('16,384 bytes are a record', () => {
  const reader = reading(23, 3, 3, 0x40, 0, ...new Uint8Array(16_384));
  expect(reader.next()).toMatchObject({ kind: 'record', wireBytes: 16_389 });
});

describe('protected records', () => {
  const suite = suites[0]!;
  const randoms = { client: new Uint8Array(32), server: new Uint8Array(32) };
  const keys = sessionKeys(suite, new Uint8Array(48), randoms).server;
  const open = () => {
    const [writer, reader] = [new RecordWriter(20_000), new RecordReader(16_384)];
    writer.protect(createSealer(suite, keys, (byteCount) => new Uint8Array(byteCount)));
    reader.protect(createOpener(suite, keys));
    return {
      reader,
      send(type: 'application_data' | 'alert', byteCount: number) {
        for (const record of writer.write(type, new Uint8Array(byteCount))) reader.add(record);
        return reader.next();
      },
    };
  };

  test('a payload may be 16,384 bytes, though its fragment is longer', () => {
    expect(open().send('application_data', 16_384)).toMatchObject({ wireBytes: 16_405 });
  });

  test('one byte more is too long, found when it is opened', () => {
    expect(open().send('application_data', 16_385)).toMatchObject({ alert: 'record_overflow' });
  });

  test('a fragment of 18,433 bytes is too long before it is here', () => {
    const { reader } = open();
    reader.add(Uint8Array.of(23, 3, 3, 0x48, 0));
    expect(reader.next()).toBeUndefined();
    const other = open().reader;
    other.add(Uint8Array.of(23, 3, 3, 0x48, 1));
    expect(other.next()).toMatchObject({ kind: 'fault', alert: 'record_overflow' });
  });

  test('three empty records in a row are taken, the fourth is not, and data between counts', () => {
    const peer = open();
    const sizes = [0, 0, 0, 1, 0, 0, 0, 0];
    const kinds = sizes.map((size) => peer.send('application_data', size)?.kind);
    expect(kinds).toEqual([...Array.from({ length: 7 }, () => 'record'), 'fault']);
  });

  test('an empty record of another type is a fault', () => {
    expect(open().send('alert', 0)).toMatchObject({ kind: 'fault', alert: 'decode_error' });
  });

  test('an older version in the header is not what the peer sealed', () => {
    const { reader } = open();
    const [writer] = [new RecordWriter(4_096)];
    writer.protect(createSealer(suite, keys, (byteCount) => new Uint8Array(byteCount)));
    const [record = new Uint8Array()] = writer.write('handshake', Uint8Array.of(1));
    record[2] = 1;
    reader.add(record);
    expect(reader.next()).toMatchObject({ alert: 'bad_record_mac' });
  });
});

test('records are protected from the one after ChangeCipherSpec, also in the same piece', () => {
  const suite = suites[0]!;
  const randoms = { client: new Uint8Array(32), server: new Uint8Array(32) };
  const keys = sessionKeys(suite, new Uint8Array(48), randoms).client;
  const writer = new RecordWriter(4_096);
  const records = [...writer.write('change_cipher_spec', Uint8Array.of(1))];
  writer.protect(createSealer(suite, keys, (byteCount) => new Uint8Array(byteCount)));
  records.push(...writer.write('handshake', Uint8Array.of(20, 0)));
  const reader = reading(...records.flatMap((record) => [...record]));
  expect(reader.next()).toMatchObject({ type: 'change_cipher_spec', payload: Uint8Array.of(1) });
  reader.protect(createOpener(suite, keys));
  expect(reader.next()).toMatchObject({ type: 'handshake', payload: Uint8Array.of(20, 0) });
});
