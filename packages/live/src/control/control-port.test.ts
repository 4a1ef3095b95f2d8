import { request } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { deafPort } from '../testing/deaf-port.ts';
import type { ControlAction } from './control-action.ts';
import { ControlClient } from './control-client.ts';
import { ControlPort } from './control-port.ts';
import { ControlRefusal } from './control-refusal.ts';
import type { ControlDone, ControlState, RestartRequest } from './control-state.ts';
import type { Controlled } from './controlled.ts';

const state: ControlState = {
  seconds: 1.5,
  module: { power: 'on', ready: true },
  wifi: { state: 2, means: 'connected', ssid: 'twin' },
  mqtt: { state: 4, means: 'connected' },
  link: 'up',
  uplink: 'down',
  serial: { baud: 115_200, clients: [{ label: 'tcp 127.0.0.1:1', role: 'writer' }] },
  brokers: [{ host: '192.168.10.234', port: 1883, running: true, clients: ['W800'] }],
  net: 'simulated',
  dialect: 'docs',
  seed: 7,
  recording: false,
};

const heap = { freeBytes: 4, usedBytes: 3, lowWaterBytes: 2, largestFreeBytes: 1 };

/** Remembers what it was told to do. */
class Remembering implements Controlled {
  readonly told: unknown[] = [];
  trouble: Error | undefined;

  state(): ControlState {
    return state;
  }

  heap() {
    return heap;
  }

  brokers() {
    return state.brokers;
  }

  async act(action: ControlAction): Promise<ControlDone> {
    if (this.trouble !== undefined) throw this.trouble;
    this.told.push(action);
    return { done: action.do, seconds: 2 };
  }

  async restart(wanted: RestartRequest): Promise<ControlDone> {
    this.told.push(wanted);
    return { done: 'restart', seconds: 2 };
  }

  stop(): ControlDone {
    this.told.push('stop');
    return { done: 'stop', seconds: 2 };
  }
}

async function open(host?: string) {
  const controlled = new Remembering();
  const faults: unknown[] = [];
  const port = await ControlPort.open(controlled, {
    ...(host === undefined ? {} : { host }),
    nearest: (word, known) => known.find((one) => one.slice(0, 4) === word.slice(0, 4)),
    failed: (error) => faults.push(error),
  });
  onTestFinished(() => port.close());
  return { controlled, port, faults, client: new ControlClient(port.url) };
}

interface Answered {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly content: unknown;
}

