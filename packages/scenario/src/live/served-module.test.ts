import { existsSync, mkdirSync } from 'node:fs';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { ControlClient, machineClock, readRecording, type WallClock } from '@w800/live';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { LiveTwin } from './live-twin.ts';
import { replayRecording } from './replay-recording.ts';
import { ServedModule, type ServeOptions } from './served-module.ts';
import { withFolder } from './testing/live-desk.ts';
import { SocketTerminal } from './testing/socket-terminal.ts';

/**
 * Twenty seconds in one: what the module waits for lies inside, where no time is
 * lost. It stands until somebody is on the line, or `ready` could come before.
 */
function heldClock(): WallClock & { release(): void } {
  let startedNs: number | undefined;
  return {
    get nowNs() {
      return startedNs === undefined ? 0 : (machineClock.nowNs - startedNs) * 20;
    },
    wake: (delay, action) => machineClock.wake(Math.ceil(delay / 20), action),
    release() {
      startedNs ??= machineClock.nowNs;
    },
  };
}

interface Served {
  readonly module: ServedModule;
  readonly told: readonly string[];
  readonly control: ControlClient;
  readonly living: Promise<void>;
  readonly line: (start: string) => string;
}

async function serve(options: Partial<ServeOptions> = {}): Promise<Served> {
  const told: string[] = [];
  const clock = heldClock();
  if (options.ports !== undefined) clock.release();
  const module = await ServedModule.open({
    ports: [{ kind: 'tcp', port: 0 }],
    control: {},
    pace: 'none',
    clock,
    tell: (notice) => {
      told.push(notice);
      clock.release();
    },
    ...options,
  });
  onTestFinished(() => module.close());
  const line = (start: string): string =>
    module.announcements.find((text) => text.startsWith(start)) ?? `no ${start}`;
  const living = module.run();
  return { module, told, living, line, control: new ControlClient(line('control').slice(8)) };
}

function portOf(announcement: string): number {
  return Number(announcement.replace(/^.*:/, ''));
}

async function onBroker(terminal: SocketTerminal): Promise<void> {
  await terminal.ask('AT+CWMODE=1');
  await terminal.ask('AT+CWJAP="twin","12345678"', 'WIFI GOT IP\r\n');
  await connectsTo(terminal);
}

async function connectsTo(terminal: SocketTerminal, answer = '\r\nOK\r\n'): Promise<void> {
  await terminal.ask('AT+MQTTUSERCFG=0,1,"module","","",0,0,""');
  await terminal.ask('AT+MQTTCONN=0,"192.168.10.234",1883,0', answer);
}

