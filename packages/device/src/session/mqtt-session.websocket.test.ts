import { fromBytes } from '@w800/at';
import { describe, expect, test } from 'vitest';
import { SecureDesk } from '../testing/secure-desk.ts';

const error = '\r\nERROR\r\n';

/** Serves WebSocket in this way, below TLS or not, as the scheme has it. */
function serving(scheme: number, websocket: SecureDesk['front']['serving']['websocket']) {
  return { ...(scheme > 6 && { tls: {} }), ...(websocket && { websocket }) };
}

describe('the upgrade', () => {
  test.each([6, 7, 8, 9, 10])(
    'CONN-33, CONN-37, USERCFG-28: scheme %i asks for its path, with the subprotocol mqtt',
    async (scheme) => {
      const desk = await SecureDesk.onScheme(scheme);
      for (const [path, asked] of [
        ['', '/mqtt'],
        ['/a/b?c=d', '/a/b?c=d'],
        ['chat', '/chat'],
        ['/', '/'],
      ] as const) {
        await desk.user(scheme, path);
        expect(await desk.open()).toContain(`"broker.example",8883,"${path}",0`);
        expect(desk.front.paths.at(-1)).toBe(asked);
        expect(desk.front.subprotocols.at(-1)).toBe('mqtt');
        await desk.ask('AT+MQTTCLEAN=0');
      }
    },
  );

  test.each([1, 2, 3, 4, 5])('USERCFG-28: scheme %i has no use for a path', async (scheme) => {
    const desk = await SecureDesk.onScheme(scheme);
    await desk.user(scheme, '/chat');
    expect(await desk.open()).toContain(`+MQTTCONNECTED:0,${scheme},"broker.example",8883,"/chat"`);
    expect(desk.front.paths).toEqual([]);
    // CONNECT, or a handshake record.
    expect([0x10, 0x16]).toContain(desk.front.wire[0]?.[0]);
  });

  test('CONN-33, MQTT-6.0.0-3: the request offers mqtt, names host and port, and where it comes from', async () => {
    const desk = await SecureDesk.onScheme(6);
    await desk.open();
    const request = fromBytes(desk.front.wire[0] ?? new Uint8Array());
    expect(request).toMatch(/^GET \/mqtt HTTP\/1\.1\r\n/);
    expect(request).toContain('\r\nHost: broker.example:8883\r\n');
    expect(request).toContain('\r\nOrigin: http://broker.example:8883\r\n');
    expect(request).toContain('\r\nSec-WebSocket-Protocol: mqtt\r\n');
  });

  test.each([
    ['a status of 403', { misbehaviour: { status: 403 } }],
    ['a wrong accept key', { misbehaviour: { wrongAccept: true } }],
    ['another subprotocol', { misbehaviour: { subprotocol: 'other' } }],
    ['no subprotocol', { misbehaviour: { subprotocol: null } }],
    ['a path it does not serve', { accepts: () => false }],
    ['frames that are masked', { misbehaviour: { maskFrames: true } }],
  ])('CONN-19: %s ends in ERROR, and nothing is left of it', async (_what, websocket) => {
    for (const scheme of [6, 8]) {
      const desk = await SecureDesk.onScheme(scheme, { serving: serving(scheme, websocket) });
      await desk.open();
      await desk.run(30_000);
      const { heap } = desk.module;
      const free = heap.freeBytes;
      expect(await desk.open()).toBe(error);
      await desk.run(30_000);
      expect(heap.freeBytes).toBe(free);
      expect(desk.connectionOwners).toEqual([]);
      expect(await desk.state()).toBe(1);
      expect(desk.read()).toBe('');
    }
  });

  test.each([
    ['is cut into small frames', { fragmentBytes: 3 }],
    ['follows a Ping each', { pingBeforeFrame: true }],
  ])('a message that %s arrives whole', async (_what, misbehaviour) => {
    for (const scheme of [6, 10]) {
      const desk = await SecureDesk.onScheme(scheme, {
        serving: serving(scheme, { misbehaviour }),
      });
      expect(await desk.open()).toContain('+MQTTCONNECTED');
      desk.broker.publish({ topic: 'topic', payload: 'whole', id: 7, qos: 1 });
      await desk.run(50);
      expect(desk.read()).toBe('+MQTTSUBRECV:0,"topic",5,whole\r\n');
      expect(desk.broker.take().at(-1)).toEqual({ type: 'puback', id: 7 });
    }
  });

  test.each([6, 8])('a Close of the server ends a session of scheme %i', async (scheme) => {
    const desk = await SecureDesk.onScheme(scheme);
    await desk.open();
    desk.broker.peer?.end();
    await desk.run(100);
    expect(desk.read()).toBe('+MQTTDISCONNECTED:0\r\n');
    expect(await desk.state()).toBe(3);
  });
});

test('the keys of two requests differ, and a seed repeats them', async () => {
  const keys = async (): Promise<readonly string[]> => {
    const desk = await SecureDesk.onScheme(6);
    const found: string[] = [];
    for (let index = 0; index < 2; index += 1) {
      await desk.user(6);
      await desk.open();
      const request = fromBytes(desk.front.wire[0] ?? new Uint8Array());
      found.push(/Sec-WebSocket-Key: (.*)\r/.exec(request)?.[1] ?? '');
      await desk.ask('AT+MQTTCLEAN=0');
    }
    return found;
  };
  const [first, second] = await keys();
  expect(first).toHaveLength(24);
  expect(second).toHaveLength(24);
  expect(first).not.toBe(second);
  expect(await keys()).toEqual([first, second]);
});
