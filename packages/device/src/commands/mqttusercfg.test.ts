import { toBytes } from '@w800/at';
import { describe, expect, test } from 'vitest';
import { Desk } from '../testing/desk.ts';
import { MqttDesk } from '../testing/mqtt-desk.ts';
import { mqttusercfg } from './mqttusercfg.ts';

const ok = '\r\nOK\r\n';
const error = '\r\nERROR\r\n';
const parseError = '\r\nCMD PARSE ERR\r\n';
const unset = `+MQTTUSERCFG:0,0,"","","",0,0,""\r\n${ok}`;

interface User {
  readonly scheme?: number | string;
  readonly clientId?: string;
  readonly username?: string;
  readonly password?: string;
  readonly certificate?: number | string;
  readonly authority?: number | string;
  readonly path?: string;
}

/** The arguments behind LinkID, as they are typed and as the query prints them. */
function fields(user: User): string {
  const { scheme = 1, clientId = '', username = '', password = '', path = '' } = user;
  const { certificate = 0, authority = 0 } = user;
  const texts = `"${clientId}","${username}","${password}"`;
  return `${scheme},${texts},${certificate},${authority},"${path}"`;
}

const line = (user: User): string => `AT+MQTTUSERCFG=0,${fields(user)}`;
const shown = (user: User): string => `+MQTTUSERCFG:0,${fields(user)}\r\n${ok}`;

const accepted: readonly (readonly [string, User])[] = [
  ['USERCFG-18: a user name of 64 bytes', { username: 'u'.repeat(64) }],
  ['USERCFG-20: a password of 64 bytes', { password: 'p'.repeat(64) }],
  ['USERCFG-25: a path of 32 bytes', { path: '/'.repeat(32) }],
  ['USERCFG-27: an empty path', { clientId: 'W800', path: '' }],
  ['empty client id, user name and password', {}],
  ['a path with scheme 1, which has no use for it', { path: '/mqtt' }],
];

const refused: readonly (readonly [string, User])[] = [
  ['USERCFG-06: scheme 0', { scheme: 0 }],
  ['USERCFG-06: scheme 11', { scheme: 11 }],
  ['USERCFG-06: a negative scheme', { scheme: -1 }],
  ['an empty scheme', { scheme: '' }],
  ['a quoted scheme', { scheme: '"1"' }],
  ['USERCFG-19: a user name of 65 bytes', { username: 'u'.repeat(65) }],
  ['USERCFG-21: a password of 65 bytes', { password: 'p'.repeat(65) }],
  ['USERCFG-26: a path of 33 bytes', { path: '/'.repeat(33) }],
  ['USERCFG-23: cert_key_ID 1', { certificate: 1 }],
  ['USERCFG-23: cert_key_ID -1', { certificate: -1 }],
  ['an empty cert_key_ID', { certificate: '' }],
  ['USERCFG-24: CA_ID 1', { authority: 1 }],
  ['USERCFG-24: CA_ID -1', { authority: -1 }],
  ['an empty CA_ID', { authority: '' }],
];

