import { describe, expect, test } from 'vitest';
import { lastingBytesMax } from '../testing/held-memory.ts';
import { MqttDesk } from '../testing/mqtt-desk.ts';

const ok = '\r\nOK\r\n';
const error = '\r\nERROR\r\n';
const prompt = `${ok}\r\n>`;
const busy = 'busy ...\r\n';
const clean = 'AT+MQTTCLEAN=0';
const disconnected = '+MQTTDISCONNECTED:0\r\n';
const connected = '+MQTTCONNECTED:0,1,"10.0.0.9",1883,"",1\r\n';

/** What the client's task keeps once it has been created. */

/** After the end nothing happens any more, and all memory but the task's is back. */
async function expectNothingLeft(desk: MqttDesk, baselineBytes: number): Promise<void> {
  await desk.run(50);
  expect(desk.read()).toBe('');
  const { connectionCount } = desk.broker;
  desk.broker.silent.clear();
  desk.broker.listen();
  const records: string[] = [];
  const stop = desk.kernel.trace.onAny(({ kind }) => records.push(kind));
  await desk.run(900_000);
  stop();
  expect(records).toEqual([]);
  expect(desk.read()).toBe('');
  expect(desk.broker.connectionCount).toBe(connectionCount);
  const task = desk.broker.connectionCount === 0 ? 0 : lastingBytesMax;
  expect(baselineBytes - desk.module.heap.freeBytes).toBe(task);
  expect(await desk.state()).toBe(0);
  expect(await desk.ask('AT+MQTTSUB?')).toBe(ok);
  expect(await desk.ask(clean)).toBe(error);
  expect(await desk.connect()).toBe(connected.replace(',1\r\n', ',0\r\n') + ok);
  expect(await desk.state()).toBe(4);
}

/** What an idle module has free before the first `AT+MQTTUSERCFG`. */
async function baseline(): Promise<number> {
  const desk = await MqttDesk.inState(0);
  return desk.module.heap.freeBytes;
}

describe.each([0, 1] as const)('AT+MQTTCLEAN with reconnect %i', (reconnect) => {
  test.each([1, 2, 3, 4, 5, 6] as const)(
    'CLEAN-03, CONN-27: in state %i it leaves nothing behind',
    async (state) => {
      const desk = await MqttDesk.inState(state, reconnect, { keeps: state > 1 });
      expect(await desk.ask(clean)).toBe(state > 3 ? disconnected + ok : ok);
      await expectNothingLeft(desk, await baseline());
    },
  );
});

/** Where an automatic return can be, and what it has printed by then. */
const returns: readonly (readonly [string, (desk: MqttDesk) => Promise<void>, string])[] = [
  ['waits for its interval', (desk) => desk.run(5_000), ''],
  [
    'waits for an address',
    async (desk) => {
      desk.medium.loseLink();
      await desk.run(30_000);
    },
    'WIFI DISCONNECT\r\n',
  ],
  [
    'asks for the name',
    async (desk) => {
      desk.medium.latencyMs = 3_000;
      await desk.run(11_000);
    },
    '',
  ],
  [
    'opens the connection',
    async (desk) => {
      desk.medium.latencyMs = 3_000;
      await desk.run(14_000);
    },
    '',
  ],
  [
    'waits for CONNACK',
    async (desk) => {
      desk.broker.silent.add('connect');
      await desk.run(11_000);
    },
    '',
  ],
  [
    'subscribes again',
    async (desk) => {
      desk.broker.silent.add('subscribe');
      await desk.run(11_000);
    },
    connected,
  ],
];

describe('AT+MQTTCLEAN while an automatic return', () => {
  test.each(returns)('CONN-27, CLEAN-03: %s ends it without a trace', async (_at, prepare, so) => {
    const desk = await MqttDesk.inState(6, 1, { keeps: true });
    desk.broker.hangUp();
    await desk.run(10);
    await prepare(desk);
    expect(desk.read()).toBe(disconnected + so);
    desk.broker.take();
    expect(await desk.ask(clean)).toBe(so === connected ? disconnected + ok : ok);
    expect(desk.broker.take()).toEqual(so === connected ? [{ type: 'disconnect' }] : []);
    const wasLost = !desk.medium.audible;
    desk.medium.audible = true;
    desk.medium.latencyMs = 0;
    await desk.run(30_000);
    expect(desk.read()).toBe(wasLost ? 'WIFI CONNECTED\r\nWIFI GOT IP\r\n' : '');
    await expectNothingLeft(desk, await baseline());
  });

  test.each(returns)('CLEAN-05: %s leaves a new session alone', async (_at, prepare) => {
    const desk = await MqttDesk.inState(6, 1);
    desk.broker.hangUp();
    await desk.run(10);
    await prepare(desk);
    await desk.ask(clean);
    desk.medium.audible = true;
    desk.medium.latencyMs = 0;
    desk.broker.silent.clear();
    await desk.run(4_000);
    desk.read();
    expect(await desk.connect(MqttDesk.userLine, 1)).toBe(connected + ok);
    const { connectionCount } = desk.broker;
    await desk.run(300_000);
    expect(desk.read()).toBe('');
    expect(desk.broker.connectionCount).toBe(connectionCount);
    desk.broker.hangUp();
    await desk.run(10_100);
    expect(desk.read()).toBe(disconnected + connected);
  });
});

