import { finding, Kernel } from '@w800/kernel';
import { tlsFailure, tlsSession } from '@w800/tls';
import { describe, expect, test } from 'vitest';
import { createTwin } from '../create-twin.ts';
import type { ModuleInput } from '../module/module-schema.ts';
import { latin1 } from '../show-bytes.ts';
import { StepFailure } from '../step-failure.ts';
import type { WorldInput } from './world-schema.ts';

type Broker = Exclude<NonNullable<WorldInput['broker']>, readonly unknown[]>;

const host = '192.168.10.234';
const authorities = {
  'our-ca': { ca: true },
  inter: { issuer: 'our-ca', ca: true, key: 'p-256-ca' },
  low: { issuer: 'inter', ca: true, key: 'p-384-ca' },
  server: { issuer: 'our-ca', key: 'p-256', names: host },
} as const;

interface Given {
  readonly certificates?: WorldInput['certificates'];
  readonly module?: ModuleInput;
  readonly alpn?: string;
  /** Without it the module's clock stands where it stood when it was switched on. */
  readonly clock?: 'right' | 'unset';
}

/** What comes of connecting: `OK` with what was agreed on, or what the module takes offence at. */
async function outcome(scheme: number, port: Partial<Broker>, given: Given = {}): Promise<string> {
  const { certificates, module = { ca: 'our-ca' }, alpn, clock = 'right' } = given;
  const kernel = new Kernel({ seed: 1 });
  const told: string[] = [];
  const found: string[] = [];
  kernel.trace.on(tlsFailure, ({ data: { side, kind, detail } }) => {
    if (side === 'client') told.push(`${kind} ${detail}`.trim());
  });
  kernel.trace.on(tlsSession, ({ data: { side, suite, group, alpn: chosen } }) => {
    const words = [suite.replace(/^TLS_|_WITH|_SHA.*$/g, ''), group, chosen && latin1(chosen)];
    if (side === 'client') told.push(words.filter((word) => word !== undefined).join(' '));
  });
  kernel.trace.onAny(({ kind, data }) => {
    const upgrade = data as Readonly<Record<string, unknown>>;
    if (kind !== 'websocket.upgrade' || upgrade['side'] !== 'client') return;
    const words = ['outcome', 'path', 'status', 'subprotocol', 'what'].flatMap((key) => {
      const word = upgrade[key];
      return typeof word === 'string' || typeof word === 'number' ? [word] : [];
    });
    told.push(words.join(' '));
  });
  kernel.trace.on(finding, ({ data: { id } }) => found.push(id));
  const twin = await createTwin({
    kernel,
    module,
    world: {
      wifi: { ssid: 'home' },
      ntp: { host, time: '2030-06-01T00:00:00Z' },
      certificates: { ...authorities, ...certificates },
      broker: { host, port: 8883, ...port },
    },
  });
  await twin.exchange('AT+CWJAP="home",""', ['OK', 'WIFI GOT IP'], { within: '15s' });
  if (clock === 'right') await twin.exchange(`AT+CIPSNTPCFG=1,0,"${host}"`);
  await twin.wait('10s');
  await twin.exchange(`AT+MQTTUSERCFG=0,${scheme},"W800","","",0,0,""`);
  if (alpn !== undefined) await twin.exchange(`AT+MQTTALPN=0,1,"${alpn}"`);
  const conn = `AT+MQTTCONN=0,"${host}",8883,0`;
  const word = await twin.exchange(conn, 'OK', { within: '60s' }).then(
    () => 'OK',
    (error: unknown) => {
      if (!(error instanceof StepFailure)) throw error;
      return error.got.join(' ');
    },
  );
  await twin.close();
  return [word, ...told, ...found].join(' | ');
}

const good = 'OK | ECDHE_ECDSA_CHACHA20_POLY1305 x25519';
const rsa = 'OK | ECDHE_RSA_CHACHA20_POLY1305 x25519';
const refusedFor = (flags: string): string => `ERROR | verify ${flags}`;

const unchecked = (what: string): string => `${good} | tls.${what}-unchecked`;
const cut = 'ERROR | protocol a handshake message over several records';
const unknown = refusedFor('NOT_TRUSTED');

type Certificates = NonNullable<WorldInput['certificates']>;
type Tls = Exclude<Broker['tls'], true | undefined>;
type Case = readonly [what: string, tls: Tls, certificates: Certificates, expected: string];

const s: Tls = { certificate: 's' };
const below = (issuer: string, more: Certificates[string] = {}): Certificates => ({
  s: { issuer, key: 'p-256', names: host, ...more },
});

