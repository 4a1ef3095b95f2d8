import { finding, millisecond, second } from '@w800/kernel';
import { serverSteps, tlsFailure, type ServerFault, type TlsClientOptions } from '@w800/tls';
import { describe, expect, test } from 'vitest';
import type { Broker } from './broker.ts';
import { identities } from './testing/identities.ts';
import { bytes, Rig } from './testing/rig.ts';
import { today } from './testing/today.ts';
import { TransportClient } from './testing/transport-client.ts';
import type { TlsServing } from './tls-serving.ts';

const { ca, client, ecServer, expiredClient, server, stranger } = identities;
const port = 8883;

interface Meeting {
  readonly rig: Rig;
  readonly broker: Broker;
  readonly failures: string[];
  readonly findings: string[];
  /** A client, 20 s later: it waits less long for a message, and the broker longer. */
  readonly visit: (options?: Partial<TlsClientOptions>) => Promise<TransportClient>;
}

async function meeting(serving: Partial<TlsServing> = {}): Promise<Meeting> {
  const rig = new Rig({ port, tls: { identities: [server], ...serving } });
  const failures: string[] = [];
  const findings: string[] = [];
  rig.kernel.trace.on(tlsFailure, ({ data: { side, kind, detail } }) => {
    if (side === 'server') failures.push(`${kind} ${detail}`);
  });
  rig.kernel.trace.on(finding, ({ data: { id, text } }) => findings.push(`${id}: ${text}`));
  const broker = await rig.broker();
  const visit = async (options: Partial<TlsClientOptions> = {}): Promise<TransportClient> => {
    const visitor = new TransportClient(rig, {
      port,
      tls: { trust: [ca.certificate], ...options },
    });
    await rig.ms(20_000);
    return visitor;
  };
  return { rig, broker, failures, findings, visit };
}

describe('A TLS listener', () => {
  test('shows the identity that fits the suite a client asks for first', async () => {
    const { visit } = await meeting({ identities: [server, ecServer] });
    const visitor = await visit();
    expect(visitor.session?.peer[0]?.publicKey.kind).toBe('rsa');
    const { visit: visitEc } = await meeting({ identities: [ecServer] });
    expect((await visitEc()).session?.peer[0]?.publicKey.kind).toBe('ec');
  });

  test('takes the suites and groups it is given, and no others', async () => {
    const suites = ['TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA'];
    const { visit, broker } = await meeting({ suites, groups: ['secp384r1'] });
    const { session } = await visit();
    expect([session?.suite.name, session?.group]).toEqual([suites[0], 'secp384r1']);
    broker.listeners[0]?.changeTls({ suites: ['TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256'] });
    expect((await visit()).steps).toEqual(['tls handshake_failure in']);
  });

  test('that speaks TLS 1.3 only turns the module down', async () => {
    const { visit, failures } = await meeting({ isTls13Only: true });
    expect((await visit()).steps).toEqual(['tls protocol_version in']);
    expect(failures).toEqual(['alert protocol_version out']);
  });

  test('chooses the protocol it likes best, and turns down who offers none of its own', async () => {
    const { visit, broker } = await meeting({ alpn: [bytes('mqtt'), bytes('x-amzn-mqtt-ca')] });
    const offers = [bytes('x-amzn-mqtt-ca'), bytes('mqtt')];
    expect((await visit({ alpn: offers })).session?.alpn).toEqual(bytes('mqtt'));
    expect((await visit({ alpn: [bytes('h2')] })).steps).toEqual([
      'tls no_application_protocol in',
    ]);
    expect((await visit()).steps).toEqual(['tls ok']);
    broker.listeners[0]?.changeTls({ alpn: [] });
    const { session, steps } = await visit({ alpn: [bytes('h2')] });
    expect([steps, session?.alpn]).toEqual([['tls ok'], undefined]);
  });

  test('cuts what it sends into records of so many bytes', async () => {
    const { visit, broker, rig } = await meeting({ recordBytesMax: 512 });
    // A handshake message that needs several of them is too much for the SDK's mbedTLS.
    expect((await visit()).steps).toEqual(['tls protocol']);
    const visitor = await visit({ joinsFragments: true });
    visitor.mqtt?.connect('W800');
    await rig.ms(10);
    const before = visitor.wire.bytes.length;
    broker.send({ packet: 'publish', topic: 't', payload: new Uint8Array(1_196), qos: 0 }, 'W800');
    await rig.ms(10);
    expect(recordLengths(visitor.wire.bytes.slice(before))).toHaveLength(3);
    expect(visitor.mqtt?.packets.at(-1)).toMatchObject({ cmd: 'publish' });
  });

  test('meets the next handshake as changed, and what is left out stays', async () => {
    const { visit, broker } = await meeting({ alpn: [bytes('mqtt')] });
    const [listener] = broker.listeners;
    listener?.changeTls({ identities: [stranger], alpn: undefined });
    expect(listener?.tls?.identities).toEqual([stranger]);
    const visitor = await visit();
    expect(visitor.steps).toEqual(['tls verify NOT_TRUSTED']);
    expect((await visit({ alpn: [bytes('h2')] })).steps).toEqual([
      'tls no_application_protocol in',
    ]);
    listener?.changeTls({ identities: [server] });
    expect((await visit()).steps).toEqual(['tls ok']);
  });
});

