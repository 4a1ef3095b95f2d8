import { second } from '@w800/kernel';
import { describe, expect, test } from 'vitest';
import { dialectWith } from '../testing/dialect-with.ts';
import { MqttDesk } from '../testing/mqtt-desk.ts';
import { docsDialect } from './docs.ts';
import { firmwareDialect } from './firmware.ts';

const ok = '\r\nOK\r\n';
const error = '\r\nERROR\r\n';
const disconnected = '+MQTTDISCONNECTED:0\r\n';
const connected = (reconnect: number): string =>
  `+MQTTCONNECTED:0,1,"10.0.0.9",1883,"",${reconnect}\r\n`;
const connect = 'AT+MQTTCONN=0,"10.0.0.9",1883,0';

/** The protocol each CONNECT named, oldest first. */
function protocols(desk: MqttDesk): readonly string[] {
  return desk.broker
    .take()
    .flatMap((packet) => (packet.type === 'connect' ? [`${packet.protocol} ${packet.level}`] : []));
}

describe('mqttV31Fallback', () => {
  const both = ['MQTT 4', 'MQIsdp 3'];
  const fallback = 'firmware.mqtt-3.1-fallback: ';
  const fallbacks = (desk: MqttDesk): readonly string[] =>
    desk.findings.filter((found) => found.startsWith(fallback));

  test('a refused CONNECT is repeated on a second connection as MQTT 3.1', async () => {
    const desk = await MqttDesk.inState(1, 0, { dialect: firmwareDialect });
    desk.broker.returnCode = 5;
    expect(await desk.ask(connect)).toBe(error);
    expect(protocols(desk)).toEqual(both);
    expect(desk.broker.connectionCount).toBe(2);
    expect(await desk.state()).toBe(1);
    expect(desk.module.heap.usedBy('mqtt.client')).toBe(0);
    expect(fallbacks(desk)).toHaveLength(1);
  });

  test('without it one connection is all, and no finding tells otherwise', async () => {
    const desk = await MqttDesk.inState(1, 0, { dialect: docsDialect });
    desk.broker.returnCode = 5;
    expect(await desk.ask(connect, 60_000)).toBe(error);
    expect(protocols(desk)).toEqual(['MQTT 4']);
    expect(desk.broker.connectionCount).toBe(1);
    expect(desk.findings).toEqual([]);
  });

  test('a broker that knows MQTT 3.1 alone is reached by the second', async () => {
    const desk = await MqttDesk.inState(1, 0, { dialect: firmwareDialect });
    desk.broker.levelMax = 3;
    expect(await desk.ask(connect)).toBe(connected(0) + ok);
    expect(protocols(desk)).toEqual(both);
    expect(await desk.state()).toBe(4);
    expect(await desk.ask('AT+MQTTPUB=0,"t","x",2,0')).toBe(ok);
    expect(await desk.ask('AT+MQTTCLEAN=0')).toBe(disconnected + ok);
  });

  test('an accepted CONNECT is not repeated', async () => {
    const desk = await MqttDesk.inState(1, 0, { dialect: firmwareDialect });
    expect(await desk.ask(connect, 40_000)).toBe(connected(0) + ok);
    expect(protocols(desk)).toEqual(['MQTT 4']);
    expect(fallbacks(desk)).toEqual([]);
  });

  test('a connection that is closed before CONNACK is tried again', async () => {
    const desk = await MqttDesk.inState(1, 0, { dialect: firmwareDialect });
    desk.broker.closing.add('connect');
    expect(await desk.ask(connect)).toBe(error);
    expect(protocols(desk)).toEqual(both);
  });

  test.each([
    ['a name that is not found', 'AT+MQTTCONN=0,"nowhere",1883,0', 100],
    ['a connection that is refused', connect, 200],
  ])('%s is asked for twice', async (_what, line, onceMs) => {
    const tookMs = async (dialect: typeof docsDialect): Promise<number> => {
      const desk = await MqttDesk.inState(1, 0, { dialect });
      desk.broker.deafen();
      desk.medium.latencyMs = 100;
      const from = desk.kernel.now;
      desk.type(`${line}\r\n`);
      const at = await desk.untilPrinted(error, 5_000);
      return Math.round(((at - from) / second) * 10) * 100;
    };
    expect(await tookMs(docsDialect)).toBe(onceMs);
    expect(await tookMs(firmwareDialect)).toBe(2 * onceMs);
  });

  test('both share 30 s: what the first leaves is all that the second has', async () => {
    const desk = await MqttDesk.inState(1, 0, { dialect: firmwareDialect });
    desk.broker.silent.add('connect');
    const from = desk.kernel.now;
    expect(await desk.ask(connect, 20_000)).toBe('');
    desk.broker.hangUp();
    const at = await desk.untilPrinted(error, 20_000);
    expect(protocols(desk)).toEqual(both);
    expect((at - from) / second).toBeGreaterThanOrEqual(30);
    expect((at - from) / second).toBeLessThan(30.1);
  });

  test('a first that waits 30 s for CONNACK leaves nothing for a second', async () => {
    const desk = await MqttDesk.inState(1, 0, { dialect: firmwareDialect });
    desk.broker.silent.add('connect');
    expect(await desk.ask(connect, 30_100)).toBe(error);
    expect(protocols(desk)).toEqual(['MQTT 4']);
    expect(fallbacks(desk)).toEqual([]);
  });

  test('an automatic return that fails is two attempts every 10 s', async () => {
    const desk = await MqttDesk.inState(4, 1, { dialect: firmwareDialect });
    desk.broker.returnCode = 3;
    desk.broker.hangUp();
    await desk.run(21_000);
    expect(desk.read()).toBe(disconnected);
    expect(protocols(desk)).toEqual([...both, ...both]);
    desk.broker.returnCode = 0;
    desk.broker.levelMax = 3;
    await desk.run(10_000);
    expect(desk.read()).toBe(connected(1));
    expect(protocols(desk)).toEqual(both);
  });

  test('AT+MQTTCLEAN ends the second as it ends the first', async () => {
    const desk = await MqttDesk.inState(4, 1, { dialect: firmwareDialect });
    desk.broker.hangUp();
    desk.broker.silent.add('connect');
    await desk.run(11_000);
    desk.broker.hangUp();
    await desk.run(100);
    expect(protocols(desk)).toEqual(both);
    desk.read();
    expect(await desk.ask('AT+MQTTCLEAN=0')).toBe(ok);
    desk.broker.send(0x20, 2, 0, 0);
    await desk.run(60_000);
    expect(desk.read()).toBe('');
    expect(desk.broker.connectionCount).toBe(3);
    expect(desk.module.heap.usedBy('mqtt.client')).toBe(0);
  });
});

