import { describe, expect, test } from 'vitest';
import { suites } from './crypto/cipher-suite.ts';
import { groupIds, type GroupName } from './crypto/key-exchange.ts';
import {
  ecCa,
  ecClient,
  ecServer,
  ecServerOfRsa,
  identities,
  rsaClient,
  rsaServer,
  trust,
} from './testing/identities.ts';
import { Meeting } from './testing/meeting.ts';

const text = (word: string): Uint8Array => new TextEncoder().encode(word);

describe('A handshake', () => {
  test.each(suites)('of $name comes about, and both sides agree on it', async ({ id, name }) => {
    const isStaticRsa = name.startsWith('TLS_ECDH_RSA');
    const server = { identities: isStaticRsa ? [ecServerOfRsa] : identities, suites: [name] };
    const { client, server: other } = await new Meeting({ server }).settle();
    expect(client).toMatchObject({ ok: true, session: { suite: { id }, flags: [] } });
    expect(other).toMatchObject({ ok: true, session: { suite: { id }, peer: [] } });
  });

  test.each(Object.keys(groupIds) as GroupName[])('over %s comes about', async (group) => {
    const { client } = await new Meeting({ server: { groups: [group] } }).settle();
    expect(client).toMatchObject({ ok: true, session: { group } });
  });

  test('with the suite mbedTLS likes best', async () => {
    const rsa = await new Meeting({ server: { identities } }).settle();
    expect(rsa.client).toMatchObject({
      session: { suite: { name: 'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256' }, group: 'x25519' },
    });
    const ec = await new Meeting({ server: { identities: [ecServer] } }).settle();
    expect(ec.client).toMatchObject({
      session: { suite: { name: 'TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256' } },
    });
  });

  test("with the server's order of suites, if it has one", async () => {
    const server = {
      suites: ['TLS_RSA_WITH_AES_128_GCM_SHA256', 'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384'],
      prefers: 'server',
    } as const;
    const { client } = await new Meeting({ server }).settle();
    expect(client).toMatchObject({ session: { suite: { name: server.suites[0] } } });
  });

  test('sends these messages, of these sizes', async () => {
    const { sent } = await new Meeting().settle();
    const chain = 4 + 3 + 3 + rsaServer.certificate.der.length;
    expect(sent).toEqual([
      'client > client_hello 161',
      'server > server_hello 87',
      `server > certificate ${chain}`,
      'server > server_key_exchange 300',
      'server > server_hello_done 4',
      'client > client_key_exchange 37',
      'client > change_cipher_spec 1',
      'client > finished 16',
      'server > change_cipher_spec 1',
      'server > finished 16',
    ]);
  });

  test('hears what was sent', async () => {
    const { sent, heard } = await new Meeting().settle();
    const turned = sent.map((line) =>
      line.startsWith('client')
        ? line.replace('client >', 'server <')
        : line.replace('server >', 'client <'),
    );
    expect(heard).toEqual(turned);
  });

  test('takes the client 251 bytes, as the SDK build of mbedTLS 3.4.0, and a write a record', async () => {
    const { ends } = await new Meeting().settle();
    expect(ends.client.writes.map(({ length }) => length)).toEqual([166, 42, 6, 37]);
  });

  test('takes the server two writes, as OpenSSL', async () => {
    const { ends } = await new Meeting().settle();
    expect(ends.server.writes).toHaveLength(2);
  });

  test('shows the subjects of the chain and its flags where nobody insists on it', async () => {
    const { client } = await new Meeting({ client: { trust: undefined } }).settle();
    expect(client).toMatchObject({
      ok: true,
      session: { flags: ['NOT_TRUSTED'], peer: [{ subject: 'CN=broker.test' }] },
    });
  });

  test('carries the host name if the client is to say it, and not otherwise', async () => {
    const silent = await new Meeting().settle();
    expect(silent.server).toMatchObject({ session: { serverName: undefined } });
    const named = await new Meeting({ client: { serverName: 'broker.test' } }).settle();
    expect(named.server).toMatchObject({ session: { serverName: 'broker.test' } });
  });

  test('goes on after a session ticket, which the module does not keep', async () => {
    const meeting = await new Meeting({ server: { sendsTickets: true } }).settle();
    expect(meeting.outcomes).toEqual(['ok', 'ok']);
    expect(meeting.sent).toContain('server > new_session_ticket 170');
  });
});

