import { millisecond, second } from '@w800/kernel';
import { describe, expect, test } from 'vitest';
import { MqttDesk } from '../testing/mqtt-desk.ts';

const ok = '\r\nOK\r\n';
const error = '\r\nERROR\r\n';
const disconnected = '+MQTTDISCONNECTED:0\r\n';
const connected = (reconnect: number): string =>
  `+MQTTCONNECTED:0,1,"10.0.0.9",1883,"",${reconnect}\r\n`;

describe('the end of a session', () => {
  test.each([
    ['resets', (desk: MqttDesk) => desk.broker.hangUp()],
    ['finishes', (desk: MqttDesk) => desk.broker.peer?.end()],
  ])(
    'NOTE-02, NOTE-05, NOTE-07: a broker that %s the connection: one URC with the LinkID',
    async (_how, leave) => {
      const desk = await MqttDesk.inState(4);
      leave(desk);
      await desk.run(10);
      expect(desk.read()).toBe('+MQTTDISCONNECTED:0\r\n');
      await desk.run(300_000);
      expect(desk.read()).toBe('');
    },
  );

  test('NOTE-03, NOTE-05: Wi-Fi loss says so within 200 ms, once, and nothing goes out', async () => {
    const desk = await MqttDesk.inState(4);
    desk.medium.loseLink();
    await desk.run(200);
    expect(desk.read()).toBe(`WIFI DISCONNECT\r\n${disconnected}`);
    expect(desk.broker.take()).toEqual([]);
    expect(desk.broker.finished).toBe(false);
    expect(await desk.state()).toBe(3);
  });

  test.each([10, 60, 7200])(
    'NOTE-04, NOTE-05: keepalive %i: silence is found within 2 keepalives and 10 s',
    async (keepalive) => {
      const desk = await MqttDesk.inState(1);
      await desk.ask(`AT+MQTTCONNCFG=0,${keepalive},0,"","",0,0`);
      await desk.ask('AT+MQTTCONN=0,"10.0.0.9",1883,0');
      const { now } = desk.kernel;
      desk.broker.silent.add('pingreq');
      while (desk.read() === '') await desk.run(1_000);
      const took = desk.kernel.now - now;
      expect(took).toBeLessThanOrEqual((2 * keepalive + 10) * second);
      expect(took).toBeGreaterThanOrEqual(2 * keepalive * second - 1_000 * millisecond);
      await desk.run(keepalive * 3_000);
      expect(desk.read()).toBe('');
      const types = desk.broker.take().map(({ type }) => type);
      expect(types).toEqual(['connect', 'pingreq', 'disconnect']);
    },
  );

  test('NOTE-08: a keepalive that fails while a command waits: the URC, then its ERROR', async () => {
    const desk = await MqttDesk.inState(1);
    await desk.ask('AT+MQTTCONNCFG=0,5,0,"","",0,0');
    await desk.ask('AT+MQTTCONN=0,"10.0.0.9",1883,0');
    desk.broker.silent.add('pingreq').add('publish');
    await desk.run(5_000);
    expect(await desk.ask('AT+MQTTPUB=0,"t","x",1,0', 9_000)).toBe(disconnected + error);
  });

  test('NOTE-03, NOTE-08: Wi-Fi lost while a command waits: two URCs, then its ERROR', async () => {
    const desk = await MqttDesk.inState(6);
    desk.broker.silent.add('publish');
    await desk.ask('AT+MQTTPUB=0,"t","x",1,0');
    desk.medium.loseLink();
    await desk.run(200);
    expect(desk.read()).toBe(`WIFI DISCONNECT\r\n${disconnected}${error}`);
  });

  test('NOTE-03, NOTE-05: leaving the access point ends the session within its command', async () => {
    const desk = await MqttDesk.inState(4);
    expect(await desk.ask('AT+CWQAP', 1_000)).toBe(`WIFI DISCONNECT\r\n${disconnected}${ok}`);
    expect(await desk.state()).toBe(3);
  });

  test('NOTE-05, NOTE-06: sessions come and go, each with one URC of either kind', async () => {
    const desk = await MqttDesk.inState(0);
    let printed = await desk.connect(MqttDesk.userLine, 1);
    for (let count = 0; count < 3; count += 1) {
      desk.broker.hangUp();
      await desk.run(15_000);
      printed += desk.read();
    }
    printed += await desk.ask('AT+MQTTCLEAN=0');
    const again = disconnected + connected(1);
    expect(printed).toBe(connected(1) + ok + again + again + again + disconnected + ok);
  });
});

