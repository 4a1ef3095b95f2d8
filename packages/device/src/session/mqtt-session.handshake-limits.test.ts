import { second, type Duration } from '@w800/kernel';
import type { ServerStep } from '@w800/tls';
import { describe, expect, test } from 'vitest';
import { docsDialect } from '../dialects/docs.ts';
import type { Dialect } from '../dialects/dialect.ts';
import { firmwareDialect } from '../dialects/firmware.ts';
import { SecureDesk } from '../testing/secure-desk.ts';

const error = '\r\nERROR\r\n';
const flight: readonly ServerStep[] = [
  'server_hello',
  'certificate',
  'server_key_exchange',
  'server_hello_done',
];

/** A module whose server sends each of these steps so much later than it could. */
async function slowly(
  scheme: number,
  steps: readonly ServerStep[],
  delayNs: Duration,
  dialect: Dialect = docsDialect,
): Promise<SecureDesk> {
  const faults = steps.map((at) => ({ at, act: 'delay', delayNs }) as const);
  const websocket = scheme > 5 && { websocket: {} };
  return SecureDesk.onScheme(scheme, { dialect, serving: { tls: { faults }, ...websocket } });
}

/** Connects; says what was printed and after how many seconds. */
async function timed(desk: SecureDesk): Promise<readonly [string, number]> {
  const from = desk.kernel.now;
  const printed = await desk.open();
  return [printed, (desk.kernel.now - from) / second];
}

describe('the time of a handshake', () => {
  test('CONN-30: it is what the exchange and the signature cost, and no packet less', async () => {
    const [, exchange] = await timed(await SecureDesk.onScheme(2));
    expect(exchange).toBeGreaterThan(1.8);
    expect(exchange).toBeLessThan(1.85);
    const tls = { clientCertificate: 'requested' } as const;
    const [, signed] = await timed(await SecureDesk.onScheme(4, { serving: { tls } }));
    expect(signed - exchange).toBeCloseTo(0.1, 2);
  });

  test.each([3, 10])(
    'CONN-30, CONN-36: four packets of scheme %i that each take 9 s come to 36 s, and it connects',
    async (scheme) => {
      const [printed, seconds] = await timed(await slowly(scheme, flight, 9 * second));
      expect(printed).toContain(`+MQTTCONNECTED:0,${scheme},`);
      expect(seconds).toBeGreaterThan(37.8);
      expect(seconds).toBeLessThan(37.9);
    },
  );

  test.each(flight.map((step, index) => [step, index] as const))(
    'CONN-29: %s has 10 s of its own, however long those before it took',
    async (step, before) => {
      const steps = flight.slice(0, before).map((at) => ({ at, delayNs: 9 * second }));
      const faults = [...steps, { at: step, delayNs: 10.01 * second }];
      const tls = { faults: faults.map((fault) => ({ ...fault, act: 'delay' }) as const) };
      const desk = await SecureDesk.onScheme(3, { serving: { tls } });
      const [printed, seconds] = await timed(desk);
      expect(printed).toBe(error);
      expect(seconds).toBeGreaterThanOrEqual(9 * before + 10);
      expect(seconds).toBeLessThan(9 * before + 10.1);
      expect(await desk.state()).toBe(1);
      expect(desk.findings).toEqual([]);
    },
  );

  test('CONN-29: the firmware waits 5 s for a packet, connects anew as MQTT 3.1, and says so', async () => {
    const fast = await slowly(3, flight, 4.9 * second, firmwareDialect);
    expect(await fast.open()).toContain('+MQTTCONNECTED');
    const desk = await slowly(3, ['certificate'], 5.1 * second, firmwareDialect);
    const [printed, seconds] = await timed(desk);
    expect(printed).toBe(error);
    expect(seconds).toBeCloseTo(10, 1);
    await desk.run(1_000);
    expect(desk.front.handshakes).toHaveLength(2);
    expect(desk.findings.map((found) => found.split(':')[0])).toEqual([
      'firmware.tls-read-limit',
      'firmware.mqtt-3.1-fallback',
    ]);
  });
});

describe('the limit of an attempt', () => {
  test.each([
    ['CONNACK', 3],
    ['CONNACK', 10],
  ])('CONN-36: 30 s for %s do not count the handshake (scheme %i)', async (_what, scheme) => {
    const desk = await slowly(scheme, flight, 9 * second);
    desk.broker.silent.add('connect');
    const [printed, seconds] = await timed(desk);
    expect(printed).toBe(error);
    expect(seconds).toBeGreaterThan(67.8);
    expect(seconds).toBeLessThan(67.9);
    expect(desk.broker.connect.clientId).toBe('W800');
  });

  test.each([
    ['6', 6, 30],
    ['8, after a handshake of 37.8 s', 8, 67.8],
  ])(
    'an upgrade that is not answered is given up at 30 s: scheme %s',
    async (_what, scheme, at) => {
      const desk = await slowly(scheme, scheme > 6 ? flight : [], 9 * second);
      const { tls } = desk.front.serving;
      desk.front.serving = { ...(scheme > 6 && tls && { tls }), websocket: 'silent' };
      const [printed, seconds] = await timed(desk);
      expect(printed).toBe(error);
      expect(seconds).toBeGreaterThanOrEqual(at);
      expect(seconds).toBeLessThan(at + 0.1);
    },
  );

  test('a second attempt as MQTT 3.1 has what the first one left over', async () => {
    const desk = await slowly(3, ['certificate'], 4 * second, firmwareDialect);
    desk.broker.returnCode = 5;
    desk.medium.latencyMs = 2_000;
    const [printed, seconds] = await timed(desk);
    expect(printed).toBe(error);
    // Name, connection and handshake of each.
    expect(seconds).toBeCloseTo(2 * (2 + 2 + 4 + 1.8), 1);
    expect(desk.front.handshakes.map((outcome) => outcome.ok)).toEqual([true, true]);
    const levels = desk.broker.take().map((packet) => 'level' in packet && packet.level);
    expect(levels).toEqual([4, 3]);
  });

  test('a handshake that took for ever leaves the second attempt its time', async () => {
    const desk = await slowly(3, flight, 4.9 * second, firmwareDialect);
    // 19.6 s of packets and 1.8 s of work, twice: more than 30 s, none of which counts.
    desk.broker.returnCode = 5;
    const [printed, seconds] = await timed(desk);
    expect(printed).toBe(error);
    expect(seconds).toBeCloseTo(2 * (4 * 4.9 + 1.8), 1);
    expect(desk.broker.connectionCount).toBe(2);
  });

  test('nothing is repeated when the first attempt has used its time up', async () => {
    const desk = await slowly(3, [], 0, firmwareDialect);
    desk.broker.silent.add('connect');
    const [printed, seconds] = await timed(desk);
    expect(printed).toBe(error);
    expect(seconds).toBeCloseTo(31.8, 1);
    expect(desk.front.handshakes).toHaveLength(1);
  });
});
