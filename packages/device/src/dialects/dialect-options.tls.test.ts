import { fromBytes } from '@w800/at';
import { second } from '@w800/kernel';
import { CertificateSlots, type Identity } from '@w800/tls';
import { describe, expect, test } from 'vitest';
import { dialectWith } from '../testing/dialect-with.ts';
import { SecureDesk } from '../testing/secure-desk.ts';
import { serverOf, stranger } from '../testing/stranger.ts';
import type { DialectOptions } from './dialect-options.ts';
import { docsDialect } from './docs.ts';
import { firmwareDialect } from './firmware.ts';

const ok = '\r\nOK\r\n';
const error = '\r\nERROR\r\n';
const disconnected = '+MQTTDISCONNECTED:0\r\n';

/** A module at a scheme that verifies the stranger's servers. */
async function meeting(
  scheme: number,
  options: Partial<DialectOptions>,
  identity: Identity = serverOf(),
): Promise<SecureDesk> {
  const certificates = new CertificateSlots();
  certificates.loadCa(0, stranger.pem);
  const websocket = scheme > 5 && { websocket: {} };
  return SecureDesk.onScheme(scheme, {
    certificates,
    dialect: dialectWith(options),
    serving: { tls: { identities: [identity] }, ...websocket },
  });
}

/** Ids of what the run was told. */
function ids(desk: SecureDesk): readonly (string | undefined)[] {
  return desk.findings.map((found) => found.split(':')[0]);
}

describe('tlsSni', () => {
  test.each([
    [false, undefined],
    [true, 'broker.example'],
  ])('%s: the server is asked for %s', async (tlsSni, asked) => {
    for (const scheme of [2, 10]) {
      const desk = await meeting(scheme, { tlsSni });
      expect(await desk.open()).toContain('+MQTTCONNECTED');
      const [handshake] = desk.front.handshakes;
      expect(handshake?.ok === true && handshake.session.serverName).toBe(asked);
    }
  });
});

describe('tlsHostnameCheck', () => {
  const elsewhere = serverOf({ subject: { CN: 'other' }, dnsNames: ['other.example'] });

  test.each([3, 5, 8, 10])(
    'scheme %i accepts a server of another name, and the run is told; with it, it does not',
    async (scheme) => {
      const desk = await meeting(scheme, {}, elsewhere);
      expect(await desk.open()).toContain('+MQTTCONNECTED');
      expect(desk.findings).toEqual([
        "tls.hostname-unchecked: The certificate of 'CN=other' is not made for broker.example. " +
          'It was accepted: the module verifies who issued a certificate, and not for whom.',
      ]);
      const checking = await meeting(scheme, { tlsHostnameCheck: true }, elsewhere);
      expect(await checking.open()).toBe(error);
      expect(checking.front.handshakes[0]).toMatchObject({ failure: { name: 'bad_certificate' } });
      expect(checking.findings).toEqual([]);
      const named = await meeting(scheme, { tlsHostnameCheck: true });
      expect(await named.open()).toContain('+MQTTCONNECTED');
    },
  );

  test.each([2, 4, 7, 9])('scheme %i promises nothing, and nothing is told', async (scheme) => {
    for (const tlsHostnameCheck of [false, true]) {
      const desk = await meeting(scheme, { tlsHostnameCheck }, elsewhere);
      expect(await desk.open()).toContain('+MQTTCONNECTED');
      expect(desk.findings).toEqual([]);
    }
  });

  test.each([
    ['10.0.0.9', { ip: ['10.0.0.9'] }, []],
    ['10.0.0.9', { ip: ['10.0.0.8'] }, ['tls.hostname-unchecked']],
    ['10.0.0.9', {}, ['tls.hostname-unchecked']],
    ['broker.example', {}, []],
    ['mqtt.broker.example', { dnsNames: ['*.broker.example'] }, []],
  ] as const)('%s is told to be %o with %o', async (host, change, told) => {
    const desk = await meeting(3, {}, serverOf(change));
    expect(await desk.open(0, { host })).toContain('+MQTTCONNECTED');
    expect(ids(desk)).toEqual(told);
  });
});

describe('tlsReadSeconds', () => {
  test.each([
    ['the documents', docsDialect, 10, 1],
    ['the firmware', firmwareDialect, 5, 2],
    ['another value', dialectWith({ tlsReadSeconds: 2 }), 2, 1],
  ])('%s: silence is given up in time, once or twice', async (_name, dialect, seconds, times) => {
    const tls = { faults: [{ at: 'server_hello_done', act: 'silence' } as const] };
    const desk = await SecureDesk.onScheme(3, { dialect, serving: { tls } });
    const from = desk.kernel.now;
    expect(await desk.open()).toBe(error);
    expect((desk.kernel.now - from) / second).toBeCloseTo(seconds * times, 1);
    const isFirmware = dialect === firmwareDialect;
    expect(ids(desk).includes('firmware.tls-read-limit')).toBe(isFirmware);
    expect(desk.broker.connectionCount).toBe(times);
  });
});

