import { describe, expect, test } from 'vitest';
import { MqttDesk } from '../testing/mqtt-desk.ts';

const ok = '\r\nOK\r\n';
const prompt = `${ok}\r\n>`;
const error = '\r\nERROR\r\n';
const parseError = '\r\nCMD PARSE ERR\r\n';
const done = '+MQTTPUB:OK\r\n';
const failed = '+MQTTPUB:FAIL\r\n';
const disconnected = '+MQTTDISCONNECTED:0\r\n';

const line = (rest: string): string => `AT+MQTTPUBRAW=0,${rest}`;
const every = Array.from({ length: 256 }, (_, code) => String.fromCharCode(code)).join('');

const accepted = [
  ['PUBRAW-06: a topic of 128 bytes', `"${'t'.repeat(128)}",3,0,0`, { topic: 't'.repeat(128) }],
  ['PUBRAW-12: qos 1', '"t",3,1,0', { qos: 1, id: 1 }],
  ['PUBRAW-12: qos 2', '"t",3,2,0', { qos: 2, id: 1 }],
  ['PUBRAW-12, CORE-11: an empty qos, which is 0', '"t",3,,0', {}],
  ['PUBRAW-13: retain 1', '"t",3,0,1', { retain: true }],
] as const;

const refused = [
  ['PUBRAW-06: a topic of 129 bytes', `"${'t'.repeat(129)}",3,0,0`],
  ['PUBRAW-07: an empty topic', '"",3,0,0'],
  ['a topic with +', '"+",3,0,0'],
  ['a topic with #', '"#",3,0,0'],
  ['PUBRAW-09: length 5761', '"t",5761,0,0'],
  ['PUBRAW-10: length 0', '"t",0,0,0'],
  ['PUBRAW-10: length -1', '"t",-1,0,0'],
  ['an empty length', '"t",,0,0'],
  ['PUBRAW-12: qos 3', '"t",3,3,0'],
  ['PUBRAW-12: qos -1', '"t",3,-1,0'],
  ['PUBRAW-13: retain 2', '"t",3,0,2'],
  ['PUBRAW-13: retain -1', '"t",3,0,-1'],
  ['CORE-11: an empty retain', '"t",3,0,'],
  ['CORE-11: no retain', '"t",3,0'],
  ['CORE-12: one argument too many', '"t",3,0,0,0'],
] as const;

