import { describe, expect, test } from 'vitest';
import { MqttDesk } from '../testing/mqtt-desk.ts';

const ok = '\r\nOK\r\n';
const error = '\r\nERROR\r\n';
const parseError = '\r\nCMD PARSE ERR\r\n';

/** A desk in state 1 with these lines behind it, and what connecting then printed. */
async function connecting(...lines: readonly string[]): Promise<[MqttDesk, string]> {
  const desk = await MqttDesk.inState(1);
  for (const line of lines) expect(await desk.ask(line)).toBe(ok);
  return [desk, await desk.ask('AT+MQTTCONN=0,"10.0.0.9",1883,0')];
}

describe('what CONNECT says', () => {
  test.each([
    ['neither', '', '', {}],
    ['a user name', 'user', '', { username: 'user' }],
    ['both', 'user', 'secret', { username: 'user', password: 'secret' }],
    ['a password alone, which is left out', '', 'secret', {}],
  ])('[MQTT-3.1.2-22]: %s', async (_case, username, password, fields) => {
    const [desk] = await connecting(`AT+MQTTUSERCFG=0,1,"W800","${username}","${password}",0,0,""`);
    const { connect } = desk.broker;
    expect({ ...connect, ...fields }).toEqual(connect);
    expect('username' in connect).toBe('username' in fields);
    expect('password' in connect).toBe('password' in fields);
  });

  test.each([0, 1, 2])('[MQTT-3.1.2-9], [MQTT-3.1.2-14]: a will of QoS %i', async (qos) => {
    const [desk] = await connecting(`AT+MQTTCONNCFG=0,60,0,"gone","bye",${qos},1`);
    const will = { topic: 'gone', payload: 'bye', qos, retain: true };
    expect(desk.broker.connect.will).toEqual(will);
  });

  test('[MQTT-3.1.2-14]: a will of QoS 3 is refused', async () => {
    const desk = await MqttDesk.inState(1);
    expect(await desk.ask('AT+MQTTCONNCFG=0,60,0,"gone","bye",3,1')).toBe(parseError);
  });

  test('[MQTT-3.1.2-11]: a will without a topic is none, whatever its QoS and retain', async () => {
    const [desk, printed] = await connecting('AT+MQTTCONNCFG=0,60,0,"","bye",2,1');
    expect(printed).toContain(ok);
    expect(desk.broker.connect.will).toBeUndefined();
  });

  test('[MQTT-3.1.3-7]: an empty client id goes with clean session on, and not otherwise', async () => {
    const anonymous = 'AT+MQTTUSERCFG=0,1,"","","",0,0,""';
    const [clean, printed] = await connecting(anonymous);
    expect(printed).toContain(ok);
    expect(clean.broker.connect).toMatchObject({ clientId: '', cleanSession: true });
    const [kept, refused] = await connecting(anonymous, MqttDesk.keepingLine);
    expect(refused).toBe(error);
    expect(kept.broker.take()).toEqual([]);
  });

  test.each([
    ['[MQTT-3.1.3-4]: a client id', 'AT+MQTTUSERCFG=0,1,"\xed\xa0\x80","","",0,0,""'],
    ['[MQTT-3.1.3-11]: a user name', 'AT+MQTTUSERCFG=0,1,"W800","\xc4\xe3","",0,0,""'],
    ['[MQTT-3.1.3-10]: a will topic', 'AT+MQTTCONNCFG=0,60,0,"\xff","bye",0,0'],
    ['[MQTT-3.1.3-10], [MQTT-4.7.1-1]: a will topic #', 'AT+MQTTCONNCFG=0,60,0,"a/#","bye",0,0'],
  ])('%s that MQTT cannot carry is never sent', async (_case, line) => {
    const [desk, printed] = await connecting(line);
    expect(printed).toBe(error);
    expect(desk.broker.take()).toEqual([]);
    expect(await desk.state()).toBeLessThan(3);
  });

  test('[MQTT-3.1.3-4], [MQTT-3.1.3-10], [MQTT-3.1.3-11]: text of any script is', async () => {
    const [desk, printed] = await connecting(
      'AT+MQTTUSERCFG=0,1,"\xe4\xbd\xa0","\xf0\x9f\x8c\x8d","",0,0,""',
      'AT+MQTTCONNCFG=0,60,0,"\xef\xbb\xbf\xc3\xa9","\xff",0,0',
    );
    expect(printed).toContain(ok);
    expect(desk.broker.connect).toMatchObject({
      clientId: '\xe4\xbd\xa0',
      username: '\xf0\x9f\x8c\x8d',
      will: { topic: '\xef\xbb\xbf\xc3\xa9', payload: '\xff' },
    });
  });
});

