import { describe, expect, test } from 'vitest';
import { Desk } from '../testing/desk.ts';
import { MqttDesk } from '../testing/mqtt-desk.ts';

const ok = '\r\nOK\r\n';
const error = '\r\nERROR\r\n';
const parseError = '\r\nCMD PARSE ERR\r\n';
const none = `NO UNSUBSCRIBE\r\n${ok}`;
const disconnected = '+MQTTDISCONNECTED:0\r\n';

const line = (topic: string): string => `AT+MQTTUNSUB=0,"${topic}"`;

const refused = [
  ['UNSUB-05: a topic of 129 bytes', line('t'.repeat(129))],
  ['UNSUB-06: an empty topic', line('')],
  ['CORE-11: no topic', 'AT+MQTTUNSUB=0'],
  ['CORE-11: an empty field for the topic', 'AT+MQTTUNSUB=0,'],
  ['CORE-12: one argument too many', `${line('held')},0`],
  ['CORE-09: a topic without quotes', 'AT+MQTTUNSUB=0,held'],
] as const;

describe('AT+MQTTUNSUB', () => {
  test('UNSUB-01, UNSUB-07, UNSUB-08: the last topic goes, and the state is 5', async () => {
    const desk = await MqttDesk.inState(6);
    expect(await desk.ask(line('held'))).toBe(ok);
    expect(desk.broker.take()).toEqual([{ type: 'unsubscribe', id: 2, filter: 'held' }]);
    expect(await desk.ask('AT+MQTTSUB?')).toBe(ok);
    expect(await desk.state()).toBe(5);
  });

  test('UNSUB-04, UNSUB-07, UNSUB-09: one of several goes, and the state stays 6', async () => {
    const desk = await MqttDesk.inState(6);
    await desk.ask('AT+MQTTSUB=0,"b",0');
    await desk.ask('AT+MQTTSUB=0,"c",2');
    expect(await desk.ask(line('b'))).toBe(ok);
    expect(await desk.state()).toBe(6);
    expect(await desk.ask('AT+MQTTSUB?')).toBe(
      `+MQTTSUB:0,6,"held",1\r\n+MQTTSUB:0,6,"c",2\r\n${ok}`,
    );
    expect(await desk.ask(line('held'))).toBe(ok);
    expect(await desk.ask(line('c'))).toBe(ok);
    expect(await desk.state()).toBe(5);
  });

  test('an UNSUBSCRIBE, byte for byte', async () => {
    const desk = await Desk.connected();
    desk.type('AT+MQTTSUB=0,"ab",0\r\n');
    await desk.run(10);
    desk.send(0x90, 3, 0, 1, 0);
    await desk.run(10);
    desk.arrived.length = 0;
    desk.type(`${line('ab')}\r\n`);
    await desk.run(10);
    expect(desk.arrived).toEqual([0xa2, 6, 0, 2, 0, 2, 0x61, 0x62]);
  });

  test('UNSUB-03, UNSUB-11: what is not held is told so, and nothing is sent', async () => {
    const desk = await MqttDesk.inState(6);
    expect(await desk.ask(line('other'))).toBe(none);
    expect(await desk.ask(line('hel'))).toBe(none);
    expect(desk.broker.take()).toEqual([]);
    expect(await desk.ask(line('held'))).toBe(ok);
    desk.broker.take();
    expect(await desk.ask(line('held'))).toBe(none);
    expect(desk.broker.take()).toEqual([]);
  });

  test('UNSUB-03: in state 4 nothing is held', async () => {
    const desk = await MqttDesk.inState(4);
    expect(await desk.ask(line('held'))).toBe(none);
    expect(await desk.state()).toBe(4);
  });

  test('UNSUB-05: a topic of 128 bytes is accepted', async () => {
    const desk = await MqttDesk.inState(4);
    const topic = 't'.repeat(128);
    expect(await desk.ask(line(topic))).toBe(none);
    await desk.ask(`AT+MQTTSUB=0,"${topic}",0`);
    expect(await desk.ask(line(topic))).toBe(ok);
  });

  test.each(refused)('%s is refused, and nothing changes', async (_title, text) => {
    const desk = await MqttDesk.inState(6);
    expect(await desk.ask(text)).toBe(parseError);
    expect(await desk.ask('AT+MQTTSUB?')).toBe(`+MQTTSUB:0,6,"held",1\r\n${ok}`);
    expect(desk.broker.take()).toEqual([]);
  });

  test.each([0, 1, 2, 3] as const)('UNSUB-10: in state %i it is an ERROR', async (state) => {
    const desk = await MqttDesk.inState(state);
    expect(await desk.ask(line('held'))).toBe(error);
    expect(await desk.ask(line('other'))).toBe(error);
    expect(desk.broker.take()).toEqual([]);
  });

  test('UNSUB-12, NOTE-01: without UNSUBACK in 10 s the session ends, then the command', async () => {
    const desk = await MqttDesk.inState(6);
    desk.broker.silent.add('unsubscribe');
    desk.type(`${line('held')}\r\n`);
    await desk.run(10_000);
    expect(desk.read()).toBe('');
    await desk.run(10);
    expect(desk.read()).toBe(disconnected + error);
    expect(desk.broker.take().map(({ type }) => type)).toEqual(['unsubscribe', 'disconnect']);
    // The entry stays, as the broker may still hold it.
    expect(await desk.ask('AT+MQTTSUB?')).toBe(`+MQTTSUB:0,3,"held",1\r\n${ok}`);
  });

  test('NOTE-08: a broker that hangs up on UNSUBSCRIBE: the URC, then ERROR', async () => {
    const desk = await MqttDesk.inState(6);
    desk.broker.silent.add('unsubscribe');
    await desk.ask(line('held'));
    desk.broker.hangUp();
    await desk.run(10);
    expect(desk.read()).toBe(disconnected + error);
  });
});