describe('mqttResendOnReconnect', () => {
  /** A publish of this QoS that was not acknowledged, a loss, a return. */
  async function returned(desk: MqttDesk, qos: number): Promise<readonly unknown[]> {
    desk.broker.silent.add('publish');
    expect(await desk.ask(`AT+MQTTPUB=0,"t","x",${qos},0`, 500)).toBe('');
    desk.broker.take();
    desk.broker.silent.clear();
    desk.broker.sessionPresent = true;
    desk.broker.hangUp();
    await desk.run(11_000);
    expect(desk.read()).toBe(disconnected + error + connected(1));
    return desk.broker.take().slice(1);
  }

  test.each([1, 2])('[MQTT-4.4.0-1]: QoS %i is sent again with DUP and its old id', async (qos) => {
    const desk = await MqttDesk.inState(4, 1, { keeps: true });
    const publish = { type: 'publish', id: 1, dup: true, qos, topic: 't', payload: 'x' };
    const [again, ...rest] = await returned(desk, qos);
    expect(again).toMatchObject(publish);
    expect(rest).toEqual(qos === 2 ? [{ type: 'pubrel', id: 1 }] : []);
    expect(desk.findings).toEqual([]);
    expect(desk.module.heap.usedBy('mqtt.publish')).toBe(0);
    expect(desk.read()).toBe('');
  });

  test('[MQTT-4.4.0-1]: after PUBREC it is PUBREL that is sent again', async () => {
    const desk = await MqttDesk.inState(4, 1, { keeps: true });
    desk.broker.silent.add('pubrel');
    await desk.ask('AT+MQTTPUB=0,"t","x",2,0', 500);
    desk.broker.silent.clear();
    desk.broker.sessionPresent = true;
    desk.broker.hangUp();
    desk.broker.take();
    await desk.run(11_000);
    expect(desk.broker.take().slice(1)).toEqual([{ type: 'pubrel', id: 1 }]);
  });

  test('with clean session on nothing is sent again', async () => {
    const desk = await MqttDesk.inState(4, 1);
    expect(await returned(desk, 1)).toEqual([]);
    expect(desk.findings).toEqual([]);
  });

  test('without it what was unfinished is lost, and a finding says so', async () => {
    const desk = await MqttDesk.inState(4, 1, { keeps: true, dialect: firmwareDialect });
    expect(await returned(desk, 1)).toEqual([]);
    expect(desk.module.heap.usedBy('mqtt.publish')).toBe(0);
    const lost = desk.findings.filter((found) => found.startsWith('firmware.mqtt-unfinished-lost'));
    expect(lost).toHaveLength(1);
  });

  test('without it, with nothing unfinished, or nothing kept, there is no finding', async () => {
    const idle = await MqttDesk.inState(4, 1, { keeps: true, dialect: firmwareDialect });
    idle.broker.hangUp();
    await idle.run(11_000);
    expect(idle.read()).toBe(disconnected + connected(1));
    expect(idle.findings.join()).not.toContain('unfinished');
    const clean = await MqttDesk.inState(4, 1, { dialect: firmwareDialect });
    await returned(clean, 1);
    expect(clean.findings.join()).not.toContain('unfinished');
  });

  test('a new message goes out behind what is sent again', async () => {
    const desk = await MqttDesk.inState(4, 1, { keeps: true });
    desk.broker.silent.add('publish');
    await desk.ask('AT+MQTTPUB=0,"t","old",1,0', 10_100);
    desk.broker.hangUp();
    await desk.run(10_500);
    desk.broker.take();
    desk.read();
    expect(await desk.ask('AT+MQTTPUB=0,"t","new",1,0')).toBe('');
    desk.broker.send(0x40, 2, 0, 1);
    await desk.run(100);
    expect(desk.broker.take()).toMatchObject([{ type: 'publish', payload: 'new', dup: false }]);
    desk.broker.send(0x40, 2, 0, 2);
    await desk.run(100);
    expect(desk.read()).toBe(ok);
  });
});

