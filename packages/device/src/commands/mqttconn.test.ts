import { describe, expect, test } from 'vitest';
import { Desk } from '../testing/desk.ts';
import { MqttDesk } from '../testing/mqtt-desk.ts';

const ok = '\r\nOK\r\n';
const error = '\r\nERROR\r\n';
const parseError = '\r\nCMD PARSE ERR\r\n';
const line = 'AT+MQTTCONN=0,"10.0.0.9",1883,0';

const accepted = [
  ['CONN-15: an address', '"10.0.0.9",1883,0'],
  ['CONN-14: a name', '"broker.example",1883,0'],
  ['CONN-06: a host of 128 bytes', `"${'h'.repeat(128)}",1883,0`],
  ['port 1', '"10.0.0.9",1,0'],
  ['CONN-09: port 65535', '"10.0.0.9",65535,0'],
  ['CONN-12, CONN-34: reconnect 1', '"10.0.0.9",1883,1'],
] as const;

const refused = [
  ['CONN-07: a host of 129 bytes', `"${'h'.repeat(129)}",1883,0`],
  ['CONN-08: an empty host', '"",1883,0'],
  ['an empty field for the host', ',1883,0'],
  ['CORE-09: a host without quotes', '10.0.0.9,1883,0'],
  ['CONN-11: port 0', '"10.0.0.9",0,0'],
  ['CONN-11: port -1', '"10.0.0.9",-1,0'],
  ['CONN-10: port 65536', '"10.0.0.9",65536,0'],
  ['CORE-10: a quoted port', '"10.0.0.9","1883",0'],
  ['an empty port', '"10.0.0.9",,0'],
  ['CONN-12: reconnect 2', '"10.0.0.9",1883,2'],
  ['CONN-12: reconnect -1', '"10.0.0.9",1883,-1'],
  ['CORE-11: an empty reconnect', '"10.0.0.9",1883,'],
  ['CORE-11: three arguments', '"10.0.0.9",1883'],
  ['CORE-12: five arguments', '"10.0.0.9",1883,0,0'],
] as const;