describe('A client certificate', () => {
  const server = { clientCertificate: 'required', trust } as const;

  test.each([
    ['RSA', rsaClient, 'certificate_verify 264'],
    ['ECDSA', ecClient, 'certificate_verify 7'],
  ])('with an %s key is shown and proved', async (_kind, identity, proof) => {
    const meeting = await new Meeting({ client: { identity }, server }).settle();
    expect(meeting.outcomes).toEqual(['ok', 'ok']);
    expect(meeting.server).toMatchObject({ session: { peer: [{ subject: 'CN=module' }] } });
    expect(meeting.sent.some((line) => line.startsWith(`client > ${proof}`))).toBe(true);
  });

  test('is signed over the hash of the suite, whatever the server offers, as mbedTLS does', async () => {
    const suite = { suites: ['TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384'] };
    const meeting = new Meeting({
      client: { identity: ecClient },
      server: { ...server, ...suite },
    });
    await meeting.settle();
    expect(meeting.outcomes).toEqual(['ok', 'ok']);
  });

  test('that is not there is an empty chain, which a server may take', async () => {
    const asking = { clientCertificate: 'requested', trust } as const;
    const meeting = await new Meeting({ server: asking }).settle();
    expect(meeting.sent).toContain('client > certificate 7');
    expect(meeting.outcomes).toEqual(['ok', 'ok']);
  });

  test('that is required and not there ends in handshake_failure', async () => {
    const meeting = await new Meeting({ server }).settle();
    expect(meeting.outcomes).toEqual(['handshake_failure in', 'handshake_failure out']);
  });

  test('of an authority the server does not know ends in unknown_ca', async () => {
    const strict = { ...server, trust: [ecCa.certificate] };
    const meeting = new Meeting({ client: { identity: rsaClient }, server: strict });
    await meeting.settle();
    expect(meeting.outcomes).toEqual(['unknown_ca in', 'verify NOT_TRUSTED']);
  });

  test('whose key is another is found out by its signature', async () => {
    const identity = { chain: rsaClient.chain, key: rsaServer.key };
    const meeting = await new Meeting({ client: { identity }, server }).settle();
    expect(meeting.outcomes).toEqual(['decrypt_error in', 'decrypt_error out']);
  });

  test('that no record of the module can hold is not sent', async () => {
    const identity = { chain: Array(6).fill(rsaClient.certificate), key: rsaClient.key };
    const meeting = await new Meeting({ client: { identity }, server }).settle();
    expect(meeting.outcomes).toEqual(['protocol', 'closed']);
  });
});

describe('ALPN', () => {
  const client = { alpn: [text('http/1.1'), text('mqtt')] };

  test('is settled by the server, in its own order', async () => {
    const server = { alpn: [text('x'), text('mqtt'), text('http/1.1')] };
    const meeting = await new Meeting({ client, server }).settle();
    expect(meeting.client).toMatchObject({ session: { alpn: text('mqtt') } });
    expect(meeting.server).toMatchObject({ session: { alpn: text('mqtt') } });
  });

  test('without anything in common ends in no_application_protocol', async () => {
    const meeting = await new Meeting({ client, server: { alpn: [text('x')] } }).settle();
    expect(meeting.outcomes).toEqual(['no_application_protocol in', 'no_application_protocol out']);
  });

  test('is not spoken of if only one side wants it', async () => {
    const offered = await new Meeting({ client }).settle();
    expect(offered.client).toMatchObject({ ok: true, session: { alpn: undefined } });
    const wanted = await new Meeting({ server: { alpn: [text('x')] } }).settle();
    expect(wanted.client).toMatchObject({ ok: true, session: { alpn: undefined } });
  });
});