describe('mqttOverdueBlocks', () => {
  const blocks = { dialect: firmwareDialect };

  test.each([0, 1, 2])('a publish of QoS %i waits for the one that is overdue', async (qos) => {
    const desk = await MqttDesk.inState(4, 0, blocks);
    desk.broker.silent.add('publish');
    expect(await desk.ask('AT+MQTTPUB=0,"t","one",1,0', 10_100)).toBe(error);
    expect(desk.findings.join()).not.toContain('blocked');
    desk.broker.silent.clear();
    desk.broker.take();
    expect(await desk.ask(`AT+MQTTPUB=0,"t","two",${qos},0`, 9_900)).toBe('');
    expect(await desk.ask('', 300)).toBe(error);
    expect(desk.broker.take()).toEqual([]);
    expect(desk.findings.filter((found) => found.includes('mqtt-publish-blocked'))).toHaveLength(1);
    desk.type(`AT+MQTTPUB=0,"t","three",${qos},0\r\n`);
    await desk.run(100);
    desk.broker.send(0x40, 2, 0, 1);
    await desk.run(100);
    expect(desk.read()).toBe(ok);
    expect(desk.broker.take()[0]).toMatchObject({ type: 'publish', payload: 'three', qos });
  });

  test.each([0, 1, 2])('without it a publish of QoS %i goes out at once', async (qos) => {
    const desk = await MqttDesk.inState(4);
    desk.broker.silent.add('publish');
    expect(await desk.ask('AT+MQTTPUB=0,"t","one",1,0', 10_100)).toBe(error);
    desk.broker.silent.clear();
    expect(await desk.ask(`AT+MQTTPUB=0,"t","two",${qos},0`)).toBe(ok);
    desk.broker.send(0x40, 2, 0, 1);
    await desk.run(100);
    expect(desk.read()).toBe('');
    expect(await desk.state()).toBe(4);
    expect(desk.findings).toEqual([]);
  });
});