describe('what is kept', () => {
  const publish = 'AT+MQTTPUB=0,"t","x",1,0';

  test('[MQTT-3.1.2-4], [MQTT-4.1.0-1]: a kept session is taken up where it was left', async () => {
    const desk = await MqttDesk.inState(4, 1, { keeps: true });
    desk.broker.silent.add('publish');
    await desk.ask(publish);
    expect(desk.broker.take()).toMatchObject([{ type: 'publish', dup: false, id: 1 }]);
    desk.broker.silent.delete('publish');
    desk.broker.sessionPresent = true;
    desk.broker.hangUp();
    await desk.run(11_000);
    expect(desk.broker.take()).toMatchObject([
      { type: 'connect', clientId: 'W800', cleanSession: false },
      { type: 'publish', topic: 't', payload: 'x', qos: 1, dup: true, id: 1 },
    ]);
  });

  test('[MQTT-3.1.2-6]: with clean session on nothing comes back', async () => {
    const desk = await MqttDesk.inState(4, 1);
    desk.broker.silent.add('publish');
    await desk.ask(publish);
    desk.broker.take();
    desk.broker.hangUp();
    await desk.run(11_000);
    expect(desk.broker.take()).toMatchObject([{ type: 'connect', cleanSession: true }]);
    await desk.run(20_000);
    expect(desk.broker.take()).toEqual([]);
  });

  test('[MQTT-3.1.3-2]: what one client id left unfinished no other one sends', async () => {
    const desk = await MqttDesk.inState(4, 0, { keeps: true });
    desk.broker.silent.add('publish');
    await desk.ask(publish, 11_000);
    await desk.ask('AT+MQTTCLEAN=0');
    desk.broker.take();
    for (const line of [
      'AT+MQTTUSERCFG=0,1,"other","","",0,0,""',
      MqttDesk.keepingLine,
      'AT+MQTTCONN=0,"10.0.0.9",1883,0',
    ]) {
      await desk.ask(line);
    }
    await desk.run(11_000);
    expect(desk.broker.take()).toMatchObject([{ type: 'connect', clientId: 'other' }]);
  });
});

describe('topics', () => {
  test.each([
    ['[MQTT-1.5.3-1]: no UTF-8', '\xc4\xe3'],
    ['[MQTT-1.5.3-1]: a surrogate', '\xed\xbf\xbf'],
    ['[MQTT-1.5.3-2], [MQTT-4.7.3-2]: U+0000', 'a\0b'],
    ['[MQTT-4.7.3-1]: nothing', ''],
  ])('%s: it is published and subscribed to nowhere', async (_case, topic) => {
    const desk = await MqttDesk.inState(4);
    for (const qos of [0, 1, 2]) {
      expect([error, parseError]).toContain(await desk.ask(`AT+MQTTPUB=0,"${topic}","x",${qos},0`));
    }
    expect([error, parseError]).toContain(await desk.ask(`AT+MQTTSUB=0,"${topic}",1`));
    expect(desk.broker.take()).toEqual([]);
    expect(await desk.state()).toBe(4);
  });

  test.each([
    ['[MQTT-3.3.2-2], [MQTT-4.7.1-1]: a wildcard #', 'a/#'],
    ['[MQTT-3.3.2-2], [MQTT-4.7.1-1]: a wildcard +', '+'],
  ])('%s: it is published nowhere', async (_case, topic) => {
    const desk = await MqttDesk.inState(4);
    for (const qos of [0, 1, 2]) {
      expect(await desk.ask(`AT+MQTTPUB=0,"${topic}","x",${qos},0`)).toBe(parseError);
    }
    expect(desk.broker.take()).toEqual([]);
  });

  test.each([
    ['[MQTT-4.7.1-2]: # before the end', '#/a'],
    ['[MQTT-4.7.1-2]: # within a level', 'a#'],
    ['[MQTT-4.7.1-3]: + within a level', 'a/b+/c'],
  ])('%s: it is subscribed to nowhere', async (_case, filter) => {
    const desk = await MqttDesk.inState(4);
    expect([error, parseError]).toContain(await desk.ask(`AT+MQTTSUB=0,"${filter}",1`));
    expect(desk.broker.take()).toEqual([]);
    expect(await desk.state()).toBe(4);
  });

  test.each(['#', '+', '+/#', 'a/+/b', '/+/', 'a/#', '$SYS/#'])(
    '[MQTT-4.7.1-2], [MQTT-4.7.1-3]: %s is a filter',
    async (filter) => {
      const desk = await MqttDesk.inState(4);
      expect(await desk.ask(`AT+MQTTSUB=0,"${filter}",1`)).toBe(ok);
      expect(desk.broker.take()).toMatchObject([{ type: 'subscribe', filter }]);
    },
  );
});
