import { describe, expect, test } from 'vitest';
import type { SessionState } from '../session/session-state.ts';
import { MqttDesk } from '../testing/mqtt-desk.ts';

const ok = '\r\nOK\r\n';
const formatError = '\r\nCMD FORMAT ERR\r\n';
const parseError = '\r\nCMD PARSE ERR\r\n';
const states: readonly SessionState[] = [0, 1, 2, 3, 4, 5, 6];

/** The set form of each command, well-formed. */
const valid = [
  'AT+MQTTUSERCFG=0,1,"W800","u","p",0,0,""',
  'AT+MQTTLONGCLIENTID=0,4',
  'AT+MQTTLONGUSERNAME=0,4',
  'AT+MQTTLONGPASSWORD=0,4',
  'AT+MQTTCONNCFG=0,60,0,"t","m",0,0',
  'AT+MQTTALPN=0,1,"mqtt"',
  'AT+MQTTCONN=0,"10.0.0.9",1883,0',
  'AT+MQTTPUB=0,"t","x",1,0',
  'AT+MQTTPUBRAW=0,"t",4,1,0',
  'AT+MQTTSUB=0,"t",0',
  'AT+MQTTUNSUB=0,"t"',
  'AT+MQTTCLEAN=0',
];

const queries = ['USERCFG', 'CONNCFG', 'ALPN', 'CONN', 'SUB'].map((name) => `AT+MQTT${name}?`);

/** Ways to spoil a line, each of which leaves its name alone. */
const spoilings: readonly ((line: string) => string)[] = [
  (line) => `${line},`,
  (line) => `${line} `,
  (line) => `${line},"`,
  (line) => `${line},\\`,
  (line) => `${line},,,,,,,,,,,,,,,,,,,,,`,
  (line) => line.replace('=0', '= 0'),
  (line) => line.replace('=0', '=+0'),
  (line) => line.replace('=0', '=0x0'),
  (line) => line.replace('=0', '=0.0'),
  (line) => line.replace('=0', '==0'),
  (line) => line.replace('=', '?='),
  (line) => `${line}${' '.repeat(257 - line.length)}`,
];

function finalCodes(printed: string): number {
  return printed.split('\r\n').filter((line) => /^(OK|ERROR|CMD (FORMAT|PARSE) ERR)$/.test(line))
    .length;
}

describe('every line of the MQTT commands', () => {
  test('CORE-13: a name that is nearly right is CMD FORMAT ERR and nothing else', async () => {
    const desk = await MqttDesk.inState(4);
    for (const line of valid) {
      for (const wrong of [
        line.replace('=', 'X='),
        line.replace('AT+', 'AT'),
        line.replace('AT+', 'at+'),
        line.replace('MQTT', 'Mqtt'),
        ` ${line}`,
        line.slice(1),
      ]) {
        expect(await desk.ask(wrong)).toBe(formatError);
      }
    }
    expect(desk.broker.take()).toEqual([]);
    expect(await desk.state()).toBe(4);
  });

  test.each(states)(
    'CORE-14, CORE-31: in state %i an ill-formed list is CMD PARSE ERR and nothing else',
    async (state) => {
      const desk = await MqttDesk.inState(state);
      const before: string[] = [];
      for (const query of queries) before.push(await desk.ask(query));
      for (const line of valid) {
        for (const spoil of spoilings) expect(await desk.ask(spoil(line))).toBe(parseError);
      }
      const after: string[] = [];
      for (const query of queries) after.push(await desk.ask(query));
      expect(after).toEqual(before);
      expect(desk.broker.take()).toEqual([]);
    },
  );

  test('CORE-15: a form that a command lacks is ERROR, a bare name CMD PARSE ERR', async () => {
    const desk = await MqttDesk.inState(4);
    for (const line of valid) {
      const [name = ''] = line.split('=');
      const query = `${name}?`;
      expect(await desk.ask(name)).toBe(parseError);
      const ending = queries.includes(query) ? ok : '\r\nERROR\r\n';
      expect((await desk.ask(query)).slice(-ending.length)).toBe(ending);
    }
  });

  test.each(states)(
    'CORE-16: in state %i every line gets exactly one final code',
    async (state) => {
      for (const line of [...valid, ...queries]) {
        const desk = await MqttDesk.inState(state);
        const printed = await desk.ask(line, 500);
        expect([line, finalCodes(printed)]).toEqual([line, 1]);
        if (!printed.endsWith('>')) continue;
        const outcome = line.startsWith('AT+MQTTPUBRAW') ? '+MQTTPUB:OK\r\n' : ok;
        expect([line, await desk.data('data', 20_000)]).toEqual([line, outcome]);
      }
    },
  );
});
