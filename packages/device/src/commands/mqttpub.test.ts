import { describe, expect, test } from 'vitest';
import { Desk } from '../testing/desk.ts';
import { MqttDesk } from '../testing/mqtt-desk.ts';

const ok = '\r\nOK\r\n';
const error = '\r\nERROR\r\n';
const parseError = '\r\nCMD PARSE ERR\r\n';
const busy = 'busy ...\r\n';

const line = (rest: string): string => `AT+MQTTPUB=0,${rest}`;
const longTopic = 't'.repeat(128);

/** What is typed behind LinkID, and the fields of the PUBLISH that differ from the usual. */
const accepted = [
  ['PUB-03: a topic of 128 bytes', `"${longTopic}","x",0,0`, { topic: longTopic }],
  ['PUB-06, PUB-07: qos 0', '"t","x",0,0', { qos: 0 }],
  ['PUB-06, PUB-07: qos 1', '"t","x",1,0', { qos: 1, id: 1 }],
  ['PUB-06, PUB-07: qos 2', '"t","x",2,0', { qos: 2, id: 1 }],
  ['CORE-11, PUB-08: an empty qos, which is 0', '"t","x",,0', { qos: 0 }],
  ['PUB-09: retain 1', '"t","x",0,1', { retain: true }],
  ['PUB-09: retain 0', '"t","x",1,0', { qos: 1, id: 1, retain: false }],
  ['PUB-19: empty data', '"t","",0,1', { payload: '', retain: true }],
  [
    'CORE-05, PUB-02: escaped bytes',
    '"a\\,b","\\\\ \\, \\"",0,0',
    { topic: 'a,b', payload: '\\ , "' },
  ],
  ['CORE-06: other escapes', '"t","\\a\\n\\x41\\0",0,0', { payload: 'anx410' }],
  [
    'a topic and data beyond ASCII',
    '"\xc3\xa9","\xe4\xbd\xa0\xff",0,0',
    { topic: '\xc3\xa9', payload: '\xe4\xbd\xa0\xff' },
  ],
] as const;

const refused = [
  ['PUB-04: a topic of 129 bytes', `"${'t'.repeat(129)}","x",0,0`],
  ['PUB-05: an empty topic', '"","x",0,0'],
  ['an empty field for the topic', ',"x",0,0'],
  ['PUB-06: qos 3', '"t","x",3,0'],
  ['PUB-06: qos -1', '"t","x",-1,0'],
  ['PUB-09: retain 2', '"t","x",0,2'],
  ['PUB-09: retain -1', '"t","x",0,-1'],
  ['CORE-11: an empty retain', '"t","x",0,'],
  ['CORE-11: no retain', '"t","x",0'],
  ['CORE-12: a fifth argument behind LinkID', '"t","x",0,0,0'],
  ['PUB-17: a topic with +', '"a/+/b","x",0,0'],
  ['PUB-17: a topic with #', '"a/#","x",0,0'],
  ['PUB-12: a NUL byte in the data', '"t","a\0b",0,0'],
  ['PUB-12: a NUL byte behind a backslash', '"t","a\\\0b",0,0'],
  ['CORE-23: a bare comma in the data', '"t","a,b",0,0'],
  ['bare quotes in the data', '"t","{"a":1}",0,0'],
  ['CORE-09: data without quotes', '"t",x,0,0'],
  ['CORE-10: a quoted qos', '"t","x","0",0'],
  ['data without its closing quote', '"t","x,0,0'],
] as const;