describe('what a world says of certificates is what a module meets that looks', () => {
  test.each<Case>([
    ['a good certificate', { certificate: 'server' }, {}, good],
    ['the whole chain, by default', s, below('low'), good],
    ['the whole chain, in order', { ...s, chain: ['low', 'inter'] }, below('low'), good],
    ['a chain in another order', { ...s, chain: ['inter', 'low'] }, below('low'), unknown],
    ['with what nobody needs', { certificate: 'server', chain: ['test-ca'] }, {}, good],
    ['with its root', { ...s, chain: ['inter', 'our-ca'] }, below('inter'), good],
    ['nothing above it', { ...s, chain: [] }, below('inter'), unknown],
    ['one missing', { ...s, chain: ['inter'] }, below('low'), unknown],
    ['another authority', { certificate: 'test-server' }, {}, unknown],
    ['signed by itself', s, { s: { key: 'p-256' } }, unknown],
    ['a broken chain', s, below('our-ca', { signedBy: 'rsa-2048' }), unknown],
    ['SNTP-14: over', s, below('our-ca', { from: '-9d', to: '-1s' }), refusedFor('EXPIRED')],
    ['SNTP-14: not begun', s, below('our-ca', { from: '1h' }), refusedFor('FUTURE')],
    ['begun this second', s, below('our-ca', { from: '0s' }), good],
    [
      'over by date',
      s,
      below('our-ca', { from: '2029-01-01', to: '2030-05-31' }),
      refusedFor('EXPIRED'),
    ],
    ['within its dates', s, below('our-ca', { from: '2030-05-31', to: '2030-06-02' }), good],
    ['a weak key', s, below('our-ca', { key: 'rsa-1024' }), refusedFor('BAD_KEY')],
    ['a weak hash', s, below('our-ca', { hash: 'md5' }), refusedFor('BAD_MD')],
    ['a strong hash', s, below('our-ca', { hash: 'sha512' }), good],
    ['for clients alone', s, below('our-ca', { usage: 'client' }), refusedFor('EXT_KEY_USAGE')],
    ['for both', s, below('our-ca', { usage: ['client', 'server'] }), good],
    ['not to sign', s, below('our-ca', { keyUsage: 'crlSign' }), refusedFor('KEY_USAGE')],
    [
      'an issuer that is no authority',
      s,
      { ...below('no'), no: { issuer: 'our-ca', key: 'p-384' } },
      unknown,
    ],
    [
      'an authority that may sign no certificates',
      s,
      { ...below('no'), no: { issuer: 'our-ca', ca: true, keyUsage: 'crlSign', key: 'p-384' } },
      unknown,
    ],
    [
      'an authority too far down',
      s,
      {
        ...below('two'),
        two: { issuer: 'one', ca: true, key: 'p-384-ca' },
        one: { issuer: 'our-ca', ca: true, pathLength: 0, key: 'p-256-ca' },
      },
      unknown,
    ],
    [
      'of version 1',
      s,
      { s: { issuer: 'our-ca', key: 'p-256', version: 1 } },
      unchecked('hostname'),
    ],
    ['for another host', s, below('our-ca', { names: 'elsewhere.lan' }), unchecked('hostname')],
    ['taken back', { certificate: 'server', revoked: true }, {}, unchecked('revocation')],
  ])('%s', async (_, tls, certificates, expected) => {
    expect(await outcome(3, { tls }, { certificates })).toBe(expected);
    // Who does not look takes it as it is: it is wrong in that one way alone.
    expect(await outcome(2, { tls }, { certificates })).toMatch(/^OK/);
  });

  test('SNTP-14: good dates are to come for a clock that nobody has set', async () => {
    const given = { clock: 'unset' } as const;
    expect(await outcome(3, { tls: { certificate: 'server' } }, given)).toBe(
      'ERROR | verify FUTURE',
    );
  });
});