/** A request as any program may send it. */
function ask(
  { url }: ControlPort,
  method: string,
  path: string,
  { headers = {}, body = '' }: { headers?: Record<string, string>; body?: string | Buffer } = {},
): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const asked = request(`${url}${path}`, { method, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.on('end', () => {
        const { statusCode: status, headers: got } = response;
        resolve({ status, headers: got, content: text === '' ? undefined : JSON.parse(text) });
      });
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

describe('the typed client', () => {
  test('reads state, heap and brokers', async () => {
    const { client } = await open();
    expect(await client.state()).toEqual(state);
    expect(await client.heap()).toEqual(heap);
    expect(await client.brokers()).toEqual(state.brokers);
  });

  test('does everything there is to do', async () => {
    const { client, controlled } = await open();
    await client.link('down');
    await client.link('up');
    await client.uplink('down');
    await client.uplink('up');
    await client.dropAccessPoint();
    await client.broker('stop');
    await client.broker('start', { broker: 1 });
    await client.broker('disconnect', { broker: 0, clientId: 'W800' });
    await client.power('off');
    await client.power('on');
    expect(await client.power('cycle')).toEqual({ done: 'power cycle', seconds: 2 });
    const wanted = { seed: 4_294_967_295, dialect: 'firmware', world: { wifi: [] }, module: {} };
    await client.restart(wanted);
    await client.restart();
    await client.stop();
    expect(controlled.told).toEqual([
      { do: 'link down' },
      { do: 'link up' },
      { do: 'uplink down' },
      { do: 'uplink up' },
      { do: 'access-point drop' },
      { do: 'broker stop' },
      { do: 'broker start', broker: 1 },
      { do: 'broker disconnect', broker: 0, clientId: 'W800' },
      { do: 'power off' },
      { do: 'power on' },
      { do: 'power cycle' },
      wanted,
      {},
      'stop',
    ]);
  });

  test('throws what was refused, with what helps', async () => {
    const { client, controlled } = await open();
    controlled.trouble = new ControlRefusal(404, 'no such broker', 'count', { nearest: 'x' });
    const refusal = await client.broker('stop').catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(ControlRefusal);
    const fields = { status: 404, message: 'no such broker', fix: 'count', nearest: 'x' };
    expect(refusal).toMatchObject(fields);
  });

  test('says so when nobody is there', async () => {
    const client = new ControlClient(`http://127.0.0.1:${await deafPort()}`);
    await expect(client.state()).rejects.toMatchObject({ code: 'LIVE_NO_CONTROL' });
  });
});

describe('the control over HTTP', () => {
  test('lists all there is', async () => {
    const { port } = await open();
    const { content } = await ask(port, 'GET', '/');
    const { routes } = content as { routes: { method: string; path: string; fields: string[] }[] };
    expect(routes.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /',
      'GET /state',
      'GET /heap',
      'GET /broker/clients',
      'POST /link/down',
      'POST /link/up',
      'POST /uplink/down',
      'POST /uplink/up',
      'POST /access-point/drop',
      'POST /broker/stop',
      'POST /broker/start',
      'POST /broker/disconnect',
      'POST /power/off',
      'POST /power/on',
      'POST /power/cycle',
      'POST /restart',
      'POST /stop',
    ]);
    const disconnect = routes.find(({ path }) => path === '/broker/disconnect');
    expect(disconnect?.fields).toEqual(['broker', 'clientId']);
  });

  test('answers a path there is not with the nearest there is', async () => {
    const { port } = await open();
    expect(await ask(port, 'POST', '/link/dwn')).toMatchObject({
      status: 404,
      content: { error: 'there is no /link/dwn', fix: 'try /link/down', nearest: '/link/down' },
    });
    const unknown = await ask(port, 'GET', '/xyz?a=1');
    expect(unknown.content).toEqual({
      error: 'there is no /xyz',
      fix: `GET ${port.url}/ lists all there is`,
    });
  });

  test.each(['GET', 'DELETE', 'PUT'])('does nothing at a %s of an action', async (method) => {
    const { port, controlled } = await open();
    const { status, headers, content } = await ask(port, method, '/power/off');
    expect([status, headers['allow'], controlled.told]).toEqual([405, 'POST', []]);
    expect(content).toMatchObject({ nearest: 'POST /power/off' });
  });

  test.each([
    ['{', 'the body is not JSON'],
    ['[1]', 'the body is no object'],
    ['null', 'the body is no object'],
    ['{"brokr":1}', 'it takes no `brokr`'],
    ['{"clientId":"x"}', 'it takes no `clientId`'],
    ['{"broker":-1}', '`broker` is no number of a broker'],
    ['{"broker":"0"}', '`broker` is no number of a broker'],
  ])('refuses the body %s', async (body, error) => {
    const { port, controlled } = await open();
    const { status, content } = await ask(port, 'POST', '/broker/stop', { body });
    expect(status).toBe(400);
    expect((content as { error: string }).error).toContain(error);
    expect(content).toHaveProperty('fix');
    expect(controlled.told).toEqual([]);
  });

  test.each([
    ['{"seed":4294967296}', '`seed` is no seed'],
    ['{"seed":1.5}', '`seed` is no seed'],
    ['{"dialect":1}', '`dialect` is no text'],
    ['{"world":"x"}', '`world` is no object'],
    ['{"module":[]}', '`module` is no object'],
    ['{"clientId":"x"}', 'it takes no `clientId`'],
  ])('refuses to restart with %s', async (body, error) => {
    const { port, controlled } = await open();
    expect(await ask(port, 'POST', '/restart', { body })).toMatchObject({
      status: 400,
      content: { error },
    });
    expect(controlled.told).toEqual([]);
  });

  test('takes a body of 64 KiB and none that is larger', async () => {
    const { port, controlled } = await open();
    const body = (bytes: number): string => `{}${' '.repeat(bytes - 2)}`;
    expect((await ask(port, 'POST', '/link/up', { body: body(65_536) })).status).toBe(200);
    expect((await ask(port, 'POST', '/link/up', { body: body(65_537) })).status).toBe(413);
    // Far more than the socket holds: it is sent to its end all the same.
    expect((await ask(port, 'POST', '/link/up', { body: body(8_000_000) })).status).toBe(413);
    expect(controlled.told).toEqual([{ do: 'link up' }]);
  });

  test.each(['evil.example', 'evil.example:80', '192.168.1.1', '127.0.0.1.evil.example'])(
    'answers nobody who takes it for "%s"',
    async (host) => {
      const { port, controlled } = await open();
      const { status } = await ask(port, 'POST', '/power/off', { headers: { host } });
      expect([status, controlled.told]).toEqual([403, []]);
    },
  );

  test.each(['localhost:1', '127.0.0.1', '[::1]:80', 'LOCALHOST'])(
    'answers who takes it for "%s"',
    async (host) => {
      const { port } = await open();
      expect((await ask(port, 'GET', '/state', { headers: { host } })).status).toBe(200);
    },
  );

  test('answers pages of this machine and no others', async () => {
    const { port, controlled } = await open();
    const from = (origin: string) => ask(port, 'POST', '/link/up', { headers: { origin } });
    expect((await from('http://evil.example')).status).toBe(403);
    expect((await from('null')).status).toBe(403);
    expect(controlled.told).toEqual([]);
    expect((await from('http://localhost:8080')).status).toBe(200);
  });

  test('tells a fault of ours as one, and lives on', async () => {
    const { port, controlled, faults } = await open();
    controlled.trouble = new Error('broken');
    const { status, content } = await ask(port, 'POST', '/link/up');
    expect([status, JSON.stringify(content).includes('broken')]).toEqual([500, false]);
    expect(faults).toEqual([controlled.trouble]);
    expect((await ask(port, 'GET', '/state')).status).toBe(200);
  });

  test('survives what is no HTTP', async () => {
    const { port } = await open();
    const socket = connect(Number(new URL(port.url).port), '127.0.0.1').on('error', () => {});
    socket.write('\u0000\u0001 nonsense\r\n\r\n');
    const text = await new Promise<string>((resolve) => {
      let all = '';
      socket.on('data', (bytes) => (all += bytes.toString('latin1')));
      socket.on('close', () => resolve(all));
    });
    expect(text).toMatch(/^HTTP\/1.1 400 /);
    expect((await ask(port, 'GET', '/state')).status).toBe(200);
  });

  test('is gone at once, however many connections are open', async () => {
    const { port } = await open();
    const sockets = Array.from({ length: 5 }, () =>
      connect(Number(new URL(port.url).port), '127.0.0.1').on('error', () => {}),
    );
    const ends = sockets.map((one) => new Promise((resolve) => one.on('close', resolve)));
    // One has asked, one has begun to, the others say nothing.
    sockets[0]?.write('POST /link/up HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n');
    await ask(port, 'GET', '/state');
    await port.close();
    await Promise.all(ends);
    await expect(ask(port, 'GET', '/state')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  test('does not take a port that is taken', async () => {
    const { port } = await open();
    const wanted = { port: Number(new URL(port.url).port), nearest: () => undefined };
    const second = ControlPort.open(new Remembering(), { ...wanted, failed: () => {} });
    await expect(second).rejects.toMatchObject({ code: 'LIVE_PORT_IN_USE' });
  });
});
