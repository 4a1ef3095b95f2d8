import { second } from '@w800/kernel';
import { describe, expect, test } from 'vitest';
import { Desk } from '../testing/desk.ts';
import { MqttDesk } from '../testing/mqtt-desk.ts';

const ok = '\r\nOK\r\n';
const error = '\r\nERROR\r\n';
const parseError = '\r\nCMD PARSE ERR\r\n';
const defaults = '120,0,"","",0,0';

const line = (rest: string): string => `AT+MQTTCONNCFG=0,${rest}`;
const shown = (rest: string): string => `+MQTTCONNCFG:0,${rest}\r\n${ok}`;

/** What is typed behind LinkID, and what the query then shows. */
const accepted = [
  ['CONNCFG-03: keepalive 7200', '7200,0,"","",0,0', '7200,0,"","",0,0'],
  ['keepalive 1', '1,0,"","",0,0', '1,0,"","",0,0'],
  ['CONNCFG-05: keepalive 0, which becomes 120', '0,0,"","",0,0', defaults],
  ['CORE-11, CONNCFG-05: an empty keepalive, which becomes 120', ',0,"","",0,0', defaults],
  ['CONNCFG-16: lwt_qos 0', '60,0,"t","m",0,0', '60,0,"t","m",0,0'],
  ['CONNCFG-16: lwt_qos 1', '60,0,"t","m",1,0', '60,0,"t","m",1,0'],
  ['CONNCFG-16: lwt_qos 2', '60,0,"t","m",2,0', '60,0,"t","m",2,0'],
  ['CORE-11, CONNCFG-17: an empty lwt_qos, which is 0', '60,0,"t","m",,1', '60,0,"t","m",0,1'],
  ['CONNCFG-18: lwt_retain 1', '60,0,"t","m",0,1', '60,0,"t","m",0,1'],
  ['CORE-11, CONNCFG-19: an empty lwt_retain, which is 0', '60,0,"t","m",2,', '60,0,"t","m",2,0'],
  ['a will topic without a message', '60,0,"t","",0,0', '60,0,"t","",0,0'],
  [
    'CONNCFG-12: a will topic of 128 bytes',
    `60,1,"${'t'.repeat(128)}","",0,0`,
    `60,1,"${'t'.repeat(128)}","",0,0`,
  ],
  [
    'CONNCFG-14: a will message of 128 bytes',
    `60,1,"t","${'m'.repeat(128)}",0,0`,
    `60,1,"t","${'m'.repeat(128)}",0,0`,
  ],
  ['an escaped will, shown without escapes', '60,0,"a\\,b","\\"m\\"",0,0', '60,0,"a,b",""m"",0,0'],
] as const;

const refused = [
  ['CONNCFG-04: keepalive 7201', '7201,0,"","",0,0'],
  ['CONNCFG-04: keepalive -1', '-1,0,"","",0,0'],
  ['a quoted keepalive', '"60",0,"","",0,0'],
  ['CONNCFG-11: disable_clean_session 2', '60,2,"","",0,0'],
  ['CONNCFG-11: disable_clean_session -1', '60,-1,"","",0,0'],
  ['CORE-11: an empty disable_clean_session', '60,,"","",0,0'],
  ['CONNCFG-13: a will topic of 129 bytes', `60,0,"${'t'.repeat(129)}","",0,0`],
  ['CONNCFG-15: a will message of 129 bytes', `60,0,"t","${'m'.repeat(129)}",0,0`],
  ['CORE-11: an empty field for the will topic', '60,0,,"",0,0'],
  ['CORE-11: an empty field for the will message', '60,0,"",,0,0'],
  ['CONNCFG-16: lwt_qos 3', '60,0,"t","m",3,0'],
  ['CONNCFG-16: lwt_qos -1', '60,0,"t","m",-1,0'],
  ['CONNCFG-18: lwt_retain 2', '60,0,"t","m",0,2'],
  ['CONNCFG-18: lwt_retain -1', '60,0,"t","m",0,-1'],
  ['CORE-11: six arguments', '60,0,"t","m",0'],
  ['CORE-12: eight arguments', '60,0,"t","m",0,0,0'],
] as const;

async function configured(): Promise<Desk> {
  const desk = await Desk.ready();
  await desk.ask(MqttDesk.userLine);
  return desk;
}

/** A session made with these settings, its CONNECT looked at by the caller. */
async function connectedWith(rest: string | undefined): Promise<MqttDesk> {
  const desk = await MqttDesk.inState(1);
  if (rest !== undefined) await desk.ask(line(rest));
  await desk.ask('AT+MQTTCONN=0,"10.0.0.9",1883,0');
  return desk;
}

