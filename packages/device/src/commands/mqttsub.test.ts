import { describe, expect, test } from 'vitest';
import { Desk } from '../testing/desk.ts';
import { MqttDesk } from '../testing/mqtt-desk.ts';

const ok = '\r\nOK\r\n';
const error = '\r\nERROR\r\n';
const parseError = '\r\nCMD PARSE ERR\r\n';
const disconnected = '+MQTTDISCONNECTED:0\r\n';

const line = (topic: string, qos: number | string = 0): string => `AT+MQTTSUB=0,"${topic}",${qos}`;
const tens = Array.from({ length: 10 }, (_, index) => `t/${index}`);

const refused = [
  ['SUB-12: an empty topic', 'AT+MQTTSUB=0,"",0'],
  ['SUB-24: a topic of 129 bytes', line('t'.repeat(129))],
  ['SUB-13: qos 3', line('t', 3)],
  ['SUB-13: qos -1', line('t', -1)],
  ['CORE-11: an empty qos', line('t', '')],
  ['CORE-11: no qos', 'AT+MQTTSUB=0,"t"'],
  ['CORE-12: one argument too many', line('t', '0,0')],
  ['CORE-09: a topic without quotes', 'AT+MQTTSUB=0,t,0'],
] as const;

/** A session that holds ten topics. */
async function full(): Promise<MqttDesk> {
  const desk = await MqttDesk.inState(4);
  for (const topic of tens) await desk.ask(line(topic));
  desk.broker.take();
  return desk;
}

