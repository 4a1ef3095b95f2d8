import { describe, expect, test } from 'vitest';
import { MqttDesk } from '../testing/mqtt-desk.ts';

const ok = '\r\nOK\r\n';
const prompt = `${ok}\r\n>`;
const received = (payload: string): string => `+MQTTSUBRECV:0,"t",${payload.length},${payload}\r\n`;

describe('messages from the broker', () => {
  test('NOTE-10: QoS 0 is not answered, QoS 1 with PUBACK, QoS 2 with PUBREC and PUBCOMP', async () => {
    const desk = await MqttDesk.inState(6);
    desk.broker.publish({ topic: 't', payload: 'zero' });
    await desk.run(20);
    expect(desk.broker.take()).toEqual([]);
    desk.broker.publish({ topic: 't', payload: 'one', id: 0x0102 });
    await desk.run(20);
    expect(desk.broker.take()).toEqual([{ type: 'puback', id: 0x0102 }]);
    desk.broker.publish({ topic: 't', payload: 'two', id: 7, qos: 2 });
    await desk.run(20);
    expect(desk.broker.take()).toEqual([
      { type: 'pubrec', id: 7 },
      { type: 'pubcomp', id: 7 },
    ]);
    expect(desk.read()).toBe(received('zero') + received('one') + received('two'));
  });

  test('NOTE-12: QoS 2 is printed once, at PUBREL; a repeated PUBLISH before it adds nothing', async () => {
    const desk = await MqttDesk.inState(6);
    desk.broker.silent.add('pubrec');
    const message = { topic: 't', payload: 'once', id: 7, qos: 2 as const };
    desk.broker.publish(message);
    desk.broker.publish({ ...message, dup: true });
    await desk.run(60_000);
    expect(desk.read()).toBe('');
    expect(desk.broker.take()).toEqual([
      { type: 'pubrec', id: 7 },
      { type: 'pubrec', id: 7 },
    ]);
    desk.broker.send(0x62, 2, 0, 7);
    desk.broker.send(0x62, 2, 0, 7);
    await desk.run(20);
    expect(desk.read()).toBe(received('once'));
    expect(desk.module.heap.usedBy('mqtt.message')).toBe(0);
    expect(desk.broker.take()).toEqual([
      { type: 'pubcomp', id: 7 },
      { type: 'pubcomp', id: 7 },
    ]);
  });

  test('an empty message, a retained one and one sent again are printed all the same', async () => {
    const desk = await MqttDesk.inState(6);
    desk.broker.publish({ topic: 't', payload: '' });
    desk.broker.publish({ topic: 't', payload: 'kept', retain: true });
    desk.broker.publish({ topic: 't', payload: 'again', id: 1, dup: true });
    await desk.run(20);
    expect(desk.read()).toBe(received('') + received('kept') + received('again'));
  });

  test('CORE-22: a burst while a command runs comes out in order, whole, before its OK', async () => {
    const desk = await MqttDesk.inState(6);
    desk.broker.silent.add('publish');
    const payloads = Array.from({ length: 50 }, (_, index) => `${index}\r\nOK\r\n`);
    desk.type('AT+MQTTPUB=0,"up","x",1,0\r\n');
    await desk.run(5);
    for (const payload of payloads) desk.broker.publish({ topic: 't', payload });
    desk.broker.send(0x40, 2, 0, 2);
    await desk.run(500);
    expect(desk.read()).toBe(payloads.map(received).join('') + ok);
    expect(desk.module.heap.usedBy('mqtt.message')).toBe(0);
  });

  test('CORE-22: busy and a refusal do not split a message that is being printed', async () => {
    const desk = await MqttDesk.inState(6);
    desk.broker.silent.add('publish');
    await desk.ask('AT+MQTTPUB=0,"up","x",1,0');
    const payload = 'W800'.repeat(200);
    desk.broker.publish({ topic: 't', payload });
    await desk.run(5);
    desk.type('AT\r\nAT\r\n');
    await desk.run(200);
    expect(desk.read()).toBe(`${received(payload)}busy ...\r\nbusy ...\r\n`);
  });

  test('CORE-22: messages do not split the lines of a query', async () => {
    const desk = await MqttDesk.inState(6);
    const payloads = Array.from({ length: 30 }, (_, index) => `m${index}`);
    desk.type('AT+MQTTSUB?\r\n');
    for (const payload of payloads) {
      desk.broker.publish({ topic: 't', payload });
      await desk.run(1);
    }
    await desk.run(500);
    const lines = desk.read().split('\r\n');
    const urcs = payloads.map((payload) => received(payload).trimEnd());
    expect(lines.toSorted()).toEqual([...urcs, '+MQTTSUB:0,6,"held",1', '', 'OK', ''].toSorted());
    expect(lines.filter((line) => line.startsWith('+MQTTSUBRECV'))).toEqual(urcs);
  });

  test('CORE-22, CORE-19: a burst between > and the last byte leaves the data alone', async () => {
    const desk = await MqttDesk.inState(6);
    expect(await desk.ask('AT+MQTTPUBRAW=0,"up",600,1,0')).toBe(prompt);
    const up = 'abc\0\r\n'.repeat(100);
    const payloads = Array.from({ length: 40 }, (_, index) => `d${index}`);
    desk.type(up);
    for (const payload of payloads) {
      desk.broker.publish({ topic: 't', payload });
      await desk.run(1);
    }
    await desk.run(500);
    const printed = desk.read();
    expect(printed.replace('+MQTTPUB:OK\r\n', '')).toBe(payloads.map(received).join(''));
    expect(desk.broker.take()).toContainEqual(expect.objectContaining({ payload: up }));
  });
});