describe('A client certificate', () => {
  const trust = [ca.certificate];
  const required = { clientCertificate: 'required', trust, nowSeconds: () => today } as const;

  test.each<[string, Partial<TlsClientOptions>, string]>([
    ['is shown and good', { identity: client }, 'tls ok'],
    ['is missing', {}, 'tls handshake_failure in'],
    ['is of an authority it does not trust', { identity: stranger }, 'tls unknown_ca in'],
    ['has expired', { identity: expiredClient }, 'tls certificate_expired in'],
  ])('that is required and %s', async (_what, options, outcome) => {
    const { visit, broker, rig } = await meeting(required);
    const visitor = await visit(options);
    expect(visitor.steps).toEqual([outcome]);
    visitor.mqtt?.connect('W800');
    await rig.ms(10);
    expect(broker.clients()).toEqual(outcome === 'tls ok' ? ['W800'] : []);
  });

  test('that is requested may be missing, but not be of a stranger', async () => {
    const { visit } = await meeting({ ...required, clientCertificate: 'requested' });
    expect((await visit()).steps).toEqual(['tls ok']);
    expect((await visit({ identity: stranger })).steps).toEqual(['tls unknown_ca in']);
  });

  test('that is ignored is not asked for', async () => {
    const { visit } = await meeting({ trust, nowSeconds: () => today });
    expect((await visit({ identity: stranger })).steps).toEqual(['tls ok']);
  });

  test('that has expired passes where nobody looks at a clock', async () => {
    const { visit, broker } = await meeting({ clientCertificate: 'required', trust });
    expect((await visit({ identity: expiredClient })).steps).toEqual(['tls ok']);
    broker.listeners[0]?.changeTls({ nowSeconds: () => today });
    expect((await visit({ identity: expiredClient })).steps).toEqual([
      'tls certificate_expired in',
    ]);
  });
});

describe('A certificate that was revoked', () => {
  const told =
    'tls.revocation-unchecked: A handshake with 192.168.10.234:8883 was completed, ' +
    'although its certificate is revoked.';

  test('is a finding once a handshake with it is done, and once only', async () => {
    const { visit, findings, broker } = await meeting({ revoked: true });
    expect((await visit()).steps).toEqual(['tls ok']);
    await visit();
    expect(findings).toEqual([told]);
    broker.listeners[0]?.changeTls({ revoked: false });
    await visit();
    expect(findings).toEqual([told]);
    broker.listeners[0]?.changeTls({ revoked: true });
    await visit();
    expect(findings).toEqual([told, told]);
  });

  test('is one again when an overlay has come or gone, and is still so', async () => {
    const { visit, findings, broker } = await meeting({ revoked: true });
    await visit();
    const small = { tls: (tls: TlsServing) => ({ ...tls, recordBytesMax: 1_024 }) };
    const undo = broker.listeners[0]?.overlay(small, 'small');
    await visit();
    expect(findings).toEqual([told, told]);
    undo?.();
    await visit();
    await visit();
    expect(findings).toEqual([told, told, told]);
  });

  test('is none where the client turns the server down', async () => {
    const { visit, findings } = await meeting({ revoked: true, identities: [stranger] });
    expect((await visit()).steps).toEqual(['tls verify NOT_TRUSTED']);
    expect(findings).toEqual([]);
  });
});