describe('AT+MQTTUSERCFG', () => {
  test('USERCFG-01, USERCFG-02, USERCFG-03, USERCFG-04: sets and shows eight fields', async () => {
    const desk = await Desk.ready();
    const user = { scheme: 7, clientId: 'W800', username: 'WinnerMicro', password: '1234567890' };
    expect(await desk.ask(line({ ...user, path: '/mqtt' }))).toBe(ok);
    expect(await desk.ask('AT+MQTTUSERCFG?')).toBe(
      `+MQTTUSERCFG:0,7,"W800","WinnerMicro","1234567890",0,0,"/mqtt"\r\n${ok}`,
    );
  });

  test('the query before any set shows empty fields', async () => {
    const desk = await Desk.ready();
    expect(await desk.ask('AT+MQTTUSERCFG?')).toBe(unset);
  });

  test('USERCFG-05, STATE-08: schemes 1 to 10 are taken and shown as their number', async () => {
    const desk = await Desk.ready();
    for (let scheme = 1; scheme <= 10; scheme += 1) {
      expect(await desk.ask(line({ scheme }))).toBe(ok);
      expect(await desk.ask('AT+MQTTUSERCFG?')).toBe(shown({ scheme }));
      expect(await desk.ask('AT+MQTTCONN?')).toBe(`+MQTTCONN:0,1,${scheme},"",0,"",0\r\n${ok}`);
    }
  });

  test.each(accepted)('%s is accepted', async (_title, user) => {
    const desk = await Desk.ready();
    expect(await desk.ask(line(user))).toBe(ok);
    expect(await desk.ask('AT+MQTTUSERCFG?')).toBe(shown(user));
  });

  test.each(refused)('USERCFG-30: %s is refused, and nothing changes', async (_title, user) => {
    const desk = await Desk.ready();
    expect(await desk.ask(line(user))).toBe(parseError);
    expect(await desk.ask('AT+MQTTUSERCFG?')).toBe(unset);
    const before = { scheme: 3, clientId: 'c', username: 'u', password: 'p', path: '/' };
    await desk.ask(line(before));
    expect(await desk.ask(line(user))).toBe(parseError);
    expect(await desk.ask('AT+MQTTUSERCFG?')).toBe(shown(before));
  });

  test('USERCFG-34: fewer or more than eight arguments are refused', async () => {
    const desk = await Desk.ready();
    const typed = ['0', '1', '"W800"', '""', '""', '0', '0', '""'];
    for (let count = 0; count < typed.length; count += 1) {
      expect(await desk.ask(`AT+MQTTUSERCFG=${typed.slice(0, count).join(',')}`)).toBe(parseError);
    }
    for (const extra of [',', ',""', ',0']) {
      expect(await desk.ask(`AT+MQTTUSERCFG=${typed.join(',')}${extra}`)).toBe(parseError);
    }
    expect(await desk.ask('AT+MQTTUSERCFG?')).toBe(unset);
    expect(await desk.ask(`AT+MQTTUSERCFG=${typed.join(',')}`)).toBe(ok);
  });

  test('USERCFG-17, USERCFG-29: a line of 256 bytes holds 222 bytes of client id, no more', async () => {
    const desk = await MqttDesk.inState(0);
    expect(mqttusercfg.set?.parameters['clientId']).toMatchObject({ bytesMax: 256 });
    for (const [length, answer] of [
      [220, ok],
      [222, ok],
      [223, parseError],
      [256, parseError],
      [257, parseError],
    ] as const) {
      const text = line({ clientId: 'c'.repeat(length) });
      expect(text).toHaveLength(34 + length);
      expect(await desk.ask(text)).toBe(answer);
    }
    await desk.ask('AT+MQTTCONN=0,"10.0.0.9",1883,0');
    expect(desk.broker.connect.clientId).toBe('c'.repeat(222));
  });

  test('a full user name, password and path leave 62 bytes for the client id', async () => {
    const desk = await Desk.ready();
    const long = { username: 'u'.repeat(64), password: 'p'.repeat(64), path: '/'.repeat(32) };
    expect(await desk.ask(line({ ...long, clientId: 'c'.repeat(62) }))).toBe(ok);
    expect(await desk.ask(line({ ...long, clientId: 'c'.repeat(63) }))).toBe(parseError);
    expect(await desk.ask('AT+MQTTUSERCFG?')).toBe(shown({ ...long, clientId: 'c'.repeat(62) }));
  });

  test('USERCFG-31, USERCFG-32: state 0 becomes 1; in 1 and 2 the fields are replaced', async () => {
    const desk = await Desk.ready();
    const state = async (): Promise<string> => (await desk.ask('AT+MQTTCONN?')).slice(0, 14);
    expect(await state()).toBe('+MQTTCONN:0,0,');
    await desk.ask(line({ clientId: 'one', username: 'u', password: 'p' }));
    expect(await state()).toBe('+MQTTCONN:0,1,');
    expect(await desk.ask(line({ scheme: 6, clientId: 'two' }))).toBe(ok);
    expect(await desk.ask('AT+MQTTUSERCFG?')).toBe(shown({ scheme: 6, clientId: 'two' }));
    expect(await state()).toBe('+MQTTCONN:0,1,');
    const connection = '0,33,1,"w","m",2,1';
    await desk.ask(`AT+MQTTCONNCFG=${connection}`);
    expect(await desk.ask(line({ clientId: 'three' }))).toBe(ok);
    expect(await desk.ask('AT+MQTTUSERCFG?')).toBe(shown({ clientId: 'three' }));
    expect(await state()).toBe('+MQTTCONN:0,2,');
    expect(await desk.ask('AT+MQTTCONNCFG?')).toBe(`+MQTTCONNCFG:${connection}\r\n${ok}`);
  });

  test('USERCFG-32: ALPN goes with the attributes it was set for', async () => {
    const desk = await Desk.ready();
    await desk.ask(line({}));
    await desk.ask('AT+MQTTALPN=0,1,"mqtt"');
    await desk.ask(line({}));
    expect(await desk.ask('AT+MQTTALPN?')).toBe(ok);
  });

  test.each([3, 4, 5, 6] as const)('USERCFG-33: in state %i it is an ERROR', async (state) => {
    const desk = await MqttDesk.inState(state);
    expect(await desk.ask(line({ clientId: 'other' }))).toBe(error);
    expect(await desk.ask('AT+MQTTUSERCFG?')).toBe(shown({ clientId: 'W800' }));
  });

  test('USERCFG-07, USERCFG-22, CONN-32: with scheme 1 CONNECT is the first byte on TCP', async () => {
    const desk = await Desk.joined();
    desk.accept();
    await desk.ask('AT+MQTTUSERCFG=0,1,"W800","WinnerMicro","1234567890",0,0,""');
    await desk.ask('AT+MQTTCONN=0,"10.0.0.9",1883,0');
    const field = (value: string): number[] => [0, value.length, ...toBytes(value)];
    const header = [0x10, 41, ...field('MQTT'), 4, 0xc2, 0, 120];
    const payload = [...field('W800'), ...field('WinnerMicro'), ...field('1234567890')];
    expect(desk.arrived).toEqual([...header, ...payload]);
  });

  test.each([
    ['neither', '', '', {}],
    ['a user name alone', 'u', '', { username: 'u' }],
    ['no password without a user name', '', 'p', {}],
    ['both', 'u', 'p', { username: 'u', password: 'p' }],
  ])('CONNECT carries %s', async (_what, username, password, login) => {
    const desk = await MqttDesk.inState(0);
    await desk.connect(line({ clientId: 'c', username, password }));
    expect(desk.broker.connect).toEqual({
      type: 'connect',
      protocol: 'MQTT',
      level: 4,
      cleanSession: true,
      keepaliveSeconds: 120,
      clientId: 'c',
      ...login,
    });
  });

  test('an empty client id is sent as such; a broker that refuses it makes an ERROR', async () => {
    const desk = await MqttDesk.inState(0);
    desk.broker.returnCode = 2;
    await desk.ask(line({}));
    expect(await desk.ask('AT+MQTTCONN=0,"10.0.0.9",1883,0')).toBe(error);
    expect(desk.broker.connect).toMatchObject({ clientId: '', cleanSession: true });
    expect(await desk.state()).toBe(1);
  });
});