describe('tlsSplitsLargePackets', () => {
  /** Publishes so much under the topic `t`, and says what was printed. */
  async function publish(desk: SecureDesk, payloadBytes: number, qos: number): Promise<string> {
    await desk.ask(`AT+MQTTPUBRAW=0,"t",${payloadBytes},${qos},0`);
    return desk.data('x'.repeat(payloadBytes), 2_000);
  }

  /** What a packet has besides: header, topic and identifier; a frame of a WebSocket as well. */
  const besides = (qos: number, websocket: boolean): number =>
    6 + (qos > 0 ? 2 : 0) + (websocket ? 8 : 0);

  const ways = [2, 10].flatMap((scheme) => [0, 1, 2].map((qos) => [scheme, qos] as const));

  test.each(ways)(
    'scheme %i, QoS %i: 4,096 bytes are sent by the firmware, of one more it loses the connection',
    async (scheme, qos) => {
      const desk = await SecureDesk.onScheme(scheme, { dialect: firmwareDialect });
      await desk.open();
      desk.findings.length = 0;
      const most = 4_096 - besides(qos, scheme > 5);
      expect(await publish(desk, most, qos)).toBe('+MQTTPUB:OK\r\n');
      expect(desk.broker.take().find(({ type }) => type === 'publish')).toMatchObject({
        payload: 'x'.repeat(most),
      });
      expect(ids(desk)).not.toContain('firmware.tls-large-packet');
      const answer = qos === 0 ? 'FAIL' : 'OK';
      expect(await publish(desk, most + 1, qos)).toBe(`${disconnected}+MQTTPUB:${answer}\r\n`);
      expect(desk.broker.take().some(({ type }) => type === 'publish')).toBe(false);
      expect(desk.broker.finished).toBe(true);
      expect(ids(desk).at(-1)).toBe('firmware.tls-large-packet');
      expect(await desk.state()).toBe(3);
      await desk.run(20_000);
      expect(desk.connectionOwners).toEqual([]);
      expect(await desk.ask('AT+MQTTCLEAN=0')).toBe(ok);
    },
  );

  test('only the connection that lost a packet says OK to what was not acknowledged', async () => {
    const desk = await SecureDesk.onScheme(2, { dialect: firmwareDialect });
    await desk.open(1);
    await publish(desk, 5_000, 1);
    await desk.run(15_000);
    expect(desk.read()).toContain('+MQTTCONNECTED');
    desk.broker.silent.add('publish');
    desk.type('AT+MQTTPUB=0,"t","x",1,0\r\n');
    await desk.run(100);
    expect(desk.read()).toBe('');
    desk.broker.peer?.end();
    await desk.run(100);
    expect(desk.read()).toBe(disconnected + error);
  });

  test.each([
    ['docs', 2, docsDialect],
    ['docs', 8, docsDialect],
    ['firmware', 1, firmwareDialect],
    ['firmware', 6, firmwareDialect],
  ])('%s, scheme %i: 5,760 bytes arrive', async (_name, scheme, dialect) => {
    const desk = await SecureDesk.onScheme(scheme, { dialect });
    await desk.open();
    expect(await publish(desk, 5_760, 1)).toBe('+MQTTPUB:OK\r\n');
    expect(desk.broker.take().at(-1)).toMatchObject({ payload: 'x'.repeat(5_760) });
    expect(ids(desk)).not.toContain('firmware.tls-large-packet');
  });
});