describe('A module that is served', () => {
  test('announces its ports, then the world, then the control', async () => {
    const { module } = await serve({
      ports: [
        { kind: 'tcp', port: 0 },
        { kind: 'rfc2217', port: 0 },
      ],
      world: {
        wifi: [{ ssid: 'a b', password: 'secret 78' }, { ssid: 'open' }],
        broker: [
          { host: 'broker.example' },
          {
            host: '10.0.0.1',
            port: 1884,
            tls: true,
            listeners: [{ port: 1 }, { port: 2, websocket: true, tls: true }],
          },
        ],
      },
    });
    expect(module.announcements.map((text) => text.replace(/(127.0.0.1:)\d+$/, '$1N'))).toEqual([
      'serial tcp 127.0.0.1:N',
      'serial rfc2217 127.0.0.1:N',
      'wifi a b secret 78',
      'wifi open',
      'broker broker.example:1883',
      'broker 10.0.0.1:1884 tls',
      'broker 10.0.0.1:1',
      'broker 10.0.0.1:2 tls websocket',
      'broker tcp 127.0.0.1:N',
      'broker tcp 127.0.0.1:N',
      'control http://127.0.0.1:N',
    ]);
  });

  test('on real networks announces no address of a broker it cannot reach', async () => {
    const { module } = await serve({ net: 'host', wifi: { ssid: 'lab' }, control: undefined });
    expect(module.announcements.slice(1)).toEqual(['wifi lab']);
  });

  test('tells how it stands, as far as its program has brought it', async () => {
    const { line, control, told } = await serve();
    const terminal = new SocketTerminal(portOf(line('serial tcp')));
    await terminal.reads('ready\r\n');
    const before = await control.state();
    expect(before).toMatchObject({
      module: { power: 'on', ready: true },
      wifi: { state: 0, means: 'never connected', ssid: '' },
      mqtt: { state: 0, means: 'not configured' },
      serial: { baud: 115_200, clients: [{ role: 'writer' }] },
    });
    await onBroker(terminal);
    const local = line('broker tcp').slice('broker tcp '.length);
    const broker = { host: '192.168.10.234', port: 1883, local, running: true };
    const after = await control.state();
    expect(after).toMatchObject({
      wifi: { state: 2, means: 'connected', ssid: 'twin' },
      mqtt: { state: 4, means: 'connected' },
      link: 'up',
      uplink: 'up',
      brokers: [{ ...broker, clients: ['module'] }],
      net: 'simulated',
      dialect: 'docs',
      seed: 0,
      recording: false,
    });
    expect(after.seconds).toBeGreaterThan(before.seconds);
    const heap = await control.heap();
    expect(heap.freeBytes + heap.usedBytes).toBe(258_744);
    expect(heap.lowWaterBytes).toBeLessThanOrEqual(heap.freeBytes);
    terminal.socket.destroy();
    expect(told[0]).toMatch(/^tcp 127.0.0.1:\d+ is connected$/);
  });

  test('ends when it is told to over its control, and answers that first', async () => {
    const { control, living, module, line } = await serve();
    expect(await control.stop()).toMatchObject({ done: 'stop' });
    await living;
    await module.close();
    await module.close();
    const socket = connect(portOf(line('serial tcp')), '127.0.0.1');
    const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException];
    expect(error.code).toBe('ECONNREFUSED');
  });

  test('a fault of ours in an event ends it, and names the seed', async () => {
    const { module, living, line } = await serve({ seed: 11 });
    const { twin } = (module as unknown as { present: { twin: LiveTwin } }).present;
    const { socket } = new SocketTerminal(portOf(line('serial tcp')));
    const gone = new Promise((resolve) => socket.once('close', resolve));
    twin.door.enter({ from: 'x', what: 'y' }, () => twin.kernel.fail('planted'));
    await expect(living).rejects.toThrow(/assertion failed: planted[^]*seed 11/);
    await module.close();
    await gone;
  });
});

