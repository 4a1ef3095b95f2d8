import { describe, expect, test } from 'vitest';
import { dialectWith } from '../testing/dialect-with.ts';
import { MqttDesk } from '../testing/mqtt-desk.ts';

const ok = '\r\nOK\r\n';
const error = '\r\nERROR\r\n';
const disconnected = '+MQTTDISCONNECTED:0\r\n';
const connected = '+MQTTCONNECTED:0,1,"10.0.0.9",1883,"",1\r\n';

/** A session that is back, whose SUBSCRIBE of `held` is not answered yet. */
async function resubscribing(keeps = false): Promise<MqttDesk> {
  const desk = await MqttDesk.inState(6, 1, { keeps });
  desk.broker.silent.add('subscribe');
  desk.broker.hangUp();
  await desk.run(10_100);
  expect(desk.read()).toBe(disconnected + connected);
  const [, ...rest] = desk.broker.take();
  const id = keeps ? 2 : 1;
  expect(rest).toEqual([{ type: 'subscribe', id, filter: 'held', qos: 1 }]);
  desk.broker.silent.clear();
  return desk;
}

describe('while topics are being subscribed again', () => {
  test('STATE-05: the state is 4 and AT+MQTTSUB? lists none, as in any state 4', async () => {
    const desk = await resubscribing();
    expect(await desk.state()).toBe(4);
    expect(await desk.ask('AT+MQTTSUB?')).toBe(ok);
    desk.broker.send(0x90, 3, 0, 1, 1);
    await desk.run(10);
    expect(await desk.state()).toBe(6);
    expect(await desk.ask('AT+MQTTSUB?')).toBe(`+MQTTSUB:0,6,"held",1\r\n${ok}`);
  });

  test('with some of them back the state is 6, and those are listed', async () => {
    const desk = await MqttDesk.inState(6, 1);
    await desk.ask('AT+MQTTSUB=0,"two",2');
    desk.broker.silent.add('subscribe');
    desk.broker.hangUp();
    await desk.run(10_100);
    desk.read();
    desk.broker.send(0x90, 3, 0, 2, 2);
    await desk.run(10);
    expect(await desk.state()).toBe(6);
    expect(await desk.ask('AT+MQTTSUB?')).toBe(`+MQTTSUB:0,6,"two",2\r\n${ok}`);
    desk.broker.send(0x90, 3, 0, 1, 1);
    await desk.run(10);
    const both = '+MQTTSUB:0,6,"held",1\r\n+MQTTSUB:0,6,"two",2\r\n';
    expect(await desk.ask('AT+MQTTSUB?')).toBe(both + ok);
  });

  test('SUB-09: the host may subscribe it too, and OK waits for its own SUBACK', async () => {
    const desk = await resubscribing();
    desk.broker.silent.add('subscribe');
    expect(await desk.ask('AT+MQTTSUB=0,"held",2')).toBe('');
    expect(desk.broker.take()).toEqual([{ type: 'subscribe', id: 2, filter: 'held', qos: 2 }]);
    desk.broker.send(0x90, 3, 0, 1, 1);
    await desk.run(10);
    expect(desk.read()).toBe('');
    desk.broker.send(0x90, 3, 0, 2, 2);
    await desk.run(10);
    expect(desk.read()).toBe(ok);
    expect(await desk.ask('AT+MQTTSUB?')).toBe(`+MQTTSUB:0,6,"held",2\r\n${ok}`);
    expect(await desk.ask('AT+MQTTSUB=0,"held",2')).toBe(`ALREADY SUBSCRIBE\r\n${ok}`);
  });

  test('a topic the host gives back meanwhile does not come back with a late SUBACK', async () => {
    const desk = await resubscribing();
    expect(await desk.ask('AT+MQTTUNSUB=0,"held"')).toBe(ok);
    desk.broker.send(0x90, 3, 0, 1, 1);
    await desk.run(10);
    expect(await desk.state()).toBe(4);
    expect(await desk.ask('AT+MQTTSUB?')).toBe(ok);
    desk.broker.hangUp();
    await desk.run(10_100);
    expect(desk.broker.take().filter(({ type }) => type === 'subscribe')).toEqual([]);
  });

  test('AT+MQTTPUB works meanwhile', async () => {
    const desk = await resubscribing();
    expect(await desk.ask('AT+MQTTPUB=0,"t","x",2,0')).toBe(ok);
  });

  test.each([
    ['Session Present 0', false],
    ['Session Present 1: no SUBACK came, so the broker may not hold it', true],
  ])('NOTE-09: a loss makes the next return ask again, with %s', async (_what, present) => {
    const desk = await resubscribing(true);
    desk.broker.hangUp();
    await desk.run(10);
    expect(desk.read()).toBe(disconnected);
    expect(await desk.ask('AT+MQTTSUB?')).toBe(`+MQTTSUB:0,3,"held",1\r\n${ok}`);
    desk.broker.sessionPresent = present;
    await desk.run(10_100);
    expect(desk.read()).toBe(connected);
    expect(desk.broker.take().slice(1)).toEqual([
      { type: 'subscribe', id: 3, filter: 'held', qos: 1 },
    ]);
    expect(await desk.state()).toBe(6);
  });

  test('a refused topic is given up, the others are not', async () => {
    const desk = await MqttDesk.inState(6, 1);
    await desk.ask('AT+MQTTSUB=0,"two",2');
    desk.broker.silent.add('subscribe');
    desk.broker.hangUp();
    await desk.run(10_100);
    desk.read();
    desk.broker.send(0x90, 3, 0, 1, 0x80, 0x90, 3, 0, 2, 2);
    await desk.run(10);
    expect(desk.read()).toBe('');
    expect(await desk.ask('AT+MQTTSUB?')).toBe(`+MQTTSUB:0,6,"two",2\r\n${ok}`);
    expect(await desk.ask('AT+MQTTUNSUB=0,"held"')).toBe(`NO UNSUBSCRIBE\r\n${ok}`);
  });

  test('a topic without SUBACK, on a module that does not close for it, is asked for next time', async () => {
    const dialect = dialectWith({ subTimeoutCloses: false });
    const desk = await MqttDesk.inState(6, 1, { dialect });
    desk.broker.silent.add('subscribe');
    desk.broker.hangUp();
    await desk.run(25_000);
    expect(desk.read()).toBe(disconnected + connected);
    expect(await desk.state()).toBe(4);
    desk.broker.silent.clear();
    desk.broker.hangUp();
    await desk.run(10_100);
    expect(desk.read()).toBe(disconnected + connected);
    expect(await desk.state()).toBe(6);
  });

  test('ten remembered topics leave room for none other, and for each of them', async () => {
    const desk = await MqttDesk.inState(6, 1);
    for (let topic = 1; topic < 10; topic += 1) await desk.ask(`AT+MQTTSUB=0,"t${topic}",0`);
    desk.broker.silent.add('subscribe');
    desk.broker.hangUp();
    await desk.run(10_100);
    desk.read();
    desk.broker.silent.clear();
    expect(await desk.ask('AT+MQTTSUB=0,"other",0')).toBe(`ALREADY FULL SUBSCRIBE\r\n${error}`);
    expect(await desk.ask('AT+MQTTSUB=0,"t9",0')).toBe(ok);
    expect(await desk.ask('AT+MQTTSUB=0,"other",0')).toBe(`ALREADY FULL SUBSCRIBE\r\n${error}`);
  });
});