describe('tlsNoticesReset', () => {
  test.each([2, 3, 7, 10])(
    'scheme %i: the documents hear of a reset at once, the firmware at the next send',
    async (scheme) => {
      const plain = await SecureDesk.onScheme(scheme);
      await plain.open();
      plain.broker.hangUp();
      await plain.run(20);
      expect(plain.read()).toBe(disconnected);

      const desk = await SecureDesk.onScheme(scheme, { dialect: firmwareDialect });
      await desk.open();
      desk.broker.hangUp();
      await desk.run(100_000);
      expect(desk.read()).toBe('');
      expect(await desk.state()).toBe(4);
      expect(ids(desk)).toContain('firmware.tls-reset-unnoticed');
      expect(await desk.ask('AT+MQTTPUB=0,"t","x",0,0')).toBe(disconnected + error);
      expect(await desk.state()).toBe(3);
    },
  );

  test('without a publish it is the PINGREQ that finds out', async () => {
    const desk = await SecureDesk.onScheme(3, { dialect: firmwareDialect });
    await desk.ask('AT+MQTTCONNCFG=0,60,0,"","",0,0');
    await desk.open();
    desk.broker.hangUp();
    await desk.run(59_000);
    expect(desk.read()).toBe('');
    await desk.run(7_000);
    expect(desk.read()).toBe(disconnected);
    expect(desk.connectionOwners).toEqual([]);
  });

  test('the end of a connection is heard of at once all the same', async () => {
    const desk = await SecureDesk.onScheme(3, { dialect: firmwareDialect });
    await desk.open();
    desk.broker.peer?.end();
    await desk.run(20);
    expect(desk.read()).toBe(disconnected);
    expect(ids(desk)).not.toContain('firmware.tls-reset-unnoticed');
  });

  test('TCP alone notices, in the firmware too', async () => {
    for (const scheme of [1, 6]) {
      const desk = await SecureDesk.onScheme(scheme, { dialect: firmwareDialect });
      await desk.open();
      desk.broker.hangUp();
      await desk.run(20);
      expect(desk.read()).toBe(disconnected);
    }
  });

  test('a session that nobody knows to be gone is cleaned', async () => {
    const desk = await SecureDesk.onScheme(10, { dialect: firmwareDialect });
    await desk.open();
    desk.broker.hangUp();
    await desk.run(1_000);
    expect(await desk.ask('AT+MQTTCLEAN=0')).toBe(disconnected + ok);
    await desk.run(20_000);
    expect(desk.connectionOwners).toEqual([]);
    expect(desk.read()).toBe('');
  });

  test.each([
    ['the documents: at once', docsDialect, 0, 1],
    ['the firmware: when its time is up, and again', firmwareDialect, 10, 2],
  ])('a reset amid the handshake ends it for %s', async (_name, dialect, seconds, times) => {
    const tls = { faults: [{ at: 'certificate', act: 'reset' } as const] };
    const desk = await SecureDesk.onScheme(3, { dialect, serving: { tls } });
    const from = desk.kernel.now;
    expect(await desk.open()).toBe(error);
    expect((desk.kernel.now - from) / second).toBeCloseTo(seconds, 1);
    expect(desk.broker.connectionCount).toBe(times);
  });
});

describe('webSocketMask', () => {
  test('a random key hides what is published, a key of zeros does not and is told of', async () => {
    const published = async (dialect: typeof docsDialect): Promise<SecureDesk> => {
      const desk = await SecureDesk.onScheme(6, { dialect });
      await desk.open();
      expect(await desk.ask('AT+MQTTPUB=0,"t","in clear",1,0')).toBe(ok);
      return desk;
    };
    const wireOf = (desk: SecureDesk): string =>
      desk.front.wire.map((bytes) => fromBytes(bytes)).join('');
    const masked = await published(docsDialect);
    expect(wireOf(masked)).not.toContain('in clear');
    expect(masked.findings).toEqual([]);
    const clear = await published(firmwareDialect);
    // A binary frame of 15 bytes that says it is masked, with a key of zeros.
    expect(wireOf(clear)).toContain('\x82\x8f\0\0\0\0\x32\x0d\0\x01t\0\x01in clear');
    expect(ids(clear)).toEqual(['firmware.websocket-mask-zero']);
  });

  test('two frames of a random mask have two keys', async () => {
    const desk = await SecureDesk.onScheme(6);
    await desk.open();
    desk.front.wire.length = 0;
    await desk.ask('AT+MQTTPUB=0,"t","x",0,0');
    await desk.ask('AT+MQTTPUB=0,"t","x",0,0');
    const keys = desk.front.wire.map((frame) => frame.subarray(2, 6).join(' '));
    expect(keys).toHaveLength(2);
    expect(new Set([...keys, '0 0 0 0']).size).toBe(3);
  });
});

describe('webSocketChecksSubprotocol', () => {
  test.each([null, 'other'])('a server that chooses %s is left, or taken', async (subprotocol) => {
    const serving = { websocket: { misbehaviour: { subprotocol } } };
    const strict = await SecureDesk.onScheme(6, { serving });
    expect(await strict.open()).toBe(error);
    expect(strict.findings).toEqual([]);
    const desk = await SecureDesk.onScheme(6, { serving, dialect: firmwareDialect });
    expect(await desk.open()).toContain('+MQTTCONNECTED');
    expect(ids(desk)).toContain('firmware.websocket-subprotocol-unchecked');
  });

  test('one that chooses mqtt leaves nothing to tell', async () => {
    const desk = await SecureDesk.onScheme(6, { dialect: firmwareDialect });
    await desk.open();
    expect(ids(desk)).not.toContain('firmware.websocket-subprotocol-unchecked');
  });
});
