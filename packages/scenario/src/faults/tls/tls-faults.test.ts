import { openBroker, type BrokerEnd, type Listener } from '@w800/broker';
import { hour, Kernel } from '@w800/kernel';
import { verifyChain, type Identity, type MadeCertificate } from '@w800/tls';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { unpoweredSites } from '../../testing/unpowered-sites.ts';
import { brokerOptions } from '../../world/broker-options.ts';
import { buildCertificates } from '../../world/build-certificates.ts';
import { worldSchema } from '../../world/world-schema.ts';
import type { Repair } from '../define-fault.ts';
import { tlsFaults } from './tls-faults.ts';

const day = 86_400;
const dateSeconds = Date.parse('2030-06-01T12:00:00Z') / 1000;
const midnight = dateSeconds - day / 2;
const world = worldSchema.parse({
  certificates: {
    top: { ca: true, key: 'p-256-ca', from: '-10d' },
    low: { issuer: 'top', names: ['broker.lan', '10.0.0.1'], key: 'p-384', from: '-5d' },
  },
  ntp: { host: 'time.lan', time: '2030-06-01T12:00:00Z' },
  broker: {
    host: 'broker.lan',
    port: 1883,
    listeners: [
      { port: 8883, tls: true },
      { port: 8884, tls: { certificate: 'low' }, websocket: true },
    ],
  },
});

const kernel = new Kernel({ seed: 1 });
const { made } = buildCertificates(world);
const certificates = made;
let end: BrokerEnd;

beforeAll(async () => {
  const { servers } = unpoweredSites(kernel).world;
  const parts = { kernel, certificates, dateSeconds };
  end = await openBroker(kernel, servers, brokerOptions(world.broker[0]!, '192.168.10.234', parts));
});

afterAll(() => end.close());

function apply(name: string, given: object = {}): Repair {
  const fault = tlsFaults.find((one) => one.name === name)!;
  const random = kernel.random.fork('fault');
  const sites = { ...unpoweredSites(kernel), certificates, broker: () => end, random };
  return fault.apply(sites, fault.schema.parse(given)) ?? (() => {});
}

function listener(port: number): Listener {
  return end.listeners.find((one) => one.port === port)!;
}

function identityAt(port: number): Identity {
  return listener(port).tls!.identities[0]!;
}

function named(name: string): MadeCertificate {
  return certificates.get(name)!;
}

/** What the ports serve, without functions. */
function served(): string {
  return JSON.stringify(
    end.listeners.map(({ tls, websocket }) => [tls, websocket]),
    (_key, value: unknown) => (typeof value === 'bigint' ? `${value}` : value),
  );
}

describe('a certificate that a fault has made has what is wrong with it, and nothing else', () => {
  test.each([
    ['certificate-expired', {}, ['EXPIRED']],
    ['certificate-not-yet-valid', { days: 3_650 }, ['FUTURE']],
    ['certificate-unknown-ca', {}, ['NOT_TRUSTED']],
    ['certificate-self-signed', {}, ['NOT_TRUSTED']],
    ['certificate-incomplete', {}, ['NOT_TRUSTED']],
    ['certificate-wrong-name', {}, ['CN_MISMATCH']],
    ['certificate-wrong-usage', {}, ['EXT_KEY_USAGE']],
    ['certificate-weak', {}, ['BAD_KEY']],
    ['certificate-weak', { by: 'hash' }, ['BAD_MD']],
  ])('%s %o: %o', (name, given, flags) => {
    for (const [port, authority, hostName] of [
      [8883, 'test-ca', 'broker'],
      [8884, 'top', 'broker.lan'],
    ] as const) {
      const trust = [named(authority).certificate];
      const judged = () =>
        verifyChain({
          chain: identityAt(port).chain,
          trust,
          hostName,
          nowSeconds: dateSeconds,
          purpose: 'server',
        }).flags;
      expect(judged()).toEqual([]);
      const before = identityAt(port);
      const repair = apply(name, given);
      expect(judged()).toEqual(flags);
      repair();
      expect(identityAt(port)).toBe(before);
    }
  });
});

