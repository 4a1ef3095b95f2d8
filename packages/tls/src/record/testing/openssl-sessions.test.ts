import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { describe, expect, test } from 'vitest';
import { suites, type CipherSuite } from '../../crypto/cipher-suite.ts';
import { decryptRsa } from '../../crypto/rsa.ts';
import {
  finishedData,
  masterSecret,
  sessionKeys,
  type Randoms,
  type Side,
} from '../../crypto/session-keys.ts';
import { Transcript } from '../../crypto/transcript.ts';
import { createOpener, createSealer } from '../sealer.ts';
import { RecordReader, type RecordResult } from '../record-reader.ts';
import { RecordWriter } from '../record-writer.ts';
import {
  opensslRsaKey,
  opensslSessions,
  opensslTexts,
  type OpensslSession,
} from './openssl-sessions.ts';

type Opened = RecordResult & { readonly kind: 'record' };

const text = (bytes: Uint8Array): string => String.fromCharCode(...bytes);
const clientKeyExchange = 16;

/** Both streams of a session, opened with the keys that its master secret gives. */
function opened(session: OpensslSession) {
  const suite = suites.find((each) => each.name === session.suite)!;
  const master = hexToBytes(session.masterSecret);
  // Record header, handshake header, version; then the random bytes of a hello.
  const randomOf = (hex: string): Uint8Array => hexToBytes(hex).slice(11, 43);
  const randoms: Randoms = { client: randomOf(session.client), server: randomOf(session.server) };
  const keys = sessionKeys(suite, master, randoms);
  const recordsOf = (side: Side): Opened[] => {
    const reader = new RecordReader(16_384);
    reader.add(hexToBytes(session[side]));
    const records: Opened[] = [];
    for (let result = reader.next(); result !== undefined; result = reader.next()) {
      if (result.kind === 'fault') throw new Error(result.what);
      if (result.type === 'change_cipher_spec') reader.protect(createOpener(suite, keys[side]));
      records.push(result);
    }
    expect(reader.isMidRecord).toBe(false);
    return records;
  };
  return { suite, master, randoms, keys, client: recordsOf('client'), server: recordsOf('server') };
}

/** The handshake messages of a side before its Finished, and that one. */
function handshakeOf(records: readonly Opened[]) {
  const change = records.findIndex((record) => record.type === 'change_cipher_spec');
  const payloads = records.filter((record) => record.type === 'handshake');
  return {
    messages: payloads.filter((record) => records.indexOf(record) < change),
    finished: payloads.at(-1)!.payload,
  };
}

describe.each(opensslSessions)('a session of OpenSSL with $suite', (session) => {
  const { suite, master, keys, client, server } = opened(session);

  test('its records open', () => {
    const texts = (records: readonly Opened[]): string =>
      records
        .filter((record) => record.type === 'application_data')
        .map((record) => text(record.payload))
        .join('');
    expect(texts(client)).toBe(opensslTexts.client);
    expect(texts(server)).toBe(opensslTexts.server);
    expect(client.at(-1)).toMatchObject({ type: 'alert', payload: Uint8Array.of(1, 0) });
  });

  test('both Finished messages are those of the transcript', () => {
    const [ours, theirs] = [handshakeOf(client), handshakeOf(server)];
    const [hello, ...rest] = ours.messages;
    const transcript = new Transcript();
    for (const { payload } of [hello!, ...theirs.messages, ...rest]) transcript.add(payload);
    const verify = (side: Side): Uint8Array =>
      finishedData(suite.prfHash, master, side, transcript.digest(suite.prfHash));
    expect(ours.finished.subarray(4)).toEqual(verify('client'));
    transcript.add(ours.finished);
    expect(theirs.finished.subarray(4)).toEqual(verify('server'));
  });

  test('what was sealed with the same nonces is the same on the wire', () => {
    const wire = hexToBytes(session.client);
    const start = wire.length - protectedBytes(client);
    const sealed = client.slice(client.findIndex(isChange) + 1);
    const explicit = explicitNonces(suite, wire.subarray(start), sealed);
    const writer = new RecordWriter(16_384);
    writer.protect(createSealer(suite, keys.client, () => explicit.shift() ?? new Uint8Array(16)));
    const again = sealed.flatMap(({ type, payload }) => [...writer.write(type, payload)]);
    expect(again.map((record) => record.length)).toEqual(sealed.map((record) => record.wireBytes));
    // OpenSSL starts the nonces of GCM at random, so that only the lengths agree.
    const isComparable = !suite.cipher.endsWith('gcm');
    const expected = isComparable ? bytesToHex(wire.subarray(start)) : 'not compared';
    const found = isComparable
      ? again.map((record) => bytesToHex(record)).join('')
      : 'not compared';
    expect(found).toBe(expected);
  });
});

test('the RSA key exchange of OpenSSL gives its master secret', () => {
  const session = opensslSessions.find(({ suite }) => suite.startsWith('TLS_RSA'))!;
  const { suite, master, randoms, client } = opened(session);
  const message = client.find(({ payload }) => payload[0] === clientKeyExchange)!.payload;
  const key = { kind: 'rsa', bits: 1_024, der: hexToBytes(opensslRsaKey) } as const;
  const preMaster = decryptRsa(key, message.subarray(6))!;
  expect(preMaster).toHaveLength(48);
  expect(masterSecret(suite.prfHash, preMaster, randoms)).toEqual(master);
});

function isChange(record: Opened): boolean {
  return record.type === 'change_cipher_spec';
}

function protectedBytes(records: readonly Opened[]): number {
  const sealed = records.slice(records.findIndex(isChange) + 1);
  return sealed.reduce((sum, record) => sum + record.wireBytes, 0);
}

/** The vectors that travelled in front of each record, for CBC. */
function explicitNonces(
  suite: CipherSuite,
  wire: Uint8Array,
  records: readonly Opened[],
): Uint8Array[] {
  if (!suite.cipher.endsWith('cbc')) return [];
  let at = 0;
  return records.map(({ wireBytes }) => {
    at += wireBytes;
    return wire.slice(at - wireBytes + 5, at - wireBytes + 21);
  });
}
