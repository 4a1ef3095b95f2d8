import { fromBytes } from '@w800/at';
import { readChain, testCa, testClient } from '@w800/tls';
import { describe, expect, test } from 'vitest';
import { schemes } from './transport/scheme.ts';
import { SecureDesk } from '../testing/secure-desk.ts';
import type { Serving } from '../testing/secure-front.ts';
import { strangerIdentity } from '../testing/stranger.ts';

const ok = '\r\nOK\r\n';
const error = '\r\nERROR\r\n';

test('the ten schemes are all there are', () => {
  expect([...schemes.keys()]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
});

/** What each scheme is, told here again: number, requirements, TLS, WebSocket. */
test.each([
  [1, 'USERCFG-07', false, false],
  [2, 'USERCFG-08', true, false],
  [3, 'USERCFG-09', true, false],
  [4, 'USERCFG-10', true, false],
  [5, 'USERCFG-11', true, false],
  [6, 'USERCFG-12, CONN-33', false, true],
  [7, 'USERCFG-13, CONN-33', true, true],
  [8, 'USERCFG-14, CONN-33', true, true],
  [9, 'USERCFG-15, CONN-33', true, true],
  [10, 'USERCFG-16, CONN-33', true, true],
])('scheme %i connects, publishes and receives (%s)', async (scheme, _id, tls, websocket) => {
  const desk = await SecureDesk.onScheme(scheme);
  const endpoint = '"broker.example",8883,""';
  expect(await desk.open()).toBe(`+MQTTCONNECTED:0,${scheme},${endpoint},0\r\n${ok}`);
  expect(await desk.ask('AT+MQTTCONN?')).toBe(`+MQTTCONN:0,4,${scheme},${endpoint},0\r\n${ok}`);

  expect(await desk.ask('AT+MQTTPUB=0,"up","to the broker",1,0')).toBe(ok);
  expect(desk.broker.take().at(-1)).toMatchObject({ topic: 'up', payload: 'to the broker' });
  desk.broker.publish({ topic: 'down', payload: 'to the module' });
  await desk.run(20);
  expect(desk.read()).toBe('+MQTTSUBRECV:0,"down",13,to the module\r\n');

  expect(desk.front.handshakes.map((outcome) => outcome.ok)).toEqual(tls ? [true] : []);
  expect(desk.front.subprotocols).toEqual(websocket ? ['mqtt'] : []);
  const wire = desk.front.wire.map((bytes) => fromBytes(bytes)).join('');
  expect(wire.includes('GET /mqtt HTTP/1.1')).toBe(websocket && !tls);
  expect(wire.includes('to the broker')).toBe(!websocket && !tls);
  expect(desk.findings).toEqual([]);
});

/** How a server of the stranger's is served to a scheme. */
function byStranger(scheme: number): Serving {
  return {
    ...(scheme !== 1 && scheme !== 6 && { tls: { identities: [strangerIdentity] } }),
    ...(scheme > 5 && { websocket: {} }),
  };
}

describe('a server whose authority the module does not know', () => {
  test.each([
    ['USERCFG-09, SNTP-11', 3],
    ['USERCFG-11, SNTP-11', 5],
    ['USERCFG-14, SNTP-11', 8],
    ['USERCFG-16, SNTP-11', 10],
  ])('%s: scheme %i turns it down, and takes one whose authority it knows', async (_id, scheme) => {
    const desk = await SecureDesk.onScheme(scheme, { serving: byStranger(scheme) });
    expect(await desk.open()).toBe(error);
    expect(await desk.state()).toBe(1);
    expect(desk.front.handshakes).toEqual([
      { ok: false, failure: { kind: 'alert', direction: 'in', name: 'unknown_ca' } },
    ]);
    desk.front.serving = { ...byStranger(scheme), tls: {} };
    expect(await desk.open()).toContain('+MQTTCONNECTED');
  });

  test.each([
    ['USERCFG-08, SNTP-12', 2],
    ['USERCFG-10, SNTP-12', 4],
    ['USERCFG-13, SNTP-12', 7],
    ['USERCFG-15, SNTP-12', 9],
  ])('%s: scheme %i takes it', async (_id, scheme) => {
    const desk = await SecureDesk.onScheme(scheme, { serving: byStranger(scheme) });
    expect(await desk.open()).toContain('+MQTTCONNECTED');
  });
});

describe('a server that wants a certificate', () => {
  const tls = { clientCertificate: 'required', trust: readChain(testCa.pem) } as const;

  test.each([
    ['USERCFG-10, SNTP-13', 4],
    ['USERCFG-11, SNTP-13', 5],
    ['USERCFG-15, SNTP-13', 9],
    ['USERCFG-16, SNTP-13', 10],
  ])('%s: scheme %i shows what lies in its slot', async (_id, scheme) => {
    const desk = await SecureDesk.onScheme(scheme, {
      serving: { tls, ...(scheme > 5 && { websocket: {} }) },
    });
    expect(await desk.open()).toContain('+MQTTCONNECTED');
    const shown = desk.front.handshakes.flatMap((outcome) =>
      outcome.ok ? outcome.session.peer.map(({ der }) => der) : [],
    );
    expect(shown).toEqual(readChain(testClient.pem).map(({ der }) => der));
  });

  test.each([
    ['USERCFG-08, SNTP-13', 2],
    ['USERCFG-09, SNTP-13', 3],
    ['USERCFG-13, SNTP-13', 7],
    ['USERCFG-14, SNTP-13', 8],
  ])('%s: scheme %i has none to show, and is refused', async (_id, scheme) => {
    const desk = await SecureDesk.onScheme(scheme, {
      serving: { tls, ...(scheme > 5 && { websocket: {} }) },
    });
    expect(await desk.open()).toBe(error);
    expect(desk.front.handshakes.map((outcome) => outcome.ok)).toEqual([false]);
  });
});