describe('what a world says of a server is what the module meets', () => {
  const trusting = { module: {} };
  const heard = (alert: string): string => `ERROR | alert ${alert} in`;
  const said = (alert: string): string => `ERROR | alert ${alert} out`;
  const noProtocol = heard('no_application_protocol');
  test.each<readonly [string, number, Partial<Broker>, Given, string]>([
    ['the test set', 5, { tls: true }, trusting, rsa],
    ['no TLS at all', 2, {}, trusting, 'ERROR | closed'],
    ['a TLS port, and a module without', 1, { tls: true }, trusting, 'ERROR'],
    ['TLS 1.3 alone', 2, { tls: { versions: ['1.3'] } }, trusting, heard('protocol_version')],
    ['both versions', 2, { tls: { versions: ['1.3', '1.2'] } }, trusting, rsa],
    [
      'one suite',
      2,
      { tls: { suites: 'TLS_RSA_WITH_AES_128_CBC_SHA' } },
      trusting,
      'OK | RSA_AES_128_CBC',
    ],
    [
      'one group',
      2,
      { tls: { groups: 'secp521r1' } },
      trusting,
      'OK | ECDHE_RSA_CHACHA20_POLY1305 secp521r1',
    ],
    [
      'a suite for the second kind of key',
      2,
      {
        tls: {
          certificate: ['test-server', 'server'],
          suites: ['TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256'],
        },
      },
      {},
      good,
    ],
    ['its protocol', 2, { tls: { alpn: ['x', 'm'] } }, { ...trusting, alpn: 'm' }, `${rsa} m`],
    ['another protocol', 2, { tls: { alpn: 'x' } }, { ...trusting, alpn: 'm' }, noProtocol],
    ['records of 2 KiB', 2, { tls: { recordBytes: 2048 } }, trusting, rsa],
    ['records that cut a message', 2, { tls: { recordBytes: 512 } }, trusting, cut],
    ['nobody asked', 2, { tls: { clientCertificate: 'ignored' } }, trusting, rsa],
    ['asked in vain', 2, { tls: { clientCertificate: 'requested' } }, trusting, rsa],
    [
      'nothing to show',
      2,
      { tls: { clientCertificate: 'required' } },
      trusting,
      heard('handshake_failure'),
    ],
    ['one to show', 4, { tls: { clientCertificate: 'required', trust: 'test-ca' } }, trusting, rsa],
    [
      'one of another authority',
      4,
      { tls: { clientCertificate: 'required', trust: ['inter', 'our-ca'] } },
      trusting,
      heard('unknown_ca'),
    ],
    [
      'one that is over',
      4,
      { tls: { clientCertificate: 'requested', trust: 'our-ca' } },
      {
        module: { certificate: 'old' },
        certificates: { old: { issuer: 'our-ca', from: '-2d', to: '-1s' } },
      },
      heard('certificate_expired'),
    ],
    ['an empty slot', 4, { tls: true }, { module: { certificate: 'none' } }, 'ERROR'],
    ['nobody to trust', 3, { tls: true }, { module: { ca: 'none' } }, 'ERROR'],
  ])('%s', async (_, scheme, port, given, expected) => {
    expect(await outcome(scheme, port, given)).toBe(expected);
  });

  test.each<readonly [string, Tls['fault'], string]>([
    ['FIN', { at: 'certificate', act: 'close' }, 'ERROR | closed'],
    ['RST', { at: 'server_hello', act: 'reset' }, 'ERROR | closed'],
    ['silence', { at: 'server_hello_done', act: 'silence' }, 'ERROR | timeout'],
    ['a message left out', { at: 'server_key_exchange', act: 'drop' }, said('unexpected_message')],
    ['a spoilt message', { at: 'finished', act: 'corrupt' }, said('decrypt_error')],
    [
      'an alert',
      { at: 'server_hello', act: 'alert', alert: 'unrecognized_name' },
      heard('unrecognized_name'),
    ],
    ['CONN-29: 9 s', { at: 'certificate', act: 'delay', delay: '9s' }, rsa],
    ['CONN-29: 11 s', { at: 'certificate', act: 'delay', delay: '11s' }, 'ERROR | timeout'],
    [
      'CONN-30, CONN-36: 9 s, four times',
      (['certificate', 'server_hello_done', 'change_cipher_spec', 'finished'] as const).map(
        (at) => ({
          at,
          act: 'delay',
          delay: '9s',
        }),
      ),
      rsa,
    ],
  ])('a fault: %s', async (_, fault, expected) => {
    expect(await outcome(2, { tls: { fault } }, trusting)).toBe(expected);
  });

  test.each<readonly [string, Broker['websocket'], string]>([
    ['as usual', true, 'OK | upgraded /mqtt 101 mqtt'],
    ['the path that is asked for', { path: '/mqtt' }, 'OK | upgraded /mqtt 101 mqtt'],
    ['another path', { path: '/ws' }, 'ERROR | status /mqtt 404'],
    ['a status', { status: 403 }, 'ERROR | status /mqtt 403'],
    ['somewhere else', { status: 302, location: '/ws' }, 'ERROR | status /mqtt 302'],
    ['no subprotocol it speaks', { subprotocols: ['mqttv5'] }, 'ERROR | status /mqtt 400'],
    ['another subprotocol', { subprotocol: 'amqp' }, 'ERROR | subprotocol /mqtt 101'],
    ['none', { subprotocol: 'none' }, 'ERROR | subprotocol /mqtt 101'],
    ['a wrong accept key', { wrongAccept: true }, 'ERROR | accept /mqtt 101'],
    ['fragments', { fragmentBytes: 1 }, 'OK | upgraded /mqtt 101 mqtt'],
    ['text frames', { textFrames: true }, 'ERROR | upgraded /mqtt 101 mqtt'],
    ['masked frames', { maskFrames: true }, 'ERROR | upgraded /mqtt 101 mqtt'],
    ['pings', { pingBeforeFrame: true }, 'OK | upgraded /mqtt 101 mqtt'],
    ['a code at the end', { closeCode: 1011 }, 'OK | upgraded /mqtt 101 mqtt'],
  ])('WebSocket: %s', async (_, websocket, expected) => {
    expect(await outcome(6, { websocket }, trusting)).toBe(expected);
  });
});