describe('What the control does', () => {
  test('comes to the module as it would from the world', async () => {
    const { line, control } = await serve();
    const terminal = new SocketTerminal(portOf(line('serial tcp')));
    await terminal.reads('ready\r\n');
    await onBroker(terminal);
    expect(await control.broker('stop')).toMatchObject({ done: 'broker stop' });
    await terminal.reads('+MQTTDISCONNECTED:0\r\n');
    expect(await control.brokers()).toMatchObject([{ running: false, clients: [] }]);
    await terminal.ask('AT+MQTTCLEAN=0');
    await connectsTo(terminal, '\r\nERROR\r\n');
    await control.broker('start', { broker: 0 });
    await terminal.ask('AT+MQTTCONN=0,"192.168.10.234",1883,0');
    await control.broker('disconnect', { clientId: 'nobody' });
    await terminal.ask('AT');
    await control.broker('disconnect', { clientId: 'module' });
    await terminal.reads('+MQTTDISCONNECTED:0\r\n');
    await control.dropAccessPoint();
    await terminal.reads('WIFI DISCONNECT\r\n');
    await control.uplink('down');
    await control.link('down');
    expect(await control.state()).toMatchObject({ link: 'down', uplink: 'down' });
    await control.uplink('up');
    await control.link('up');
    expect(await control.state()).toMatchObject({ link: 'up', uplink: 'up' });
    await control.power('off');
    const off = { module: { power: 'off', ready: false }, wifi: { state: 0 }, mqtt: { state: 0 } };
    expect(await control.state()).toMatchObject(off);
    await control.power('on');
    await terminal.reads('ready\r\n');
    expect(await control.state()).toMatchObject({ module: { power: 'on', ready: true } });
  });

  test('a cycle of the supply takes a second, and a word in between ends it', async () => {
    const { line, control } = await serve({ pace: 'none' });
    const terminal = new SocketTerminal(portOf(line('serial tcp')));
    await terminal.reads('ready\r\n');
    const { seconds } = await control.power('cycle');
    await terminal.reads('ready\r\n');
    const { seconds: later } = await control.state();
    expect(later - seconds).toBeGreaterThanOrEqual(1.3);
    await control.power('cycle');
    await control.power('off');
    const { seconds: offAt } = await control.state();
    const off = await stateAfter(control, offAt + 1.2);
    expect(off.module.power).toBe('off');
  });

  test('is done to one of several brokers, if one is named', async () => {
    const { control } = await serve({ world: { broker: [{ host: 'a' }, { host: 'b' }] } });
    const running = async () => (await control.brokers()).map((broker) => broker.running);
    await control.broker('stop', { broker: 1 });
    expect(await running()).toEqual([true, false]);
    await control.broker('stop');
    await control.broker('start', { broker: 0 });
    expect(await running()).toEqual([true, false]);
    await control.broker('start');
    expect(await running()).toEqual([true, true]);
  });

  test('refuses a broker there is not', async () => {
    const { control } = await serve();
    const refusal = { status: 404, fix: 'count from 0 to 0' };
    await expect(control.broker('stop', { broker: 1 })).rejects.toMatchObject(refusal);
    const { control: none } = await serve({ world: {} });
    const without = { status: 404, fix: 'serve a world with a broker' };
    await expect(none.broker('stop')).rejects.toMatchObject(without);
  });

  test('is recorded, and a replay does it again to the same digest', async () => {
    await withFolder(async (parent) => {
      const folder = join(parent, 'run');
      const { line, control, module, living } = await serve({ record: folder, seed: 3 });
      const terminal = new SocketTerminal(portOf(line('serial tcp')));
      await terminal.reads('ready\r\n');
      await onBroker(terminal);
      await control.broker('disconnect', { broker: 0 });
      await terminal.reads('+MQTTDISCONNECTED:0\r\n');
      await control.dropAccessPoint();
      await terminal.reads('WIFI DISCONNECT\r\n');
      await control.broker('stop');
      await control.power('cycle');
      await terminal.reads('ready\r\n');
      const refusal = { status: 409 };
      await expect(control.restart({ seed: 1 })).rejects.toMatchObject(refusal);
      expect(await control.state()).toMatchObject({ recording: true, seed: 3 });
      await control.stop();
      await living;
      await module.close();
      const words = readRecording(folder).records.map(({ record }) => record);
      expect(words.filter(({ from }) => from === 'control')).toEqual([
        { from: 'control', what: 'broker disconnect', word: '{"broker":0}' },
        { from: 'control', what: 'access-point drop' },
        { from: 'control', what: 'broker stop' },
        { from: 'control', what: 'power cycle' },
      ]);
      const report = await replayRecording(folder);
      expect(report).toMatchObject({ same: true, setup: { seed: 3 }, records: words.length });
      expect(report.digest).toBe(report.recordedDigest);
    });
  });
});