describe('AT+MQTTCLEAN in the middle of a command', () => {
  test('CORE-18: while AT+MQTTCONN waits for CONNACK it is busy, and the connect goes on', async () => {
    const desk = await MqttDesk.inState(1);
    desk.broker.silent.add('connect');
    expect(await desk.ask('AT+MQTTCONN=0,"10.0.0.9",1883,1')).toBe('');
    expect(await desk.ask(clean)).toBe(busy);
    desk.broker.send(0x20, 2, 0, 0);
    await desk.run(100);
    expect(desk.read()).toBe(connected + ok);
    expect(await desk.ask(clean)).toBe(disconnected + ok);
    await expectNothingLeft(desk, await baseline());
  });

  test.each([
    ['AT+MQTTSUB=0,"t",1', 'subscribe', [0x90, 3, 0, 2, 1]],
    ['AT+MQTTUNSUB=0,"held"', 'unsubscribe', [0xb0, 2, 0, 2]],
    ['AT+MQTTPUB=0,"t","x",1,0', 'publish', [0x40, 2, 0, 2]],
  ] as const)('CORE-18: while %s waits it is busy', async (line, packet, answer) => {
    const desk = await MqttDesk.inState(6, 1, { keeps: true });
    desk.broker.silent.add(packet);
    expect(await desk.ask(line)).toBe('');
    expect(await desk.ask(clean)).toBe(busy);
    desk.broker.send(...answer);
    await desk.run(100);
    expect(desk.read()).toBe(ok);
    expect(await desk.ask(clean)).toBe(disconnected + ok);
    await expectNothingLeft(desk, await baseline());
  });

  test('CORE-19: between the bytes of AT+MQTTPUBRAW it is data', async () => {
    const desk = await MqttDesk.inState(6);
    const payload = `ab${clean}\r\ncd`;
    expect(await desk.ask(`AT+MQTTPUBRAW=0,"t",${payload.length},1,0`)).toBe(prompt);
    expect(await desk.data('ab')).toBe('');
    expect(await desk.ask(clean)).toBe('');
    expect(await desk.data('cd')).toBe('+MQTTPUB:OK\r\n');
    expect(desk.broker.take()).toMatchObject([{ type: 'publish', payload }]);
    expect(await desk.state()).toBe(6);
    expect(await desk.ask(clean)).toBe(disconnected + ok);
    await expectNothingLeft(desk, await baseline());
  });

  test('CLEAN-03: after an exchange that is overdue, kept or not, nothing is left', async () => {
    for (const keeps of [false, true]) {
      const desk = await MqttDesk.inState(4, 1, { keeps });
      desk.broker.silent.add('publish');
      expect(await desk.ask('AT+MQTTPUB=0,"t","x",1,0', 10_100)).toBe(error);
      desk.broker.hangUp();
      await desk.run(1_000);
      expect(desk.read()).toBe(disconnected);
      desk.broker.take();
      expect(await desk.ask(clean)).toBe(ok);
      await expectNothingLeft(desk, await baseline());
      expect(desk.broker.take().some(({ type }) => type === 'publish')).toBe(false);
    }
  });
});

describe('what ends a session as AT+MQTTCLEAN does', () => {
  const endings: readonly (readonly [string, (desk: MqttDesk) => Promise<void>])[] = [
    ['AT+RST', async (desk) => void (await desk.ask('AT+RST', 1_000))],
    [
      'a power cut',
      async (desk) => {
        desk.module.powerOff();
        await desk.run(10);
        desk.module.powerOn();
        await desk.run(400);
      },
    ],
  ];

  test.each(endings)('CORE-27: %s forgets what was unfinished', async (_what, end) => {
    const desk = await MqttDesk.inState(4, 1, { keeps: true });
    desk.broker.silent.add('publish');
    await desk.ask('AT+MQTTPUB=0,"t","x",2,0', 10_100);
    const told = () => desk.findings.filter((id) => id.startsWith('mqtt.unfinished-forgotten'));
    expect(told()).toEqual([]);
    await end(desk);
    await desk.run(5_000);
    expect(told()).toHaveLength(1);
    desk.read();
    desk.broker.silent.clear();
    desk.broker.sessionPresent = true;
    await desk.ask(MqttDesk.userLine);
    await desk.ask(MqttDesk.keepingLine);
    desk.broker.take();
    await desk.ask('AT+MQTTCONN=0,"10.0.0.9",1883,1', 1_000);
    expect(desk.broker.take().map(({ type }) => type)).toEqual(['connect']);
    await desk.ask('AT+MQTTPUB=0,"t","y",1,0');
    expect(desk.broker.take()).toMatchObject([{ type: 'publish', id: 1, dup: false }]);
  });
});