test('the kind of key stays, so that the suite does, too', () => {
  const repair = apply('certificate-expired');
  expect(identityAt(8883).chain[0]!.publicKey).toMatchObject({ kind: 'rsa', bits: 2048 });
  expect(identityAt(8884).chain[0]!.publicKey).toMatchObject({ kind: 'ec', curve: 'P-384' });
  expect(identityAt(8884).key).toMatchObject({ kind: 'ec', curve: 'P-384' });
  repair();
});

test('dates count from the last midnight of the world, and stay when something else changes', async () => {
  const repair = apply('certificate-expired', { days: 30 });
  const [expired] = identityAt(8884).chain;
  expect(expired).toMatchObject({ notAfter: midnight - 30 * day, dnsNames: ['broker.lan'] });
  await kernel.run(kernel.now + 24 * hour);
  const repairOther = apply('tls-too-new');
  expect(identityAt(8884).chain[0]).toBe(expired);
  repairOther();
  repair();
  const repairLater = apply('certificate-not-yet-valid', { days: 2 });
  expect(identityAt(8884).chain[0]).toMatchObject({ notBefore: midnight + 3 * day });
  repairLater();
});

test('an authority in between has really signed what comes without it', () => {
  const repair = apply('certificate-incomplete', { port: 8884 });
  const [own, ...rest] = identityAt(8884).chain;
  expect([own!.issuer, rest]).toEqual(['CN=In between', []]);
  repair();
});

test('a fault is about one port where it says so, and else about all that speak it', () => {
  const repair = apply('tls-too-new', { port: 8884 });
  const states = () => [1883, 8883, 8884].map((port) => listener(port).tls?.isTls13Only === true);
  expect(states()).toEqual([false, false, true]);
  repair();
  expect(states()).toEqual([false, false, false]);
  const repairAll = apply('tls-too-new');
  expect(states()).toEqual([false, true, true]);
  repairAll();
});

test('a port that does not speak it is told with those that there are', () => {
  const told = { got: ['port 1883', 'port 8883', 'port 8884'] };
  expect(() => apply('tls-silent', { port: 1883 })).toThrow('not port 1883 of the broker speaks');
  expect(() => apply('websocket-status', { port: 8883 })).toThrow(expect.objectContaining(told));
});

test('a newer one of the same replaces the older', () => {
  const repair = apply('tls-alert', { at: 'server_hello', alert: 'internal_error' });
  const repairNewer = apply('tls-alert', { at: 'finished', alert: 'access_denied' });
  expect(listener(8883).tls?.faults).toEqual([
    { at: 'finished', act: 'alert', alert: 'access_denied' },
  ]);
  repair();
  repairNewer();
  expect(listener(8883).tls?.faults).toEqual([]);
});

test('WebSockets are closed and asked where there are any, and else nothing happens', () => {
  const before = served();
  apply('websocket-closed', { code: 1012, reason: 'again' });
  apply('websocket-pings');
  expect(served()).toBe(before);
});

test('whichever come, and in whichever order they end, the ports are as they were', () => {
  const before = served();
  const lasting = tlsFaults.filter(({ lasts }) => lasts);
  const drawn = fc.array(
    fc.record({
      fault: fc.constantFrom(...lasting),
      port: fc.constantFrom(undefined, 8884),
      endsAt: fc.nat(20),
    }),
    { minLength: 1, maxLength: 8 },
  );
  fc.assert(
    fc.property(drawn, (list) => {
      const ends = list.map(({ fault, port, endsAt }) => {
        const where = port === undefined ? {} : { port };
        return { endsAt, repair: apply(fault.name, { ...(fault.example as object), ...where }) };
      });
      expect(served()).not.toBe(before);
      for (const { repair } of ends.toSorted((one, other) => one.endsAt - other.endsAt)) repair();
      expect(served()).toBe(before);
    }),
    { numRuns: 60 },
  );
});