describe('AT+MQTTCONN', () => {
  test('CONN-01, CONN-02, CONN-03, CONN-04, CONN-05, CONN-13: the URC, then OK', async () => {
    const desk = await MqttDesk.inState(0);
    await desk.ask('AT+MQTTUSERCFG=0,1,"W800","","",0,0,"/some/resource/of/32/bytes/long."');
    const fields = '1,"10.0.0.9",1883,"/some/resource/of/32/bytes/long.",1\r\n';
    expect(await desk.ask('AT+MQTTCONN=0,"10.0.0.9",1883,1')).toBe(
      `+MQTTCONNECTED:0,${fields}${ok}`,
    );
    expect(await desk.ask('AT+MQTTCONN?')).toBe(`+MQTTCONN:0,4,${fields}${ok}`);
  });

  test.each(accepted)('%s is accepted', async (_title, rest) => {
    const desk = await MqttDesk.inState(1);
    const [host, port, reconnect] = rest.split(',');
    const fields = `1,${host},${port},"",${reconnect}\r\n`;
    expect(await desk.ask(`AT+MQTTCONN=0,${rest}`)).toBe(`+MQTTCONNECTED:0,${fields}${ok}`);
    expect(await desk.ask('AT+MQTTCONN?')).toBe(`+MQTTCONN:0,4,${fields}${ok}`);
    expect(desk.broker.peer?.local.port).toBe(Number(port));
  });

  test.each(refused)('%s is refused, and nothing is tried', async (_title, rest) => {
    const desk = await MqttDesk.inState(1);
    expect(await desk.ask(`AT+MQTTCONN=0,${rest}`)).toBe(parseError);
    await desk.run(60_000);
    expect(desk.read()).toBe('');
    expect(desk.broker.take()).toEqual([]);
    expect(await desk.ask('AT+MQTTCONN?')).toBe(`+MQTTCONN:0,1,1,"",0,"",0\r\n${ok}`);
  });

  test.each([1, 2] as const)('CONN-31: from state %i a connect leads to state 4', async (state) => {
    const desk = await MqttDesk.inState(state);
    await desk.ask(line);
    expect(await desk.state()).toBe(4);
  });

  test('CONN-16, CONN-24: in state 0 it is an ERROR, after AT+MQTTCLEAN too', async () => {
    const desk = await MqttDesk.inState(0);
    expect(await desk.ask(line)).toBe(error);
    await desk.connect();
    await desk.ask('AT+MQTTCLEAN=0');
    desk.broker.take();
    expect(await desk.ask(line)).toBe(error);
    expect(desk.broker.take()).toEqual([]);
    expect(await desk.state()).toBe(0);
  });

  test.each([4, 5, 6] as const)('CONN-17: in state %i it is an ERROR', async (state) => {
    const desk = await MqttDesk.inState(state);
    expect(await desk.ask('AT+MQTTCONN=0,"10.0.0.8",8883,1')).toBe(error);
    expect(await desk.ask('AT+MQTTCONN?')).toBe(
      `+MQTTCONN:0,${state},1,"10.0.0.9",1883,"",0\r\n${ok}`,
    );
  });

  test('CONN-18: without a network it is an ERROR, and with one it works', async () => {
    const desk = await Desk.ready();
    await desk.ask(MqttDesk.userLine);
    expect(await desk.ask(line)).toBe(error);
    desk.accept();
    await desk.ask('AT+CWJAP="home","12345678"', 2_000);
    expect(await desk.ask(line)).toBe(`+MQTTCONNECTED:0,1,"10.0.0.9",1883,"",0\r\n${ok}`);
  });

  test.each([1, 2, 3, 4, 5])('CONN-19: CONNACK code %i is an ERROR', async (code) => {
    const desk = await MqttDesk.inState(1);
    desk.broker.returnCode = code;
    expect(await desk.ask(line)).toBe(error);
    expect(await desk.state()).toBe(1);
    expect(desk.broker.take()).toHaveLength(1);
  });

  test.each([0, 1])(
    'CONN-19, CONN-20: with reconnect %i a failed first connect is not retried by itself',
    async (reconnect) => {
      const desk = await MqttDesk.inState(2);
      desk.broker.deafen();
      const attempt = `AT+MQTTCONN=0,"10.0.0.9",1883,${reconnect}`;
      expect(await desk.ask(attempt)).toBe(error);
      desk.broker.listen();
      await desk.run(60_000);
      expect(desk.read()).toBe('');
      expect(await desk.ask('AT+MQTTCONN?')).toBe(`+MQTTCONN:0,2,1,"",0,"",0\r\n${ok}`);
      const fields = `1,"10.0.0.9",1883,"",${reconnect}\r\n`;
      expect(await desk.ask(attempt)).toBe(`+MQTTCONNECTED:0,${fields}${ok}`);
    },
  );

  test('CONN-19: a broker that hangs up before CONNACK is an ERROR', async () => {
    const desk = await MqttDesk.inState(1);
    desk.broker.silent.add('connect');
    expect(await desk.ask(line)).toBe('');
    desk.broker.hangUp();
    await desk.run(10);
    expect(desk.read()).toBe(error);
    expect(await desk.state()).toBe(1);
  });

  test('CONN-28: a CONNACK after 29 s is in time, and a line meanwhile is turned away', async () => {
    const desk = await MqttDesk.inState(1);
    desk.broker.silent.add('connect');
    expect(await desk.ask(line, 28_000)).toBe('');
    expect(await desk.ask('AT+MQTTCONN?', 1_000)).toBe('busy ...\r\n');
    desk.broker.send(0x20, 2, 0, 0);
    await desk.run(10);
    expect(desk.read()).toBe(`+MQTTCONNECTED:0,1,"10.0.0.9",1883,"",0\r\n${ok}`);
    expect(await desk.ask('AT')).toBe(ok);
  });

  test('CONN-21, CONN-22, CONN-23: reconnect 0: clean up, configure and connect anew', async () => {
    const desk = await MqttDesk.inState(3);
    await desk.run(60_000);
    expect(desk.read()).toBe('');
    expect(desk.broker.take()).toEqual([]);
    expect(await desk.ask(line)).toBe(error);
    expect(await desk.ask('AT+MQTTCLEAN=0')).toBe(ok);
    const connected = `+MQTTCONNECTED:0,1,"10.0.0.9",1883,"",0\r\n${ok}`;
    expect(await desk.connect()).toBe(connected);
    expect(await desk.ask('AT+MQTTPUB=0,"t","x",1,0')).toBe(ok);
  });

  test('CONN-34: reconnect 1 costs the module a task, which AT+SYSRAM? shows', async () => {
    const free: number[] = [];
    for (const reconnect of [0, 1]) {
      const desk = await MqttDesk.inState(4, reconnect);
      const [, shown] = /SYSRAM:(\d+),/.exec(await desk.ask('AT+SYSRAM?')) ?? [];
      free.push(Number(shown));
      expect(desk.module.heap.usedBy('mqtt.reconnect')).toBe(reconnect * 8_344);
    }
    const [without = 0, having = 0] = free;
    // What is cut from what is free in between may be larger by a rest that is too small to split.
    expect(without - having).toBeGreaterThanOrEqual(8_344);
    expect(without - having).toBeLessThan(8_344 + 2 * 48);
  });
});