describe('the return of a session', () => {
  test('CONN-25, CONN-26: it is tried every 10 s, silently, until it succeeds', async () => {
    const desk = await MqttDesk.inState(4, 1);
    desk.broker.returnCode = 3;
    desk.broker.hangUp();
    await desk.run(10);
    expect(desk.read()).toBe(disconnected);
    const lostAt = desk.kernel.now;
    await desk.run(35_000);
    expect(desk.read()).toBe('');
    expect(desk.broker.take().map(({ type }) => type)).toEqual(['connect', 'connect', 'connect']);
    for (const [index, at] of desk.broker.instants.slice(-3).entries()) {
      expect(at - lostAt).toBeGreaterThan((index + 1) * 10 * second - 50 * millisecond);
      expect(at - lostAt).toBeLessThan((index + 1) * 10 * second + 50 * millisecond);
    }
    desk.broker.returnCode = 0;
    await desk.run(5_000);
    expect(desk.read()).toBe(connected(1));
    expect(await desk.state()).toBe(4);
  });

  test('CONN-25: it comes back with all that was configured', async () => {
    const desk = await MqttDesk.inState(0);
    await desk.ask('AT+MQTTUSERCFG=0,1,"c","u","p",0,0,"/x"');
    await desk.ask('AT+MQTTLONGPASSWORD=0,4');
    await desk.data('long');
    await desk.ask('AT+MQTTCONNCFG=0,77,1,"t","m",1,1');
    await desk.ask('AT+MQTTCONN=0,"10.0.0.9",1884,1');
    const first = desk.broker.connect;
    expect(first).toMatchObject({ password: 'long', keepaliveSeconds: 77 });
    desk.broker.hangUp();
    await desk.run(11_000);
    expect(desk.broker.connect).not.toBe(first);
    expect(desk.broker.connect).toEqual(first);
    expect(desk.broker.peer?.local.port).toBe(1884);
  });

  test('NOTE-09: with Session Present 0 the topics are subscribed again, then the state is 6', async () => {
    const desk = await MqttDesk.inState(6, 1);
    await desk.ask('AT+MQTTSUB=0,"two",2');
    desk.broker.take();
    desk.broker.silent.add('subscribe');
    desk.broker.hangUp();
    await desk.run(11_000);
    expect(desk.read()).toBe(disconnected + connected(1));
    expect(desk.broker.take()).toEqual([
      expect.objectContaining({ type: 'connect' }),
      { type: 'subscribe', id: 1, filter: 'held', qos: 1 },
      { type: 'subscribe', id: 2, filter: 'two', qos: 2 },
    ]);
    expect(await desk.state()).toBe(4);
    desk.broker.send(0x90, 3, 0, 1, 1);
    expect(await desk.state()).toBe(6);
    desk.broker.send(0x90, 3, 0, 2, 2);
    expect(await desk.ask('AT+MQTTSUB?')).toBe(
      `+MQTTSUB:0,6,"held",1\r\n+MQTTSUB:0,6,"two",2\r\n${ok}`,
    );
  });

  test('NOTE-09: with Session Present 1 nothing is sent and the state is 6 at once', async () => {
    const desk = await MqttDesk.inState(6, 1);
    desk.broker.sessionPresent = true;
    desk.broker.hangUp();
    await desk.run(60_000);
    expect(desk.read()).toBe(disconnected + connected(1));
    expect(desk.broker.take().map(({ type }) => type)).toEqual(['connect']);
    expect(await desk.state()).toBe(6);
  });

  test('a topic the broker refuses on return is forgotten, and may be asked for again', async () => {
    const desk = await MqttDesk.inState(6, 1);
    desk.broker.granted = 0x80;
    desk.broker.hangUp();
    await desk.run(11_000);
    expect(await desk.ask('AT+MQTTSUB?')).toContain(ok);
    expect(await desk.state()).toBe(4);
    desk.broker.granted = undefined;
    expect(await desk.ask('AT+MQTTSUB=0,"held",0')).toBe(ok);
    expect(await desk.ask('AT+MQTTSUB?')).toBe(`+MQTTSUB:0,6,"held",0\r\n${ok}`);
  });

  test('a return whose topics get no answer ends again, and the topics are not lost', async () => {
    const desk = await MqttDesk.inState(6, 1);
    desk.broker.silent.add('subscribe');
    desk.broker.hangUp();
    await desk.run(21_000);
    expect(desk.read()).toBe(disconnected + connected(1) + disconnected);
    expect(await desk.ask('AT+MQTTSUB?')).toBe(`+MQTTSUB:0,3,"held",1\r\n${ok}`);
    desk.broker.silent.clear();
    await desk.run(10_000);
    expect(desk.read()).toBe(connected(1));
    expect(await desk.state()).toBe(6);
  });

  test('a return without the memory to subscribe ends again, says so, and comes back', async () => {
    const desk = await MqttDesk.inState(6, 1);
    await desk.ask('AT+MQTTSUB=0,"two",2');
    desk.broker.take();
    let refused = 0;
    desk.module.heap.refuse((_bytes, owner) => {
      if (owner !== 'mqtt.subscribe') return false;
      refused += 1;
      return refused === 1;
    });
    desk.broker.hangUp();
    await desk.run(11_000);
    expect(desk.read()).toBe(disconnected + connected(1) + disconnected);
    expect(desk.broker.take().map(({ type }) => type)).toEqual(['connect', 'disconnect']);
    expect(await desk.state()).toBe(3);
    await desk.run(10_000);
    expect(desk.read()).toBe(connected(1));
    expect(await desk.ask('AT+MQTTSUB?')).toBe(
      `+MQTTSUB:0,6,"held",1\r\n+MQTTSUB:0,6,"two",2\r\n${ok}`,
    );
  });

  test('AT+MQTTCLEAN while topics are being subscribed again leaves none behind', async () => {
    const desk = await MqttDesk.inState(6, 1);
    desk.broker.silent.add('subscribe');
    desk.broker.hangUp();
    await desk.run(11_000);
    desk.read();
    expect(await desk.ask('AT+MQTTCLEAN=0')).toBe(disconnected + ok);
    desk.broker.silent.clear();
    await desk.connect();
    expect(await desk.state()).toBe(4);
    expect(await desk.ask('AT+MQTTSUB?')).toBe(ok);
  });
});