describe('mqttWhenFull', () => {
  const received = (payload: string): string =>
    `+MQTTSUBRECV:0,"t",${payload.length},${payload}\r\n`;
  const payloads = Array.from({ length: 100 }, (_, index) => `message ${index}`);

  /** A hundred messages of QoS 1 at once; what the module prints of them. */
  async function burst(desk: MqttDesk): Promise<string> {
    for (const [index, payload] of payloads.entries()) {
      desk.broker.publish({ topic: 't', payload, id: index + 1 });
    }
    await desk.run(2_000);
    return desk.read();
  }

  function acknowledged(desk: MqttDesk): number {
    return desk.broker.take().filter(({ type }) => type === 'puback').length;
  }

  test('wait: all are printed in order, and acknowledged', async () => {
    const desk = await MqttDesk.inState(6);
    expect(await burst(desk)).toBe(payloads.map(received).join(''));
    expect(acknowledged(desk)).toBe(100);
    expect(desk.medium.streams.at(-1)?.unconsumedBytes).toBe(0);
    expect(desk.findings).toEqual([]);
  });

  test('wait: with 32 to be printed the 33rd is not acknowledged', async () => {
    const desk = await MqttDesk.inState(6);
    for (const [index, payload] of payloads.entries()) {
      desk.broker.publish({ topic: 't', payload: payload.repeat(5), id: index + 1 });
    }
    await desk.run(1);
    expect(acknowledged(desk)).toBe(32);
  });

  test('lose: beyond 32 they are acknowledged and gone, and a finding counts them', async () => {
    const desk = await MqttDesk.inState(6, 0, { dialect: firmwareDialect });
    expect(await burst(desk)).toBe(payloads.slice(0, 32).map(received).join(''));
    expect(acknowledged(desk)).toBe(100);
    expect(
      desk.findings.filter((found) => found.startsWith('firmware.mqtt-messages-lost')),
    ).toEqual([
      'firmware.mqtt-messages-lost: ' +
        'A received message was acknowledged and then lost: the queue to the line was full.',
      'firmware.mqtt-messages-lost: ' +
        '68 received messages were acknowledged and then lost: the queue to the line was full.',
    ]);
    expect(desk.module.heap.usedBy('mqtt.message')).toBe(0);
    await desk.ask('AT');
    desk.broker.publish({ topic: 't', payload: 'next', id: 101 });
    await desk.run(100);
    expect(desk.read()).toBe(received('next'));
  });

  test('lose: a reset with messages to be printed tells how many were lost before it', async () => {
    const desk = await MqttDesk.inState(6, 0, { dialect: firmwareDialect });
    for (const [index, payload] of payloads.entries()) {
      desk.broker.publish({ topic: 't', payload, id: index + 1 });
    }
    await desk.run(1);
    desk.module.powerOff();
    expect(desk.findings.at(-1)).toContain('68 received messages were');
  });

  test('a dialect that gives no finding loses silently', async () => {
    const dialect = dialectWith({ mqttWhenFull: 'lose' });
    const desk = await MqttDesk.inState(6, 0, { dialect });
    expect(await burst(desk)).toBe(payloads.slice(0, 32).map(received).join(''));
    expect(desk.findings).toEqual([]);
  });
});
