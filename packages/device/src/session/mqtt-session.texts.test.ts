import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { firmwareDialect } from '../dialects/firmware.ts';
import { MqttDesk } from '../testing/mqtt-desk.ts';

const ok = '\r\nOK\r\n';
const error = '\r\nERROR\r\n';
const parseError = '\r\nCMD PARSE ERR\r\n';
const prompt = `${ok}\r\n>`;
const connect = 'AT+MQTTCONN=0,"10.0.0.9",1883,1';

/** Bytes that are no UTF-8. */
const illFormed = [
  ['a lone continuation byte', '\x80'],
  ['GBK', '\xc4\xe3\xba\xc3'],
  ['a character cut short', 'caf\xc3'],
  ['an overlong slash', '\xc0\xaf'],
  ['a surrogate', '\xed\xa0\x80'],
  ['beyond U+10FFFF', '\xf4\x90\x80\x80'],
  ['a byte no character begins with', '\xff'],
] as const;

/** Text of one, two, three and four bytes a character, as bytes on the line. */
const wellFormed = 'z\xc3\xa9\xe6\xb8\xa9\xf0\x9f\x8c\xa1';

/** Nothing was sent, nothing is held, and the session does its work. */
async function expectUnharmed(desk: MqttDesk, state: number, freeBytes: number): Promise<void> {
  expect(desk.broker.take()).toEqual([]);
  expect(desk.module.heap.freeBytes).toBe(freeBytes);
  await desk.run(20_000);
  expect(desk.read()).toBe('');
  expect(await desk.state()).toBe(state);
  expect(await desk.ask('AT+MQTTPUB=0,"t","x",2,0')).toBe(ok);
}

describe.each(illFormed)('[MQTT-1.5.3-1]: %s', (_what, text) => {
  test.each([0, 1, 2])('as the topic of a publish of QoS %i', async (qos) => {
    const desk = await MqttDesk.inState(6);
    const before = desk.module.heap.freeBytes;
    expect(await desk.ask(`AT+MQTTPUB=0,"${text}","x",${qos},0`)).toBe(error);
    expect(await desk.ask(`AT+MQTTPUBRAW=0,"a/${text}/b",2,${qos},0`)).toBe(prompt);
    expect(await desk.data('xy')).toBe('+MQTTPUB:FAIL\r\n');
    await expectUnharmed(desk, 6, before);
  });

  test('as the topic of AT+MQTTSUB and AT+MQTTUNSUB', async () => {
    const desk = await MqttDesk.inState(4);
    const before = desk.module.heap.freeBytes;
    expect(await desk.ask(`AT+MQTTSUB=0,"${text}",1`)).toBe(error);
    expect(await desk.ask(`AT+MQTTUNSUB=0,"${text}"`)).toBe(`NO UNSUBSCRIBE\r\n${ok}`);
    expect(await desk.ask('AT+MQTTSUB?')).toBe(ok);
    await expectUnharmed(desk, 4, before);
  });

  test.each([
    ['client id', (bad: string) => [`AT+MQTTUSERCFG=0,1,"${bad}","","",0,0,""`]],
    ['user name', (bad: string) => [`AT+MQTTUSERCFG=0,1,"c","${bad}","",0,0,""`]],
    ['will topic', (bad: string) => [MqttDesk.userLine, `AT+MQTTCONNCFG=0,60,0,"${bad}","m",0,0`]],
  ])('as the %s: AT+MQTTCONN is an ERROR before anything is sent', async (_as, lines) => {
    const desk = await MqttDesk.inState(0, 0, { dialect: firmwareDialect });
    const before = desk.module.heap.freeBytes;
    for (const line of lines(text)) expect(await desk.ask(line)).toBe(ok);
    const state = await desk.state();
    expect(await desk.ask(connect, 60_000)).toBe(error);
    expect(desk.broker.connectionCount).toBe(0);
    expect(desk.module.heap.freeBytes).toBe(before);
    expect(await desk.state()).toBe(state);
    expect(desk.findings.join()).not.toContain('3.1');
    expect(await desk.ask(MqttDesk.userLine)).toBe(ok);
    expect(await desk.ask('AT+MQTTCONNCFG=0,60,0,"","",0,0')).toBe(ok);
    expect(await desk.ask(connect)).toContain('+MQTTCONNECTED');
  });
});