describe('AT+MQTTCONNCFG', () => {
  test('CONNCFG-01, CONNCFG-02: sets seven fields and shows them in order', async () => {
    const desk = await configured();
    expect(await desk.ask(line('60,1,"state","gone",1,1'))).toBe(ok);
    expect(await desk.ask('AT+MQTTCONNCFG?')).toBe(
      `+MQTTCONNCFG:0,60,1,"state","gone",1,1\r\n${ok}`,
    );
  });

  test.each(accepted)('%s is accepted', async (_title, typed, stored) => {
    const desk = await configured();
    expect(await desk.ask(line(typed))).toBe(ok);
    expect(await desk.ask('AT+MQTTCONNCFG?')).toBe(shown(stored));
  });

  test.each(refused)('%s is refused, and nothing changes', async (_title, typed) => {
    const desk = await configured();
    expect(await desk.ask(line(typed))).toBe(parseError);
    expect(await desk.ask('AT+MQTTCONN?')).toContain('+MQTTCONN:0,1,');
    await desk.ask(line('61,1,"a","b",2,1'));
    expect(await desk.ask(line(typed))).toBe(parseError);
    expect(await desk.ask('AT+MQTTCONNCFG?')).toBe(shown('61,1,"a","b",2,1'));
  });

  test('CONNCFG-27: topic and message of 128 bytes each do not fit into one line', async () => {
    const desk = await configured();
    const will = (topicBytes: number): string =>
      line(`1,0,"${'t'.repeat(topicBytes)}","${'m'.repeat(128)}",0,0`);
    expect(will(98)).toHaveLength(256);
    expect(await desk.ask(will(98))).toBe(ok);
    expect(await desk.ask(will(99))).toBe(parseError);
    expect(await desk.ask(will(128))).toBe(parseError);
  });

  test('CONNCFG-22, CONNCFG-23: state 1 becomes 2, state 0 is an ERROR', async () => {
    const desk = await Desk.ready();
    expect(await desk.ask(line(defaults))).toBe(error);
    expect(await desk.ask('AT+MQTTCONNCFG?')).toBe(shown(defaults));
    await desk.ask(MqttDesk.userLine);
    expect(await desk.ask('AT+MQTTCONN?')).toContain('+MQTTCONN:0,1,');
    expect(await desk.ask(line(defaults))).toBe(ok);
    expect(await desk.ask('AT+MQTTCONN?')).toContain('+MQTTCONN:0,2,');
  });

  test.each([
    ['CONNCFG-06, CONNCFG-24: never set', undefined, 120, true],
    ['CONNCFG-06, CONNCFG-09: keepalive 0', '0,0,"","",0,0', 120, true],
    ['CONNCFG-07, CONNCFG-10: keepalive 300, clean session off', '300,1,"","",0,0', 300, false],
    ['CONNCFG-07: keepalive 7200', '7200,0,"","",0,0', 7200, true],
  ])('CONNECT with %s', async (_title, rest, keepaliveSeconds, cleanSession) => {
    const desk = await connectedWith(rest);
    expect(desk.broker.connect).toEqual({
      type: 'connect',
      protocol: 'MQTT',
      level: 4,
      cleanSession,
      keepaliveSeconds,
      clientId: 'W800',
    });
    expect(await desk.state()).toBe(4);
  });

  test.each([
    [
      'CONNCFG-20',
      '60,0,"state","gone",1,1',
      { topic: 'state', payload: 'gone', qos: 1, retain: true },
    ],
    ['CONNCFG-20', '60,0,"s","g",2,0', { topic: 's', payload: 'g', qos: 2, retain: false }],
    ['CONNCFG-17, CONNCFG-19', '60,0,"s","",,', { topic: 's', payload: '', qos: 0, retain: false }],
    ['CONNCFG-25', '60,0,"","left",2,1', undefined],
  ])('%s: the will of %s', async (_ids, rest, will) => {
    const desk = await connectedWith(rest);
    expect(desk.broker.connect.will).toEqual(will);
  });

  test('CONNCFG-20: the will in CONNECT, byte for byte', async () => {
    const desk = await Desk.joined();
    desk.accept();
    await desk.ask(MqttDesk.userLine);
    await desk.ask(line('60,0,"t","m",1,1'));
    await desk.ask('AT+MQTTCONN=0,"10.0.0.9",1883,0');
    const header = [0x10, 22, 0, 4, 0x4d, 0x51, 0x54, 0x54, 4, 0x2e, 0, 60];
    const payload = [0, 4, 0x57, 0x38, 0x30, 0x30, 0, 1, 0x74, 0, 1, 0x6d];
    expect(desk.arrived).toEqual([...header, ...payload]);
  });

  test('CONNCFG-21: AT+MQTTCLEAN says DISCONNECT, so the broker keeps the will to itself', async () => {
    const desk = await connectedWith('60,0,"t","m",1,1');
    desk.broker.take();
    await desk.ask('AT+MQTTCLEAN=0');
    expect(desk.broker.take()).toEqual([{ type: 'disconnect' }]);
  });

  test.each([10, 60, 120, 7200])(
    'CONNCFG-08: keepalive %i: an idle client pings between once and 1.5 times of it',
    async (keepalive) => {
      const desk = await connectedWith(`${keepalive},0,"","",0,0`);
      expect(desk.broker.take()).toEqual([expect.objectContaining({ type: 'connect' })]);
      await desk.run(keepalive * 4_400);
      const pings = desk.broker.take();
      expect(pings.length).toBeGreaterThanOrEqual(3);
      expect(new Set(pings.map(({ type }) => type))).toEqual(new Set(['pingreq']));
      const { instants } = desk.broker;
      for (const [index, at] of instants.slice(1).entries()) {
        const gapNs = at - (instants[index] ?? 0);
        expect(gapNs).toBeGreaterThanOrEqual(keepalive * second);
        expect(gapNs).toBeLessThan(1.5 * keepalive * second);
      }
      expect(await desk.state()).toBe(4);
    },
  );
});
