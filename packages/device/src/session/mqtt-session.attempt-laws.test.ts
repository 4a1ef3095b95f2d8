import { millisecond, type Instant } from '@w800/kernel';
import { readChain, testCa } from '@w800/tls';
import { describe, expect, test } from 'vitest';
import { docsDialect } from '../dialects/docs.ts';
import type { Dialect } from '../dialects/dialect.ts';
import { firmwareDialect } from '../dialects/firmware.ts';
import { lastingOwners } from './lasting-owners.ts';
import { heldMemory, lastingBytes, lastingBytesMax } from '../testing/held-memory.ts';
import { SecureDesk } from '../testing/secure-desk.ts';

const error = '\r\nERROR\r\n';
const schemes = [3, 6, 10];
/** How many phases an attempt has at least. */
const fewest: Readonly<Record<number, number>> = { 3: 8, 6: 4, 10: 10 };
const connectLine = 'AT+MQTTCONN=0,"broker.example",8883,';

/** A module whose every byte takes 20 ms, so that the phases of an attempt lie apart. */
async function distant(scheme: number, dialect: Dialect = docsDialect): Promise<SecureDesk> {
  const tls = { clientCertificate: 'requested', trust: readChain(testCa.pem) } as const;
  const serving = {
    ...(scheme !== 1 && scheme !== 6 && { tls }),
    ...(scheme > 5 && { websocket: {} }),
  };
  const desk = await SecureDesk.onScheme(scheme, { serving, dialect });
  desk.medium.streamLatencyMs = 20;
  desk.medium.latencyMs = 20;
  return desk;
}

/** The instants, from now on, at which anything was recorded until a session was there. */
async function recorded(desk: SecureDesk, limitMs: number): Promise<readonly Instant[]> {
  const from = desk.kernel.now;
  const instants = new Set<Instant>();
  const stop = desk.kernel.trace.onAny(({ at }) => void instants.add(at - from));
  await desk.untilPrinted('+MQTTCONNECTED', limitMs);
  stop();
  return [...instants].toSorted((a, b) => a - b);
}

/** One instant in every phase: behind each at which something was recorded, if it rests then. */
function phases(instants: readonly Instant[]): readonly Instant[] {
  const found: Instant[] = [];
  for (const [index, at] of instants.entries()) {
    const next = instants[index + 1] ?? at;
    if (next - at > 5 * millisecond) found.push(at + Math.floor((next - at) / 2));
  }
  return found;
}

/** Waits until every stream of an attempt has come to its end. */
async function rest(desk: SecureDesk): Promise<void> {
  await desk.run(40_000);
}

describe('an attempt that is cut short in any of its phases leaves nothing behind', () => {
  /** What ends it while the command runs, and what is printed by that. */
  const strikes: Readonly<Record<string, (desk: SecureDesk) => void>> = {
    'a power cut': (desk) => {
      desk.module.powerOff();
      desk.module.powerOn();
    },
    'the reset pin': (desk) => {
      desk.module.holdReset();
      desk.module.releaseReset();
    },
    'a crash': (desk) => desk.module.crash(),
  };

  const cases = schemes.flatMap((scheme) =>
    Object.keys(strikes).map((strike) => [scheme, strike] as const),
  );

  test.each(cases)('scheme %i, %s', async (scheme, strike) => {
    const trial = await distant(scheme);
    trial.type(`${connectLine}0\r\n`);
    const at = phases(await recorded(trial, 5_000));
    expect(at.length).toBeGreaterThan(fewest[scheme] ?? 0);
    for (const instant of at) {
      const desk = await distant(scheme);
      desk.type(`${connectLine}0\r\n`);
      await desk.kernel.runFor(instant);
      strikes[strike]?.(desk);
      await desk.run(1_000);
      desk.module.powerOff();
      await rest(desk);
      expect(desk.module.heap.usedBytes).toBe(0);
      // No alarm is left, of the module or of a server that still talks to it.
      expect(desk.kernel.nextAt).toBeUndefined();
    }
  });

  test.each(schemes)('scheme %i, the loss of Wi-Fi, which ends in ERROR', async (scheme) => {
    const trial = await distant(scheme);
    trial.type(`${connectLine}0\r\n`);
    for (const instant of phases(await recorded(trial, 5_000))) {
      const desk = await distant(scheme);
      const before = heldMemory(desk.module.heap, false);
      desk.type(`${connectLine}0\r\n`);
      await desk.kernel.runFor(instant);
      desk.medium.loseLink();
      await desk.run(1_000);
      expect(desk.read()).toBe(`WIFI DISCONNECT\r\n${error}`);
      await rest(desk);
      // The client's task was created, and stays.
      expect(lastingBytes(desk.module.heap)).toBe(lastingBytesMax);
      expect(heldMemory(desk.module.heap, false)).toEqual(before);
      desk.module.powerOff();
      expect(desk.kernel.nextAt).toBeUndefined();
    }
  });
});