describe('A fault of the server', () => {
  const steps = serverSteps.filter((step) => step !== 'new_session_ticket');

  async function meets(...faults: readonly ServerFault[]): Promise<TransportClient> {
    const { visit, broker } = await meeting({ faults, clientCertificate: 'requested' });
    const visitor = await visit();
    expect(broker.clients()).toEqual([]);
    return visitor;
  }

  test.each(steps)('may be FIN, RST or silence before %s', async (at) => {
    const close = await meets({ at, act: 'close' });
    expect([close.steps, close.wire.log.length]).toEqual([['tls closed'], 1]);
    expect(close.wire.log[0]).toMatch(/ FIN$/);
    const reset = await meets({ at, act: 'reset' });
    expect([reset.steps, reset.wire.log.length]).toEqual([['tls closed'], 1]);
    expect(reset.wire.log[0]).toMatch(/ RST$/);
    const silence = await meets({ at, act: 'silence' });
    expect(silence.steps).toEqual(['tls timeout']);
  });

  test.each(steps)('may be an alert in place of %s', async (at) => {
    const { steps: got } = await meets({ at, act: 'alert', alert: 'internal_error' });
    expect(got).toEqual(['tls internal_error in']);
  });

  test.each(steps)('may be that %s is spoiled or left out', async (at) => {
    for (const act of ['corrupt', 'drop'] as const) {
      const { steps: got, wire } = await meets({ at, act });
      expect([act, got.length, got[0] === 'tls ok']).toEqual([act, 1, false]);
      expect([act, wire.log.length <= 1]).toEqual([act, true]);
    }
  });

  test.each(steps)('may be that %s comes later', async (at) => {
    const faults = [{ at, act: 'delay', delayNs: 3 * second }] as const;
    const { rig } = await meeting({ faults, clientCertificate: 'requested' });
    const visitor = new TransportClient(rig, { port, tls: {} });
    await rig.kernel.run(3 * second);
    expect(visitor.steps).toEqual([]);
    await rig.kernel.run(3 * second + 10 * millisecond);
    expect(visitor.steps).toEqual(['tls ok']);
  });

  test('is over when it is taken back', async () => {
    const { visit, broker } = await meeting({ faults: [{ at: 'finished', act: 'close' }] });
    expect((await visit()).steps).toEqual(['tls closed']);
    broker.listeners[0]?.changeTls({ faults: [] });
    expect((await visit()).steps).toEqual(['tls ok']);
  });
});

describe('A user who asks a TLS listener for what cannot be', () => {
  const code = (name: string): unknown => expect.objectContaining({ code: name });

  test('is told so when the broker is opened', async () => {
    const bad = code('BROKER_BAD_LISTENER');
    const opened = async (tls: TlsServing): Promise<unknown> => new Rig({ tls }).broker();
    await expect(opened({ identities: [] })).rejects.toEqual(bad);
    await expect(opened({ identities: [server], suites: ['TLS_NONE'] })).rejects.toEqual(bad);
    const number = code('BROKER_BAD_NUMBER');
    await expect(opened({ identities: [server], recordBytesMax: 511 })).rejects.toEqual(number);
    await expect(new Rig({ listeners: [{ port: 1883 }] }).broker()).rejects.toEqual(bad);
    await expect(new Rig({ listeners: [{ port: 0 }] }).broker()).rejects.toEqual(number);
  });

  test('is told so when it is changed, and nothing changes', async () => {
    const { broker } = await meeting();
    const [listener] = broker.listeners;
    const before = listener?.tls;
    expect(() => listener?.changeTls({ identities: [] })).toThrow(code('BROKER_BAD_LISTENER'));
    expect(() => listener?.changeWebSocket({})).toThrow(/port 8883 speaks no WebSocket/);
    expect(listener?.tls).toBe(before);
    const plain = await new Rig().broker();
    expect(() => plain.listeners[0]?.changeTls({})).toThrow(/port 1883 speaks no TLS/);
  });
});

/** How long the records are that lie behind each other. */
function recordLengths(wire: readonly number[]): number[] {
  const lengths: number[] = [];
  for (let at = 0; at < wire.length; at += 5 + (lengths.at(-1) ?? 0)) {
    lengths.push((wire[at + 3] ?? 0) * 256 + (wire[at + 4] ?? 0));
  }
  return lengths;
}
