import { hexToBytes } from '@noble/hashes/utils.js';
import { expect, test } from 'vitest';
import { suites } from './crypto/cipher-suite.ts';
import { sessionKeys } from './crypto/session-keys.ts';
import { createOpener } from './record/sealer.ts';
import { tlsVersion } from './record/record-header.ts';
import { identities, rsaServer } from './testing/identities.ts';
import { Meeting } from './testing/meeting.ts';

const logLine = /^CLIENT_RANDOM ([0-9a-f]{64}) ([0-9a-f]{96})$/;
/** Behind the headers of the record and of the message, and the version. */
const randomAt = 5 + 4 + 2;
const recordHeaderBytes = 5;
const finishedBytes = 16;

const chosen = [
  'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256',
  'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384',
  'TLS_RSA_WITH_AES_128_CBC_SHA',
];

test.each(chosen)('the key log line opens what a client of %s has sent', async (name) => {
  const lines: string[] = [];
  const secrets = (line: string): void => void lines.push(line);
  const server = { identities, suites: [name] };
  const { ends, outcomes } = await new Meeting({ client: { secrets }, server }).settle();
  expect(outcomes).toEqual(['ok', 'ok']);
  expect(lines).toHaveLength(1);
  const [, random = '', master = ''] = logLine.exec(lines[0] ?? '') ?? [];
  const [hello] = ends.client.writes;
  expect(hello?.subarray(randomAt, randomAt + 32)).toEqual(hexToBytes(random));

  const randoms = {
    client: hexToBytes(random),
    server: ends.server.writes[0]?.subarray(randomAt, randomAt + 32) ?? new Uint8Array(),
  };
  const suite = suites.find((one) => one.name === name);
  if (suite === undefined) throw new Error(`no suite ${name}`);
  const opener = createOpener(suite, sessionKeys(suite, hexToBytes(master), randoms).client);
  const finished = ends.client.writes.at(-1)?.subarray(recordHeaderBytes) ?? new Uint8Array();
  expect(opener.open('handshake', tlsVersion, finished)).toHaveLength(finishedBytes);
});

test('a handshake that fails before the keys are exchanged has none to tell', async () => {
  const lines: string[] = [];
  const client = { secrets: (line: string): void => void lines.push(line) };
  const server = { faults: [{ at: 'server_key_exchange', act: 'close' }] } as const;
  const meeting = await new Meeting({ client, server }).settle();
  expect([meeting.outcomes[0], lines]).toEqual(['closed', []]);
});

test('who is told the secrets changes nothing on the line', async () => {
  const told = await new Meeting({ client: { secrets: () => {} } }).settle();
  const untold = await new Meeting({ server: { identities: [rsaServer] } }).settle();
  expect(told.ends.client.writes).toEqual(untold.ends.client.writes);
});