describe('a return that is cut short in any of its phases leaves nothing behind', () => {
  const strikes: Readonly<Record<string, string>> = {
    'AT+MQTTCLEAN': 'AT+MQTTCLEAN=0',
    'AT+RST': 'AT+RST',
  };
  const cases = schemes.flatMap((scheme) =>
    Object.keys(strikes).flatMap((strike) =>
      [docsDialect, firmwareDialect].map(
        (dialect) => [scheme, strike, dialect.name, dialect] as const,
      ),
    ),
  );

  /** A session that comes back from now on, in ten seconds. */
  async function lost(scheme: number, dialect: Dialect): Promise<SecureDesk> {
    const desk = await distant(scheme, dialect);
    await desk.open(1);
    desk.broker.peer?.end();
    await desk.run(500);
    desk.read();
    return desk;
  }

  test.each(cases)('scheme %i, %s, %s', async (scheme, strike, _name, dialect) => {
    const trial = await lost(scheme, dialect);
    const at = phases(await recorded(trial, 20_000));
    expect(at.length).toBeGreaterThan(fewest[scheme] ?? 0);
    for (const instant of at) {
      const desk = await lost(scheme, dialect);
      await desk.kernel.runFor(instant);
      const printed = await desk.ask(strikes[strike] ?? '', 200);
      expect(printed).toContain('\r\nOK\r\n');
      await rest(desk);
      expect(desk.read()).not.toContain('+MQTTCONNECTED');
      expect(desk.connectionOwners).toEqual([]);
      expect(desk.module.heap.usedBy('mqtt.reconnect')).toBe(0);
      // A fresh start knows nothing of what was before, and can do it all again.
      if (strike === 'AT+RST') await desk.ask('AT+CWJAP="home","12345678"', 2_000);
      await desk.user(scheme);
      expect(await desk.open()).toContain('+MQTTCONNECTED');
    }
  });
});

describe('a heap without room', () => {
  /** What an attempt prints of which requests find no room, and whose the first of them was. */
  async function starved(scheme: number, index: number, times = 1) {
    const desk = await distant(scheme);
    const { heap } = desk.module;
    const before = heldMemory(heap);
    let count = 0;
    let owner: string | undefined;
    const allow = heap.refuse((_bytes, by) => {
      count += 1;
      if (count === index) owner = by;
      return count >= index && count < index + times;
    });
    const printed = await desk.open();
    allow();
    return { desk, printed, before, owner };
  }

  const tls = ['ca', 'cipher', 'connection', 'handshake', 'peer'].map((name) => `tls.${name}`);
  const websocket = ['frame', 'key', 'request'].map((name) => `websocket.${name}`);

  test.each([1, 5, 10])(
    'scheme %i: whenever it is full, the attempt ends in ERROR',
    async (scheme) => {
      for (let index = 1; ; index += 1) {
        const { desk, printed, before, owner } = await starved(scheme, index, 1_000);
        if (owner === undefined) break;
        if (printed.includes('+MQTTCONNECTED')) continue;
        await rest(desk);
        expect([index, printed, heldMemory(desk.module.heap)]).toEqual([index, error, before]);
        expect(await desk.open()).toContain('+MQTTCONNECTED');
      }
    },
  );

  test.each([
    [1, [], 20],
    [3, tls, 40],
    [6, websocket, 20],
    [10, [...tls, 'tls.identity', ...websocket].toSorted(), 50],
  ])(
    'scheme %i: whichever request finds no room, the attempt fails whole or comes through',
    async (scheme, layers, requests) => {
      const spared = new Set<string>();
      const failed = new Set<string>();
      let index = 1;
      for (; ; index += 1) {
        const { desk, printed, before, owner } = await starved(scheme, index);
        if (owner === undefined) break;
        if (printed.includes('+MQTTCONNECTED')) {
          spared.add(owner);
          continue;
        }
        failed.add(owner);
        await rest(desk);
        const { heap } = desk.module;
        expect([printed, heldMemory(heap)]).toEqual([error, before]);
        expect(lastingBytes(heap)).toBe(lastingOwners.includes(owner) ? 0 : lastingBytesMax);
        expect(await desk.open()).toContain('+MQTTCONNECTED');
      }
      expect(index).toBeGreaterThan(requests);
      expect([...failed].filter((name) => /^(tls|websocket)/.test(name)).toSorted()).toEqual(
        layers,
      );
      // TCP sends again what it had no room for.
      expect([...spared].filter((name) => !name.startsWith('at.')).toSorted()).toEqual([
        'tcp.receive',
        'tcp.send',
      ]);
    },
  );
});
