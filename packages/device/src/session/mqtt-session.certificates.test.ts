import { second } from '@w800/kernel';
import { CertificateSlots, testCa } from '@w800/tls';
import { describe, expect, test } from 'vitest';
import { dialectWith } from '../testing/dialect-with.ts';
import { SecureDesk } from '../testing/secure-desk.ts';
import { maker, serverOf, stranger, strangerIdentity } from '../testing/stranger.ts';
import { timeServer } from '../testing/time-server.ts';

const error = '\r\nERROR\r\n';
const { now } = SecureDesk;
const daySeconds = 86_400;

/** Slots whose authority is the stranger. */
function strangersSlots(): CertificateSlots {
  const slots = new CertificateSlots();
  slots.loadCa(0, stranger.pem);
  return slots;
}

const valid = { notBefore: now - daySeconds, notAfter: now + daySeconds };
const over = { notBefore: now - 2 * daySeconds, notAfter: now - 1 };
const early = { notBefore: now + daySeconds, notAfter: now + 2 * daySeconds };

/** A server below an authority below the stranger, each valid when it is said to be. */
function chainOf(leaf: typeof valid, above: typeof valid) {
  const intermediate = maker.make({
    subject: { CN: 'Between' },
    key: 'p-256-ca',
    isCa: true,
    issuer: stranger,
    ...above,
  });
  return serverOf({ issuer: intermediate, ...leaf });
}

const verifying = [3, 5, 8, 10];
const trusting = [2, 4, 7, 9];

/** A module at a scheme that meets this chain; a time server sets its clock, or `never`. */
async function moduleAt(
  scheme: number,
  identity = chainOf(valid, valid),
  {
    clock = 'told',
    tlsDateCheck = true,
  }: { clock?: 'told' | 'never'; tlsDateCheck?: boolean } = {},
): Promise<SecureDesk> {
  const websocket = scheme > 5 && { websocket: {} };
  const desk = await SecureDesk.onScheme(scheme, {
    certificates: strangersSlots(),
    serving: { tls: { identities: [identity] }, ...websocket },
    dialect: dialectWith({ tlsDateCheck }),
    now: undefined,
  });
  if (clock === 'never') return desk;
  desk.medium.onDatagram = timeServer(now);
  await desk.ask('AT+CIPSNTPCFG=1,8,"10.0.0.1"', 6_000);
  return desk;
}

describe('dates', () => {
  test.each(verifying)(
    'SNTP-05: scheme %i connects when a time server has told the date and the whole chain is valid',
    async (scheme) => {
      const desk = await moduleAt(scheme);
      expect(await desk.open()).toContain(`+MQTTCONNECTED:0,${scheme},`);
      expect(desk.findings).toEqual([]);
    },
  );

  test.each(verifying)(
    'SNTP-14: scheme %i refuses a chain of which any part is over or not yet valid',
    async (scheme) => {
      const wrong = [chainOf(over, valid), chainOf(early, valid), chainOf(valid, over)];
      for (const identity of [...wrong, chainOf(valid, early)]) {
        const desk = await moduleAt(scheme, identity);
        expect(await desk.open()).toBe(error);
        expect(await desk.state()).toBe(1);
      }
    },
  );

  test.each(trusting)('SNTP-12, SNTP-14: scheme %i does not look at dates', async (scheme) => {
    const desk = await moduleAt(scheme, chainOf(over, early));
    expect(await desk.open()).toContain('+MQTTCONNECTED');
  });

  test('SNTP-05: the first second is good, and so is the last, by the clock of the module', async () => {
    const lifetime = { notBefore: now, notAfter: now + 10 };
    for (const [offset, isGood] of [
      [-1, false],
      [0, true],
      [10, true],
      [11, false],
    ] as const) {
      const desk = await moduleAt(3, chainOf(lifetime, valid));
      // The chain is judged when it has come; nothing takes time before that.
      const { clock } = desk.module;
      clock.set(now + offset);
      const printed = await desk.open();
      expect(printed.includes('+MQTTCONNECTED')).toBe(isGood);
    }
  });

  test.each(verifying)(
    'SNTP-09: without the date check scheme %i connects at the date of power-up',
    async (scheme) => {
      const desk = await moduleAt(scheme, undefined, { clock: 'never' });
      expect(await desk.open()).toBe(error);
      const free = await moduleAt(scheme, undefined, { clock: 'never', tlsDateCheck: false });
      expect(await free.open()).toContain('+MQTTCONNECTED');
    },
  );

  test('SNTP-09: without the date check the authority is still checked', async () => {
    const desk = await moduleAt(3, serverOf({ issuer: maker.make(otherAuthority) }), {
      tlsDateCheck: false,
    });
    expect(await desk.open()).toBe(error);
  });
});

const otherAuthority = {
  subject: { CN: 'Another' },
  key: 'p-256-ca',
  isCa: true,
  ...valid,
} as const;