describe('A restart', () => {
  test('puts a new module in a new world behind the same ports and clients', async () => {
    const { module, line, control, told, living } = await serve();
    const terminal = new SocketTerminal(portOf(line('serial tcp')));
    await terminal.reads('ready\r\n');
    await onBroker(terminal);
    const before = module.announcements;
    const brokerBefore = line('broker tcp');
    const world = {
      wifi: { ssid: 'other', password: 'abcdefgh' },
      broker: [{ host: '10.0.0.1' }, { host: '10.0.0.2' }],
    };
    expect(await control.restart({ world, seed: 9, dialect: 'esp-at' })).toMatchObject({
      done: 'restart',
    });
    await terminal.reads('ready\r\n');
    expect(await control.state()).toMatchObject({
      seed: 9,
      dialect: 'esp-at',
      wifi: { state: 0 },
      brokers: [{ host: '10.0.0.1', clients: [] }, { host: '10.0.0.2' }],
      serial: { clients: [{ role: 'writer' }] },
    });
    const after = module.announcements;
    expect(after[0]).toBe(before[0]);
    expect(after.filter((text) => text.startsWith('broker tcp'))[0]).toBe(brokerBefore);
    expect(after.at(-1)).toBe(before.at(-1));
    await terminal.ask('ATE0');
    await terminal.ask('AT+CWJAP="other","abcdefgh"');
    // What is left out stays as it is, and two at once come one after the other.
    await Promise.all([control.restart(), control.restart({ seed: 10 })]);
    expect(await control.state()).toMatchObject({
      seed: 10,
      dialect: 'esp-at',
      wifi: { state: 0 },
    });
    expect(module.announcements).toContain('wifi other abcdefgh');
    expect(told).toHaveLength(1);
    module.stop();
    await living;
  });

  test.each([
    [{ world: { wifi: { ssid: 'home', passwort: 'x' } } }, 'world.wifi'],
    [{ world: { broker: [{ host: 'a' }, { host: 'a' }] } }, 'two brokers at a:1883'],
    [{ dialect: 'espat' }, 'dialect'],
    [{ world: { names: { a: '1.2.3' } } }, 'world.names.a'],
  ])('with %j is refused, and the module lives on', async (request, word) => {
    const { line, control } = await serve();
    const terminal = new SocketTerminal(portOf(line('serial tcp')));
    await terminal.reads('ready\r\n');
    const refused = await control.restart(request).catch((error: unknown) => error);
    expect(refused).toMatchObject({ status: 400 });
    expect(String(refused)).toContain(word);
    expect(String(refused)).not.toContain('\n');
    await terminal.ask('AT');
  });
});

describe('A port that cannot be had', () => {
  test('leaves no other port open and nothing recorded', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    onTestFinished(() => void taken.close());
    const { port } = taken.address() as AddressInfo;
    const free = createServer().listen(0, '127.0.0.1');
    await once(free, 'listening');
    const { port: first } = free.address() as AddressInfo;
    await new Promise((resolve) => free.close(resolve));
    await withFolder(async (parent) => {
      const record = join(parent, 'run');
      const ports = [
        { kind: 'tcp', port: first },
        { kind: 'tcp', port },
      ] as const;
      await expect(serve({ ports, record })).rejects.toMatchObject({ code: 'LIVE_PORT_IN_USE' });
      expect(existsSync(record)).toBe(false);
      const again = createServer().listen(first, '127.0.0.1');
      await once(again, 'listening');
      again.close();
    });
  });

  test('is said before anything else, and so is a folder that is not empty', async () => {
    await withFolder(async (record) => {
      mkdirSync(join(record, 'x'));
      await expect(serve({ record })).rejects.toMatchObject({ code: 'LIVE_RECORDING_EXISTS' });
    });
    const wrong = serve({ world: { wifi: { ssid: '' } } });
    await expect(wrong).rejects.toThrow(/ssid/);
    await expect(serve({ net: 'host', allow: ['x'] })).rejects.toMatchObject({
      code: 'LIVE_BAD_PATTERN',
    });
  });
});

test('Standard input and output are a port like the others', async () => {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const { module, line } = await serve({ ports: [{ kind: 'stdio', input, output }] });
  expect(line('serial')).toBe('serial stdio');
  input.write('AT\r\n');
  let text = '';
  for await (const bytes of output) {
    text += String(bytes);
    if (text.endsWith('ready\r\n')) input.write('AT\r\n');
    if (text.endsWith('OK\r\n')) break;
  }
  expect(text).toBe('ready\r\n\r\nOK\r\n');
  await module.close();
});

/** Time passes outside only, so it is asked for. */
async function stateAfter(control: ControlClient, seconds: number) {
  for (;;) {
    const state = await control.state();
    if (state.seconds >= seconds) return state;
  }
}