describe('messages in the middle of it', () => {
  test('what the broker kept comes after +MQTTCONNECTED and before the host asks', async () => {
    const desk = await MqttDesk.inState(6, 1, { keeps: true });
    desk.broker.sessionPresent = true;
    desk.broker.hangUp();
    await desk.run(9_990);
    expect(desk.read()).toBe(disconnected);
    await desk.run(10);
    desk.broker.publish({ topic: 'held', payload: 'kept', id: 9 });
    await desk.run(100);
    expect(desk.read()).toBe(`${connected}+MQTTSUBRECV:0,"held",4,kept\r\n`);
  });

  test('NOTE-05: a message and the end in one segment come out in that order', async () => {
    const desk = await MqttDesk.inState(6, 1);
    desk.broker.publish({ topic: 'held', payload: 'last', id: 9 });
    desk.broker.peer?.end();
    await desk.run(100);
    expect(desk.read()).toBe(`+MQTTSUBRECV:0,"held",4,last\r\n${disconnected}`);
  });

  test('NOTE-08: messages, then the end, then the ERROR of the command that waits', async () => {
    const desk = await MqttDesk.inState(6, 1);
    desk.broker.silent.add('publish');
    desk.type('AT+MQTTPUB=0,"t","x",1,0\r\n');
    await desk.run(10);
    for (const payload of ['a', 'b']) desk.broker.publish({ topic: 'held', payload });
    desk.broker.hangUp();
    await desk.run(100);
    const messages = '+MQTTSUBRECV:0,"held",1,a\r\n+MQTTSUBRECV:0,"held",1,b\r\n';
    expect(desk.read()).toBe(messages + disconnected + error);
  });

  test('[MQTT-4.3.3-2]: a QoS 2 message released after the return is printed once', async () => {
    const desk = await MqttDesk.inState(6, 1, { keeps: true });
    desk.broker.silent.add('pubrec');
    desk.broker.sessionPresent = true;
    const message = { topic: 'held', payload: 'once', id: 7, qos: 2 } as const;
    desk.broker.publish(message);
    await desk.run(100);
    desk.broker.hangUp();
    await desk.run(10_100);
    expect(desk.read()).toBe(disconnected + connected);
    desk.broker.publish({ ...message, dup: true });
    await desk.run(100);
    expect(desk.read()).toBe('');
    desk.broker.send(0x62, 2, 0, 7);
    desk.broker.send(0x62, 2, 0, 7);
    await desk.run(100);
    expect(desk.read()).toBe('+MQTTSUBRECV:0,"held",4,once\r\n');
    expect(desk.module.heap.usedBy('mqtt.message')).toBe(0);
  });
});