describe('what is text', () => {
  test('characters of one to four bytes go out byte for byte', async () => {
    const desk = await MqttDesk.inState(0);
    await desk.ask(`AT+MQTTUSERCFG=0,1,"${wellFormed}","${wellFormed}","p",0,0,""`);
    await desk.ask(`AT+MQTTCONNCFG=0,60,0,"${wellFormed}","\xff",0,0`);
    expect(await desk.ask(connect)).toContain(ok);
    expect(desk.broker.connect).toMatchObject({
      clientId: wellFormed,
      username: wellFormed,
      will: { topic: wellFormed, payload: '\xff' },
    });
    desk.broker.take();
    expect(await desk.ask(`AT+MQTTSUB=0,"${wellFormed}/#",1`)).toBe(ok);
    expect(await desk.ask(`AT+MQTTPUB=0,"${wellFormed}","\xff\xfe",1,0`)).toBe(ok);
    expect(desk.broker.take()).toMatchObject([
      { type: 'subscribe', filter: `${wellFormed}/#` },
      { type: 'publish', topic: wellFormed, payload: '\xff\xfe' },
    ]);
  });

  test('a password is any bytes', async () => {
    const desk = await MqttDesk.inState(0);
    await desk.ask('AT+MQTTUSERCFG=0,1,"c","u","\xff\x80",0,0,""');
    expect(await desk.ask(connect)).toContain(ok);
    expect(desk.broker.connect).toMatchObject({ password: '\xff\x80' });
  });

  test('a topic is text for the module exactly when it is for a decoder', async () => {
    const desk = await MqttDesk.inState(4);
    const bytes = fc.uint8Array({ minLength: 1, maxLength: 6, min: 0x30 });
    const topics = bytes.filter((topic) => !topic.includes(0x5c));
    await fc.assert(
      fc.asyncProperty(topics, async (topic) => {
        let isText = true;
        try {
          decodeURIComponent([...topic].map((byte) => `%${byte.toString(16)}`).join(''));
        } catch {
          isText = false;
        }
        const line = `AT+MQTTPUB=0,"${String.fromCodePoint(...topic)}","x",0,0`;
        expect(await desk.ask(line)).toBe(isText ? ok : error);
        expect(desk.broker.take()).toHaveLength(isText ? 1 : 0);
      }),
      { numRuns: 300 },
    );
  });
});

describe('topic filters', () => {
  test.each(['a#', '#/a', 'a/#/b', '+a', 'a+', 'a/b+/c', '##', '++'])(
    '[MQTT-4.7.1-2], [MQTT-4.7.1-3]: %s is an ERROR and not sent',
    async (filter) => {
      const desk = await MqttDesk.inState(4);
      const before = desk.module.heap.freeBytes;
      expect(await desk.ask(`AT+MQTTSUB=0,"${filter}",1`)).toBe(error);
      await expectUnharmed(desk, 4, before);
    },
  );

  test.each(['#', '+', '/', 'a/#', '+/a', 'a/+/b', '/+', '+/+/#', '$SYS/#'])(
    '%s is subscribed',
    async (filter) => {
      const desk = await MqttDesk.inState(4);
      expect(await desk.ask(`AT+MQTTSUB=0,"${filter}",1`)).toBe(ok);
      expect(desk.broker.take()).toMatchObject([{ type: 'subscribe', filter }]);
    },
  );

  test('PUB-17: a wildcard in the topic of a publish is refused with the line', async () => {
    const desk = await MqttDesk.inState(4);
    expect(await desk.ask('AT+MQTTPUB=0,"a/#","x",0,0')).toBe(parseError);
    expect(await desk.ask('AT+MQTTPUBRAW=0,"+",1,0,0')).toBe(parseError);
    expect(desk.broker.take()).toEqual([]);
  });

  test.each(['a/#', '+', 'w#'])('a wildcard in the will topic %s: no connect', async (topic) => {
    const desk = await MqttDesk.inState(1);
    expect(await desk.ask(`AT+MQTTCONNCFG=0,60,0,"${topic}","m",0,0`)).toBe(ok);
    expect(await desk.ask(connect, 1_000)).toBe(error);
    expect(desk.broker.connectionCount).toBe(0);
    expect(await desk.state()).toBe(2);
  });

  test('[MQTT-3.1.3-7]: without a client id nothing can be kept', async () => {
    const desk = await MqttDesk.inState(0);
    await desk.ask('AT+MQTTUSERCFG=0,1,"","","",0,0,""');
    await desk.ask(MqttDesk.keepingLine);
    expect(await desk.ask(connect, 1_000)).toBe(error);
    expect(desk.broker.connectionCount).toBe(0);
    expect(await desk.state()).toBe(2);
  });
});