describe('AT+MQTTPUBRAW', () => {
  test('PUBRAW-01, PUBRAW-02, PUBRAW-03, PUBRAW-05: prompt, data, outcome, nothing more', async () => {
    const desk = await MqttDesk.inState(4);
    expect(await desk.ask(line('"t",5,1,0'))).toBe(prompt);
    expect(await desk.data('hell', 600_000)).toBe('');
    const isPublish = (packet: { type: string }): boolean => packet.type === 'publish';
    expect(desk.broker.take().filter(isPublish)).toEqual([]);
    expect(await desk.data('o', 20_000)).toBe(done);
    expect(desk.broker.take().filter(isPublish)).toEqual([
      { type: 'publish', dup: false, qos: 1, retain: false, id: 1, topic: 't', payload: 'hello' },
    ]);
    expect(await desk.ask('AT')).toBe(ok);
  });

  test.each(accepted)('%s is accepted', async (_title, rest, fields) => {
    const desk = await MqttDesk.inState(4);
    expect(await desk.ask(line(rest))).toBe(prompt);
    expect(await desk.data('abc')).toBe(done);
    const usual = {
      type: 'publish',
      dup: false,
      qos: 0,
      retain: false,
      topic: 't',
      payload: 'abc',
    };
    expect(desk.broker.take()[0]).toEqual({ ...usual, ...fields });
  });

  test.each(refused)('CORE-21: %s is refused without a prompt', async (_title, rest) => {
    const desk = await MqttDesk.inState(4);
    expect(await desk.ask(line(rest))).toBe(parseError);
    expect(await desk.ask('AT')).toBe(ok);
    expect(desk.broker.take()).toEqual([]);
  });

  test.each([1, 256, 257, 5760])(
    'PUBRAW-08, PUBRAW-15, PUBRAW-19, PUB-11: %i bytes reach the broker',
    async (length) => {
      const desk = await MqttDesk.inState(4);
      const payload = every.repeat(23).slice(0, length);
      expect(await desk.ask(line(`"t",${length},1,0`))).toBe(prompt);
      expect(await desk.data(payload)).toBe(done);
      expect(desk.broker.take()).toMatchObject([{ payload }]);
    },
  );

  test('PUBRAW-14, PUB-12, CORE-07, CORE-19: every byte arrives as it was typed', async () => {
    const desk = await MqttDesk.inState(4);
    const payload = `${every}\r\n+++\r\nAT+RST\r\n\\"\\,`;
    await desk.ask(line(`"t",${payload.length},2,0`));
    expect(await desk.data(payload)).toBe(done);
    expect(desk.broker.take()[0]).toMatchObject({ payload });
  });

  test('CORE-20: what follows the last byte is the next line, CR LF alone is nothing', async () => {
    const desk = await MqttDesk.inState(4);
    await desk.ask(line('"t",3,0,0'));
    expect(await desk.data('abc\r\nAT\r\n')).toBe(done + ok);
    await desk.ask(line('"t",3,0,0'));
    expect(await desk.data('abcAT+MQTTPUB=0,"t","def",0,0\r\n')).toBe(done + ok);
    expect(desk.broker.take()).toMatchObject([
      { payload: 'abc' },
      { payload: 'abc' },
      { payload: 'def' },
    ]);
  });

  test('the whole command in one burst', async () => {
    const desk = await MqttDesk.inState(4);
    expect(await desk.data(`${line('"t",3,1,0')}\r\nabc`)).toBe(prompt + done);
  });

  test.each([0, 1, 2, 3] as const)('PUBRAW-16: in state %i: ERROR, no prompt', async (state) => {
    const desk = await MqttDesk.inState(state);
    expect(await desk.ask(line('"t",3,0,0'))).toBe(error);
    expect(await desk.ask('AT')).toBe(ok);
  });

  test.each([1, 2])(
    'PUBRAW-04, PUBRAW-05, PUBRAW-18: QoS %i without an answer fails 10 s after the last byte',
    async (qos) => {
      const desk = await MqttDesk.inState(4);
      desk.broker.silent.add('publish');
      await desk.ask(line(`"t",3,${qos},0`));
      await desk.data('ab', 60_000);
      desk.type('c');
      await desk.run(10_000);
      expect(desk.read()).toBe('');
      await desk.run(5);
      expect(desk.read()).toBe(failed);
      await desk.run(20_000);
      expect(desk.read()).toBe('');
      expect(await desk.state()).toBe(4);
    },
  );

  test('CORE-18: while the outcome is awaited the port is busy, while data comes it is not', async () => {
    const desk = await MqttDesk.inState(4);
    desk.broker.silent.add('publish');
    await desk.ask(line('"t",4,1,0'));
    expect(await desk.data('AT\r\n')).toBe('');
    expect(await desk.ask('AT')).toBe('busy ...\r\n');
    desk.broker.send(0x40, 2, 0, 1);
    await desk.run(10);
    expect(desk.read()).toBe(done);
  });

  test.each([0, 1])(
    'PUBRAW-17: lost during the data, with reconnect %i: all bytes are consumed, then FAIL',
    async (reconnect) => {
      const desk = await MqttDesk.inState(4, reconnect);
      await desk.ask(line('"t",8,0,0'));
      await desk.data('ab');
      desk.broker.deafen();
      desk.broker.hangUp();
      expect(await desk.data('cd\r\n', 60_000)).toBe(disconnected);
      expect(await desk.data('efAT\r\n')).toBe(failed + ok);
    },
  );

  test('PUBRAW-17: also when the session has come back before the last byte', async () => {
    const desk = await MqttDesk.inState(4, 1);
    await desk.ask(line('"t",3,0,0'));
    desk.broker.hangUp();
    expect(await desk.data('ab', 11_000)).toBe(
      `${disconnected}+MQTTCONNECTED:0,1,"10.0.0.9",1883,"",1\r\n`,
    );
    expect(await desk.data('c')).toBe(failed);
    expect(desk.broker.take().map(({ type }) => type)).toEqual(['connect']);
    expect(await desk.ask('AT+MQTTPUB=0,"t","x",0,0')).toBe(ok);
  });

  test('NOTE-08, PUBRAW-04: lost while the outcome is awaited: the URC, then FAIL', async () => {
    const desk = await MqttDesk.inState(4);
    desk.broker.silent.add('publish');
    await desk.ask(line('"t",3,1,0'));
    expect(await desk.data('abc')).toBe('');
    desk.broker.hangUp();
    await desk.run(10);
    expect(desk.read()).toBe(disconnected + failed);
  });

  test('CORE-22: messages are printed while data is collected, and the data is not disturbed', async () => {
    const desk = await MqttDesk.inState(6);
    await desk.ask(line('"up",6,0,0'));
    desk.broker.publish({ topic: 'down', payload: 'x\r\n>' });
    expect(await desk.data('abc', 100)).toBe('+MQTTSUBRECV:0,"down",4,x\r\n>\r\n');
    desk.broker.publish({ topic: 'down', payload: 'y' });
    expect(await desk.data('def', 100)).toBe(`+MQTTSUBRECV:0,"down",1,y\r\n${done}`);
    expect(desk.broker.take()).toMatchObject([{ topic: 'up', payload: 'abcdef' }]);
  });

  test('PUBRAW-11: what memory is left decides, before the prompt', async () => {
    const desk = await MqttDesk.inState(4);
    const { heap } = desk.module;
    while (heap.allocate(4_096, 'test') !== undefined);
    const { usedBytes } = heap;
    expect(await desk.ask(line('"t",5760,0,0'))).toBe(error);
    expect(heap.usedBytes).toBe(usedBytes);
    expect(await desk.ask(line('"t",100,0,0'))).toBe(prompt);
    expect(await desk.data('x'.repeat(100))).toBe(done);
    expect(heap.usedBytes).toBe(usedBytes);
  });
});