describe('AT+MQTTSUB', () => {
  test('SUB-01, SUB-02, SUB-05, SUB-19, SUB-25: topics are subscribed and listed in order', async () => {
    const desk = await MqttDesk.inState(4);
    expect(await desk.ask(line('b/#', 2))).toBe(ok);
    expect(await desk.state()).toBe(6);
    expect(await desk.ask(line('a/+/c', 0))).toBe(ok);
    expect(await desk.ask(line('c', 1))).toBe(ok);
    expect(desk.broker.take()).toEqual([
      { type: 'subscribe', id: 1, filter: 'b/#', qos: 2 },
      { type: 'subscribe', id: 2, filter: 'a/+/c', qos: 0 },
      { type: 'subscribe', id: 3, filter: 'c', qos: 1 },
    ]);
    expect(await desk.ask('AT+MQTTSUB?')).toBe(
      `+MQTTSUB:0,6,"b/#",2\r\n+MQTTSUB:0,6,"a/+/c",0\r\n+MQTTSUB:0,6,"c",1\r\n${ok}`,
    );
  });

  test('SUB-25: a SUBSCRIBE, byte for byte', async () => {
    const desk = await Desk.connected();
    desk.arrived.length = 0;
    expect(await desk.ask(line('a/b', 1))).toBe('');
    expect(desk.arrived).toEqual([0x82, 8, 0, 1, 0, 3, 0x61, 0x2f, 0x62, 1]);
  });

  test.each([0, 1, 2])('SUB-13: qos %i is accepted', async (qos) => {
    const desk = await MqttDesk.inState(4);
    expect(await desk.ask(line('t', qos))).toBe(ok);
    expect(await desk.ask('AT+MQTTSUB?')).toBe(`+MQTTSUB:0,6,"t",${qos}\r\n${ok}`);
  });

  test('SUB-25: the QoS listed is the one asked for, whatever was granted', async () => {
    const desk = await MqttDesk.inState(4);
    desk.broker.granted = 0;
    expect(await desk.ask(line('t', 2))).toBe(ok);
    expect(await desk.ask('AT+MQTTSUB?')).toBe(`+MQTTSUB:0,6,"t",2\r\n${ok}`);
  });

  test('a topic of 128 bytes is accepted', async () => {
    const desk = await MqttDesk.inState(4);
    expect(await desk.ask(line('t'.repeat(128)))).toBe(ok);
    expect(await desk.ask('AT+MQTTSUB?')).toBe(`+MQTTSUB:0,6,"${'t'.repeat(128)}",0\r\n${ok}`);
  });

  test.each(refused)('%s is refused, and nothing is sent', async (_title, text) => {
    const desk = await MqttDesk.inState(4);
    expect(await desk.ask(text)).toBe(parseError);
    expect(await desk.state()).toBe(4);
    expect(desk.broker.take()).toEqual([]);
  });

  test.each([0, 1, 2, 3] as const)('SUB-20: in state %i it is an ERROR', async (state) => {
    const desk = await MqttDesk.inState(state);
    expect(await desk.ask(line('t'))).toBe(error);
    // Not even a topic that is remembered is looked at.
    expect(await desk.ask(line('held'))).toBe(error);
    expect(desk.broker.take()).toEqual([]);
  });

  test('SUB-09, SUB-10, SUB-11: the same topic again changes nothing and sends nothing', async () => {
    const desk = await MqttDesk.inState(4);
    await desk.ask(line('t', 1));
    desk.broker.take();
    for (const qos of [0, 1, 2]) {
      expect(await desk.ask(line('t', qos))).toBe(`ALREADY SUBSCRIBE\r\n${ok}`);
    }
    expect(desk.broker.take()).toEqual([]);
    expect(await desk.ask('AT+MQTTSUB?')).toBe(`+MQTTSUB:0,6,"t",1\r\n${ok}`);
  });

  test('sameness is that of the unescaped bytes', async () => {
    const desk = await MqttDesk.inState(4);
    await desk.ask(line('a\\,b'));
    expect(await desk.ask(line('\\a\\,\\b'))).toBe(`ALREADY SUBSCRIBE\r\n${ok}`);
    expect(await desk.ask(line('A\\,b'))).toBe(ok);
  });

  test('SUB-14, SUB-15, SUB-16: ten topics fit, the eleventh is told so and not sent', async () => {
    const desk = await full();
    expect(await desk.ask(line('t/10'))).toBe(`ALREADY FULL SUBSCRIBE\r\n${error}`);
    expect(desk.broker.take()).toEqual([]);
    const listed = tens.map((topic) => `+MQTTSUB:0,6,"${topic}",0\r\n`).join('');
    expect(await desk.ask('AT+MQTTSUB?')).toBe(listed + ok);
  });

  test('SUB-18: a repeated topic is told so also when the list is full', async () => {
    const desk = await full();
    expect(await desk.ask(line('t/9', 2))).toBe(`ALREADY SUBSCRIBE\r\n${ok}`);
  });

  test('SUB-17: after one AT+MQTTUNSUB an eleventh topic fits, at the end of the list', async () => {
    const desk = await full();
    expect(await desk.ask('AT+MQTTUNSUB=0,"t/3"')).toBe(ok);
    expect(await desk.ask(line('t/10'))).toBe(ok);
    const listed = [...tens.filter((topic) => topic !== 't/3'), 't/10'];
    expect(await desk.ask('AT+MQTTSUB?')).toBe(
      listed.map((topic) => `+MQTTSUB:0,6,"${topic}",0\r\n`).join('') + ok,
    );
    expect(await desk.ask(line('t/3'))).toBe(`ALREADY FULL SUBSCRIBE\r\n${error}`);
  });

  test('SUB-21: a refusal in SUBACK is an ERROR and leaves no entry', async () => {
    const desk = await MqttDesk.inState(4);
    desk.broker.granted = 0x80;
    expect(await desk.ask(line('t', 1))).toBe(error);
    expect(await desk.ask('AT+MQTTSUB?')).toBe(ok);
    expect(await desk.state()).toBe(4);
    desk.broker.granted = undefined;
    expect(await desk.ask(line('t', 1))).toBe(ok);
  });

  test('SUB-22, NOTE-01: without SUBACK in 10 s the session ends, then the command', async () => {
    const desk = await MqttDesk.inState(6);
    desk.broker.silent.add('subscribe');
    desk.type(`${line('t', 1)}\r\n`);
    await desk.run(10_000);
    expect(desk.read()).toBe('');
    await desk.run(10);
    expect(desk.read()).toBe(disconnected + error);
    expect(desk.broker.take().map(({ type }) => type)).toEqual(['subscribe', 'disconnect']);
    expect(await desk.ask('AT+MQTTSUB?')).toBe(`+MQTTSUB:0,3,"held",1\r\n${ok}`);
    await desk.run(60_000);
    expect(desk.read()).toBe('');
  });

  test('NOTE-08: a broker that hangs up on SUBSCRIBE: the URC, then ERROR, no entry', async () => {
    const desk = await MqttDesk.inState(4);
    desk.broker.silent.add('subscribe');
    await desk.ask(line('t', 1));
    desk.broker.hangUp();
    await desk.run(10);
    expect(desk.read()).toBe(disconnected + error);
    expect(await desk.ask('AT+MQTTSUB?')).toBe(ok);
  });

  test('SUB-03, SUB-04: nothing subscribed is OK alone; in state 3 the list shows state 3', async () => {
    const desk = await MqttDesk.inState(4);
    expect(await desk.ask('AT+MQTTSUB?')).toBe(ok);
    await desk.ask(line('t', 1));
    expect(await desk.ask('AT+MQTTSUB?')).toBe(`+MQTTSUB:0,6,"t",1\r\n${ok}`);
    desk.broker.hangUp();
    await desk.run(10);
    desk.read();
    expect(await desk.ask('AT+MQTTSUB?')).toBe(`+MQTTSUB:0,3,"t",1\r\n${ok}`);
  });

  test('SUB-06, SUB-07, SUB-08: a payload is printed raw and counted in bytes', async () => {
    const desk = await MqttDesk.inState(6);
    const every = Array.from({ length: 256 }, (_, code) => String.fromCharCode(code)).join('');
    for (const [topic, payload] of [
      ['t', ''],
      ['a/b', '\r\nOK\r\n'],
      ['a"b,\\', every],
      ['\xc3\xa9', '\xe4\xbd\xa0'],
    ] as const) {
      desk.broker.publish({ topic, payload });
      await desk.run(50);
      expect(desk.read()).toBe(`+MQTTSUBRECV:0,"${topic}",${payload.length},${payload}\r\n`);
    }
  });

  test('SUB-07: a message of 20,000 bytes is printed whole', async () => {
    const desk = await MqttDesk.inState(6);
    const payload = 'W800'.repeat(5_000);
    desk.broker.publish({ topic: 't', payload });
    await desk.run(3_000);
    expect(desk.read()).toBe(`+MQTTSUBRECV:0,"t",20000,${payload}\r\n`);
  });

  test('SUB-23: the topic printed is the one of the message, not the filter', async () => {
    const desk = await MqttDesk.inState(4);
    await desk.ask(line('room/+/light', 1));
    desk.broker.publish({ topic: 'room/7/light', payload: 'on' });
    await desk.run(10);
    expect(desk.read()).toBe('+MQTTSUBRECV:0,"room/7/light",2,on\r\n');
  });

  test('a message of a kept session may come in state 4, before any subscription', async () => {
    const desk = await MqttDesk.inState(4);
    desk.broker.publish({ topic: 't', payload: 'kept' });
    await desk.run(10);
    expect(desk.read()).toBe('+MQTTSUBRECV:0,"t",4,kept\r\n');
    expect(await desk.state()).toBe(4);
  });
});