describe('AT+MQTTPUB', () => {
  test.each(accepted)('PUB-01: %s', async (_title, rest, fields) => {
    const desk = await MqttDesk.inState(4);
    expect(await desk.ask(line(rest))).toBe(ok);
    const usual = { type: 'publish', dup: false, qos: 0, retain: false, topic: 't', payload: 'x' };
    expect(desk.broker.take()[0]).toEqual({ ...usual, ...fields });
  });

  test.each(refused)('PUB-16: %s is refused, and nothing is sent', async (_title, rest) => {
    const desk = await MqttDesk.inState(4);
    expect(await desk.ask(line(rest))).toBe(parseError);
    await desk.run(20_000);
    expect(desk.read()).toBe('');
    expect(desk.broker.take()).toEqual([]);
  });

  test('PUB-02: a PUBLISH, byte for byte', async () => {
    const desk = await Desk.connected();
    desk.arrived.length = 0;
    expect(await desk.ask('AT+MQTTPUB=0,"a/b","hi",1,1')).toBe('');
    expect(desk.arrived).toEqual([0x33, 9, 0, 3, 0x61, 0x2f, 0x62, 0, 1, 0x68, 0x69]);
    desk.send(0x40, 2, 0, 1);
    await desk.run(10);
    expect(desk.read()).toBe(ok);
  });

  test('PUB-13: the example publishes 32 bytes with their quotes', async () => {
    const desk = await MqttDesk.inState(4);
    const example = String.raw`AT+MQTTPUB=0,"topic","\"{\"timestamp\":\"20201121085253\"}\"",0,0`;
    expect(await desk.ask(example)).toBe(ok);
    const payload = '"{"timestamp":"20201121085253"}"';
    expect(payload).toHaveLength(32);
    expect(desk.broker.take()).toEqual([
      { type: 'publish', dup: false, qos: 0, retain: false, topic: 'topic', payload },
    ]);
  });

  test('PUB-10: a line of 256 bytes is accepted, one of 257 is refused', async () => {
    const desk = await MqttDesk.inState(4);
    expect(line('"","",0,0')).toHaveLength(22);
    const payload = 'x'.repeat(233);
    expect(await desk.ask(line(`"t","${payload}",0,0`))).toBe(ok);
    expect(desk.broker.take()).toEqual([expect.objectContaining({ payload })]);
    expect(await desk.ask(line(`"t","${payload}y",0,0`))).toBe(parseError);
    expect(desk.broker.take()).toEqual([]);
    expect(await desk.ask('AT')).toBe(ok);
  });

  test('CORE-08: a topic of 128 escaped bytes is not too long, the line they take may be', async () => {
    const desk = await MqttDesk.inState(4);
    const escaped = (count: number): string => String.raw`\"`.repeat(count);
    expect(await desk.ask(line(`"${'t'.repeat(28)}${escaped(100)}","x",0,0`))).toBe(ok);
    const topic = 't'.repeat(28) + '"'.repeat(100);
    expect(desk.broker.take()).toEqual([expect.objectContaining({ topic })]);
    expect(await desk.ask(line(`"${'t'.repeat(29)}${escaped(100)}","x",0,0`))).toBe(parseError);
    expect(await desk.ask(line(`"${escaped(128)}","x",0,0`))).toBe(parseError);
  });

  test.each([0, 1, 2, 3] as const)('PUB-15: in state %i it is an ERROR', async (state) => {
    const desk = await MqttDesk.inState(state);
    for (const qos of [0, 1, 2]) expect(await desk.ask(line(`"t","x",${qos},0`))).toBe(error);
    expect(desk.broker.take()).toEqual([]);
  });

  test('PUB-20: QoS 1 is answered at PUBACK and not before', async () => {
    const desk = await MqttDesk.inState(4);
    desk.broker.silent.add('publish');
    expect(await desk.ask(line('"t","x",1,0'), 9_000)).toBe('');
    desk.broker.send(0x40, 2, 0, 1);
    await desk.run(10);
    expect(desk.read()).toBe(ok);
    expect(desk.broker.take().map(({ type }) => type)).toEqual(['publish']);
  });

  test('PUB-20: QoS 2 is answered at PUBCOMP and not before', async () => {
    const desk = await MqttDesk.inState(4);
    desk.broker.silent.add('pubrel');
    expect(await desk.ask(line('"t","x",2,0'), 5_000)).toBe('');
    expect(desk.broker.take()).toEqual([
      expect.objectContaining({ type: 'publish', qos: 2, id: 1 }),
      { type: 'pubrel', id: 1 },
    ]);
    desk.broker.send(0x70, 2, 0, 1);
    await desk.run(10);
    expect(desk.read()).toBe(ok);
  });

  test.each([1, 2])(
    'PUB-14, PUB-16, NOTE-01: QoS %i without an answer is an ERROR at 10 s, the session lives on',
    async (qos) => {
      const desk = await MqttDesk.inState(6);
      desk.broker.silent.add('publish');
      desk.type(`${line(`"t","x",${qos},0`)}\r\n`);
      await desk.run(10_000);
      expect(desk.read()).toBe('');
      await desk.run(5);
      expect(desk.read()).toBe(error);
      expect(await desk.state()).toBe(6);
      expect(await desk.ask(line('"t","x",0,0'))).toBe(ok);
    },
  );

  test('PUB-14, NOTE-11: QoS 0 is OK as soon as the stack has the packet', async () => {
    const desk = await MqttDesk.inState(4);
    desk.broker.silent.add('publish');
    expect(await desk.ask(line('"t","x",0,0'), 5)).toBe(ok);
  });

  test('NOTE-13: a late PUBACK is taken silently, its id not reused before, the next is in time', async () => {
    const desk = await MqttDesk.inState(4);
    desk.broker.silent.add('publish');
    await desk.ask(line('"t","one",1,0'), 10_100);
    desk.broker.silent.clear();
    expect(await desk.ask(line('"t","two",1,0'))).toBe(ok);
    expect(desk.broker.take()).toMatchObject([{ id: 1 }, { id: 2 }]);
    desk.broker.send(0x40, 2, 0, 1);
    await desk.run(100);
    expect(desk.read()).toBe('');
    expect(await desk.state()).toBe(4);
    expect(await desk.ask(line('"t","three",1,0'))).toBe(ok);
  });

  test('NOTE-13: a late PUBREC gets its PUBREL, the late PUBCOMP is taken silently', async () => {
    const desk = await MqttDesk.inState(4);
    desk.broker.silent.add('publish').add('pubrel');
    expect(await desk.ask(line('"t","one",2,0'), 10_100)).toBe(error);
    desk.broker.take();
    desk.broker.send(0x50, 2, 0, 1);
    await desk.run(100);
    expect(desk.broker.take()).toEqual([{ type: 'pubrel', id: 1 }]);
    desk.broker.send(0x70, 2, 0, 1);
    expect(await desk.ask('AT')).toBe(ok);
    expect(await desk.state()).toBe(4);
    desk.broker.silent.clear();
    expect(await desk.ask(line('"t","two",2,0'))).toBe(ok);
  });

  test('CORE-18: a line while it runs is turned away and forgotten', async () => {
    const desk = await MqttDesk.inState(4);
    desk.broker.silent.add('publish');
    expect(await desk.ask(line('"t","one",1,0'))).toBe('');
    expect(await desk.ask(line('"t","two",0,0'))).toBe(busy);
    expect(await desk.ask('nonsense')).toBe(busy);
    desk.broker.send(0x40, 2, 0, 1);
    await desk.run(20_000);
    expect(desk.read()).toBe(ok);
    expect(desk.broker.take()).toEqual([expect.objectContaining({ payload: 'one' })]);
  });

  test('NOTE-08: a connection lost meanwhile is said before the ERROR', async () => {
    const desk = await MqttDesk.inState(4);
    desk.broker.silent.add('publish');
    await desk.ask(line('"t","x",1,0'), 5_000);
    desk.broker.hangUp();
    await desk.run(10);
    expect(desk.read()).toBe(`+MQTTDISCONNECTED:0\r\n${error}`);
    await desk.run(20_000);
    expect(desk.read()).toBe('');
  });

  test('without heap for its copies it is an ERROR, and nothing is sent', async () => {
    const desk = await MqttDesk.inState(4);
    const { heap } = desk.module;
    while (heap.allocate(64, 'test') !== undefined);
    expect(await desk.ask(line(`"t","${'x'.repeat(200)}",1,0`))).toBe(error);
    expect(desk.broker.take()).toEqual([]);
    expect(await desk.state()).toBe(4);
  });
});
