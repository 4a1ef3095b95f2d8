import { describe, expect, test } from 'vitest';
import { Desk } from '../testing/desk.ts';
import { MqttDesk } from '../testing/mqtt-desk.ts';

const ok = '\r\nOK\r\n';
const error = '\r\nERROR\r\n';
const parseError = '\r\nCMD PARSE ERR\r\n';
const disconnected = '+MQTTDISCONNECTED:0\r\n';

const queries = ['USERCFG', 'CONNCFG', 'ALPN', 'CONN', 'SUB'].map((name) => `AT+MQTT${name}?`);

async function answers(desk: Desk): Promise<string[]> {
  const found: string[] = [];
  for (const query of queries) found.push(await desk.ask(query));
  return found;
}

describe('AT+MQTTCLEAN', () => {
  test.each(['', '0,', '0,0', ',', '"0"', '-0x0'])('arguments %j are refused', async (typed) => {
    const desk = await MqttDesk.inState(4);
    expect(await desk.ask(`AT+MQTTCLEAN=${typed}`)).toBe(parseError);
    expect(await desk.state()).toBe(4);
  });

  test('CLEAN-06: in state 0 it is an ERROR, however often', async () => {
    const desk = await MqttDesk.inState(0);
    expect(await desk.ask('AT+MQTTCLEAN=0')).toBe(error);
    expect(await desk.ask('AT+MQTTCLEAN=0')).toBe(error);
  });

  test.each([1, 2] as const)('CLEAN-07: in state %i it is OK without a URC', async (state) => {
    const desk = await MqttDesk.inState(state);
    expect(await desk.ask('AT+MQTTCLEAN=0')).toBe(ok);
    expect(await desk.state()).toBe(0);
    expect(desk.broker.take()).toEqual([]);
    expect(await desk.ask('AT+MQTTCLEAN=0')).toBe(error);
  });

  test.each([4, 5, 6] as const)(
    'CLEAN-01, CLEAN-02, CLEAN-04: in state %i DISCONNECT and FIN go out, the URC comes before OK',
    async (state) => {
      const desk = await MqttDesk.inState(state);
      expect(await desk.ask('AT+MQTTCLEAN=0')).toBe(disconnected + ok);
      expect(desk.broker.take()).toEqual([{ type: 'disconnect' }]);
      expect(desk.broker.finished).toBe(true);
      await desk.run(60_000);
      expect(desk.read()).toBe('');
    },
  );

  test.each([0, 1])(
    'CLEAN-05: in state 3 with reconnect %i it is OK alone, and a new configuration works',
    async (reconnect) => {
      const desk = await MqttDesk.inState(3, reconnect);
      expect(await desk.ask('AT+MQTTCLEAN=0')).toBe(ok);
      await desk.run(60_000);
      expect(desk.read()).toBe('');
      expect(desk.broker.take()).toEqual([]);
      await desk.connect();
      expect(await desk.state()).toBe(4);
    },
  );

  test('CONN-27: it ends a reconnection that is under way', async () => {
    const desk = await MqttDesk.inState(3, 1);
    desk.broker.silent.add('connect');
    await desk.run(15_000);
    expect(desk.broker.take()).toHaveLength(1);
    expect(await desk.ask('AT+MQTTCLEAN=0')).toBe(ok);
    desk.broker.send(0x20, 2, 0, 0);
    await desk.run(60_000);
    expect(desk.read()).toBe('');
    expect(await desk.state()).toBe(0);
    expect(desk.module.heap.usedBy('mqtt.client')).toBe(0);
  });

  test('CLEAN-03, CLEAN-08: the queries show what they show after boot', async () => {
    const fresh = await answers(await Desk.ready());
    const desk = await MqttDesk.inState(0);
    await desk.ask('AT+MQTTUSERCFG=0,1,"c","u","p",0,0,"/"');
    await desk.ask('AT+MQTTLONGCLIENTID=0,4');
    await desk.data('long');
    await desk.ask('AT+MQTTCONNCFG=0,60,1,"t","m",1,1');
    await desk.ask('AT+MQTTALPN=0,1,"mqtt"');
    await desk.ask('AT+MQTTCONN=0,"10.0.0.9",1883,1');
    await desk.ask('AT+MQTTSUB=0,"t",1');
    const before = await answers(desk);
    expect(before.filter((answer, index) => answer === fresh[index])).toEqual([]);
    expect(await desk.ask('AT+MQTTCLEAN=0')).toBe(disconnected + ok);
    expect(await answers(desk)).toEqual(fresh);
    expect(fresh).toEqual([
      `+MQTTUSERCFG:0,0,"","","",0,0,""\r\n${ok}`,
      `+MQTTCONNCFG:0,120,0,"","",0,0\r\n${ok}`,
      ok,
      `+MQTTCONN:0,0,0,"",0,"",0\r\n${ok}`,
      ok,
    ]);
  });

  test('CLEAN-03: nothing of the old settings is in the next CONNECT', async () => {
    const desk = await MqttDesk.inState(0);
    await desk.ask('AT+MQTTUSERCFG=0,1,"c","u","p",0,0,"/"');
    await desk.ask('AT+MQTTCONNCFG=0,60,1,"t","m",1,1');
    await desk.ask('AT+MQTTCLEAN=0');
    await desk.connect();
    expect(desk.broker.connect).toEqual({
      type: 'connect',
      protocol: 'MQTT',
      level: 4,
      cleanSession: true,
      keepaliveSeconds: 120,
      clientId: 'W800',
    });
  });

  test('a message that is being printed comes out whole, those behind it before the URC', async () => {
    const desk = await MqttDesk.inState(6);
    for (const payload of ['a'.repeat(300), 'b', 'c']) desk.broker.publish({ topic: 't', payload });
    await desk.run(1);
    expect(await desk.ask('AT+MQTTCLEAN=0')).toBe(
      `+MQTTSUBRECV:0,"t",300,${'a'.repeat(300)}\r\n` +
        '+MQTTSUBRECV:0,"t",1,b\r\n+MQTTSUBRECV:0,"t",1,c\r\n' +
        disconnected +
        ok,
    );
  });

  test('what the broker still sends after the end is not printed', async () => {
    const desk = await MqttDesk.inState(6);
    desk.type('AT+MQTTCLEAN=0\r\n');
    await desk.untilPrinted(ok, 100);
    desk.broker.publish({ topic: 't', payload: 'late' });
    await desk.run(100);
    expect(desk.read()).toBe('');
  });
});