describe('slots', () => {
  /** Which schemes connect with which slots filled. */
  test.each([
    ['both are filled', false, false, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]],
    ['the CA slot is empty', true, false, [1, 2, 4, 6, 7, 9]],
    ['the certificate slot is empty', false, true, [1, 2, 3, 6, 7, 8]],
    ['both are empty', true, true, [1, 2, 6, 7]],
  ] as const)(
    'when %s, a scheme that needs more is an ERROR at once and nothing is sent',
    async (_what, noCa, noIdentity, working) => {
      const certificates = new CertificateSlots();
      if (noCa) certificates.emptyCa(0);
      if (noIdentity) certificates.emptyIdentity(0);
      const refused: unknown[] = [];
      const connected: number[] = [];
      for (let scheme = 1; scheme <= 10; scheme += 1) {
        const desk = await SecureDesk.onScheme(scheme, { certificates });
        const held = [...desk.module.heap.owners()];
        const from = desk.kernel.now;
        const printed = await desk.open();
        if (printed.includes(`+MQTTCONNECTED:0,${scheme},`)) {
          connected.push(scheme);
          continue;
        }
        refused.push({
          printed,
          isSoon: desk.kernel.now - from < second / 10,
          connections: desk.broker.connectionCount,
          hasTaken: [...desk.module.heap.owners()].join() !== held.join(),
          state: await desk.state(),
        });
      }
      expect(connected).toEqual(working);
      expect(refused).toHaveLength(10 - working.length);
      const atOnce = { printed: error, isSoon: true, connections: 0, hasTaken: false, state: 1 };
      expect(refused).toEqual(refused.map(() => atOnce));
    },
  );

  test('USERCFG-23: the certificate of slot 0 is shown, and whatever lies there', async () => {
    const certificates = new CertificateSlots();
    const own = maker.make({ subject: { CN: 'Own' }, key: 'p-256', issuer: stranger, ...valid });
    certificates.loadIdentity(0, { certificate: own.pem, key: own.keyPem });
    const tls = { clientCertificate: 'required', trust: [stranger.certificate] } as const;
    const desk = await SecureDesk.onScheme(4, { certificates, serving: { tls } });
    expect(await desk.open()).toContain('+MQTTCONNECTED');
    const [handshake] = desk.front.handshakes;
    expect(handshake?.ok === true && handshake.session.peer.map(({ subject }) => subject)).toEqual([
      'CN=Own',
    ]);
  });

  test('SNTP-11: an authority that was loaded is trusted, the one before it no more', async () => {
    const certificates = new CertificateSlots();
    const desk = await SecureDesk.onScheme(3, { certificates });
    certificates.loadCa(0, stranger.pem);
    expect(await desk.open()).toBe(error);
    desk.front.serving = { tls: { identities: [strangerIdentity] } };
    expect(await desk.open()).toContain('+MQTTCONNECTED');
  });

  test.each([
    ['AT+RST', (desk: SecureDesk) => desk.type('AT+RST\r\n')],
    ['AT+RESTORE', (desk: SecureDesk) => desk.type('AT+RESTORE\r\n')],
    ['a crash', (desk: SecureDesk) => desk.module.crash()],
    [
      'a power cut',
      (desk: SecureDesk) => {
        desk.module.powerOff();
        desk.module.powerOn();
        desk.module.clock.set(now);
      },
    ],
    ['a loss of what is stored', (desk: SecureDesk) => desk.module.eraseStored()],
  ])('what lies in a slot survives %s', async (_what, happen) => {
    const certificates = strangersSlots();
    const serving = { tls: { identities: [strangerIdentity] } };
    const desk = await SecureDesk.onScheme(3, { certificates, serving });
    happen(desk);
    await desk.run(2_000);
    await desk.ask('AT+CWMODE=1');
    await desk.ask('AT+CWJAP="home","12345678"', 2_000);
    await desk.user(3);
    expect(await desk.open()).toContain('+MQTTCONNECTED');
    certificates.emptyCa(0);
    await desk.ask('AT+MQTTCLEAN=0');
    await desk.user(3);
    expect(await desk.open()).toBe(error);
  });

  test('a slot that was emptied meanwhile keeps a session from coming back', async () => {
    const certificates = new CertificateSlots();
    const desk = await SecureDesk.onScheme(3, { certificates });
    await desk.open(1);
    certificates.emptyCa(0);
    desk.broker.hangUp();
    await desk.run(25_000);
    expect(desk.read()).toBe('+MQTTDISCONNECTED:0\r\n');
    expect(desk.broker.connectionCount).toBe(1);
    certificates.loadCa(0, testCa.pem);
    await desk.run(15_000);
    expect(desk.read()).toContain('+MQTTCONNECTED:0,3,');
  });
});

test('the secret of every handshake goes where it is asked for, and nowhere else', async () => {
  const lines: string[] = [];
  const desk = await SecureDesk.onScheme(5, { secrets: (line) => void lines.push(line) });
  const told: string[] = [];
  desk.kernel.trace.onAny((record) => void told.push(JSON.stringify(record)));
  await desk.open(1);
  await desk.ask('AT+MQTTPUB=0,"t","x",1,0');
  desk.broker.hangUp();
  await desk.run(20_000);
  expect(desk.read()).toContain('+MQTTCONNECTED');
  expect(lines).toHaveLength(2);
  expect(new Set(lines).size).toBe(2);
  for (const line of lines) {
    expect(line).toMatch(/^CLIENT_RANDOM [0-9a-f]{64} [0-9a-f]{96}$/);
    const [, , secret = ''] = line.split(' ');
    expect(told.join('\n')).not.toContain(secret);
  }
});
