import { describe, expect, test } from 'vitest';
import type { SessionState } from '../session/session-state.ts';
import { MqttDesk } from '../testing/mqtt-desk.ts';

const ok = '\r\nOK\r\n';
const error = '\r\nERROR\r\n';
const prompt = `${ok}\r\n>`;
const states: readonly SessionState[] = [0, 1, 2, 3, 4, 5, 6];

/** One row of the table: what is typed, and what it comes to in states 0 to 6. */
interface Row {
  readonly line: string;
  /** Typed when the prompt has come. */
  readonly data?: string;
  /** All that is printed, `data` and its answer included. */
  readonly printed: readonly string[];
  /** The state afterwards; without it no state changes. */
  readonly next?: readonly SessionState[];
}

const userLine = (scheme: number, clientId: string): string =>
  `+MQTTUSERCFG:0,${scheme},"${clientId}","","",0,0,""\r\n${ok}`;
const connectionLine = (keepalive: number): string =>
  `+MQTTCONNCFG:0,${keepalive},0,"","",0,0\r\n${ok}`;
const address = '"10.0.0.9",1883,"",0\r\n';
const connected = `+MQTTCONNECTED:0,1,${address}${ok}`;
const longValue = [error, prompt + ok, prompt + ok, error, error, error, error];
const inSession = (printed: string): string[] => [
  ...Array<string>(4).fill(error),
  ...repeat(3, printed),
];

function repeat(count: number, printed: string): string[] {
  return Array<string>(count).fill(printed);
}

const rows: readonly (readonly [string, Row])[] = [
  [
    'USERCFG-31, USERCFG-32, USERCFG-33: AT+MQTTUSERCFG= configures states 0, 1 and 2',
    {
      line: MqttDesk.userLine,
      printed: [ok, ok, ok, ...repeat(4, error)],
      next: [1, 1, 2, 3, 4, 5, 6],
    },
  ],
  [
    'AT+MQTTUSERCFG? answers in every state',
    {
      line: 'AT+MQTTUSERCFG?',
      printed: [userLine(0, ''), ...repeat(6, userLine(1, 'W800'))],
    },
  ],
  [
    'LCID-10: AT+MQTTLONGCLIENTID= needs state 1 or 2',
    {
      line: 'AT+MQTTLONGCLIENTID=0,3',
      data: 'abc',
      printed: longValue,
    },
  ],
  [
    'LUSR-10: AT+MQTTLONGUSERNAME= needs state 1 or 2',
    {
      line: 'AT+MQTTLONGUSERNAME=0,3',
      data: 'abc',
      printed: longValue,
    },
  ],
  [
    'LPWD-10: AT+MQTTLONGPASSWORD= needs state 1 or 2',
    {
      line: 'AT+MQTTLONGPASSWORD=0,3',
      data: 'abc',
      printed: longValue,
    },
  ],
  [
    'CONNCFG-22, CONNCFG-23: AT+MQTTCONNCFG= needs state 1 or 2 and leads to 2',
    {
      line: MqttDesk.connectionLine,
      printed: [error, ok, ok, ...repeat(4, error)],
      next: [0, 2, 2, 3, 4, 5, 6],
    },
  ],
  [
    'AT+MQTTCONNCFG? answers in every state',
    {
      line: 'AT+MQTTCONNCFG?',
      printed: [
        connectionLine(120),
        connectionLine(120),
        connectionLine(60),
        ...repeat(4, connectionLine(120)),
      ],
    },
  ],
  [
    'ALPN-12: AT+MQTTALPN= needs state 1 or 2',
    {
      line: 'AT+MQTTALPN=0,1,"mqtt"',
      printed: [error, ok, ok, ...repeat(4, error)],
    },
  ],
  [
    'ALPN-15: AT+MQTTALPN? answers in every state, OK alone with nothing configured',
    {
      line: 'AT+MQTTALPN?',
      printed: repeat(7, ok),
    },
  ],
  [
    'CONN-16, CONN-17, CONN-22, CONN-31: AT+MQTTCONN= needs state 1 or 2',
    {
      line: 'AT+MQTTCONN=0,"10.0.0.9",1883,0',
      printed: [error, connected, connected, ...repeat(4, error)],
      next: [0, 4, 4, 3, 4, 5, 6],
    },
  ],
  [
    'CONN-35: AT+MQTTCONN? answers in every state, with no host before the first connect',
    {
      line: 'AT+MQTTCONN?',
      printed: [
        `+MQTTCONN:0,0,0,"",0,"",0\r\n${ok}`,
        `+MQTTCONN:0,1,1,"",0,"",0\r\n${ok}`,
        `+MQTTCONN:0,2,1,"",0,"",0\r\n${ok}`,
        `+MQTTCONN:0,3,1,${address}${ok}`,
        `+MQTTCONN:0,4,1,${address}${ok}`,
        `+MQTTCONN:0,5,1,${address}${ok}`,
        `+MQTTCONN:0,6,1,${address}${ok}`,
      ],
    },
  ],
  [
    'PUB-15, PUB-16: AT+MQTTPUB= needs state 4, 5 or 6',
    {
      line: 'AT+MQTTPUB=0,"t","x",1,0',
      printed: inSession(ok),
    },
  ],
  [
    'PUBRAW-16: AT+MQTTPUBRAW= needs state 4, 5 or 6, else there is no prompt',
    {
      line: 'AT+MQTTPUBRAW=0,"t",3,1,0',
      data: 'abc',
      printed: inSession(`${prompt}+MQTTPUB:OK\r\n`),
    },
  ],
  [
    'SUB-19, SUB-20: AT+MQTTSUB= needs state 4, 5 or 6 and leads to 6',
    {
      line: 'AT+MQTTSUB=0,"new",0',
      printed: inSession(ok),
      next: [0, 1, 2, 3, 6, 6, 6],
    },
  ],
  [
    'SUB-03, SUB-04: AT+MQTTSUB? answers in every state and lists what is remembered',
    {
      line: 'AT+MQTTSUB?',
      printed: [
        ...repeat(3, ok),
        `+MQTTSUB:0,3,"held",1\r\n${ok}`,
        ok,
        ok,
        `+MQTTSUB:0,6,"held",1\r\n${ok}`,
      ],
    },
  ],
  [
    'UNSUB-08, UNSUB-10: AT+MQTTUNSUB= needs state 4, 5 or 6; the last topic leads to 5',
    {
      line: 'AT+MQTTUNSUB=0,"held"',
      printed: [...repeat(4, error), ...repeat(2, `NO UNSUBSCRIBE\r\n${ok}`), ok],
      next: [0, 1, 2, 3, 4, 5, 5],
    },
  ],
  [
    'CLEAN-01, CLEAN-04, CLEAN-05, CLEAN-06, CLEAN-07: AT+MQTTCLEAN= leads to 0 from all but 0',
    {
      line: 'AT+MQTTCLEAN=0',
      printed: [error, ok, ok, ok, ...repeat(3, `+MQTTDISCONNECTED:0\r\n${ok}`)],
      next: repeat(7, '').map(() => 0),
    },
  ],
];

describe('what each command does in each state', () => {
  test.each(rows)('%s', async (_title, { line, data, printed, next }) => {
    const found: unknown[] = [];
    for (const state of states) {
      const desk = await MqttDesk.inState(state);
      let all = await desk.ask(line, 200);
      if (data !== undefined && all === prompt) all += await desk.data(data, 200);
      // What is refused reaches nobody.
      const reached = all === error ? desk.broker.take().length : 0;
      found.push({ printed: all, reached, next: await desk.state() });
    }
    const expected = states.map((state) => ({
      printed: printed[state],
      reached: 0,
      next: next?.[state] ?? state,
    }));
    expect(found).toEqual(expected);
  });

  test.each(rows)(
    '%s, in state 3 with reconnect 1 as with 0',
    async (_title, { line, printed, next }) => {
      const desk = await MqttDesk.inState(3, 1);
      desk.broker.deafen();
      const expected = printed[3]?.replace('"",0\r\n', '"",1\r\n');
      expect(await desk.ask(line)).toBe(expected);
      expect(await desk.state()).toBe(next?.[3] ?? 3);
    },
  );

  test('a refused setting changes nothing, in any state that refuses it', async () => {
    for (const state of [3, 4, 5, 6] as const) {
      const desk = await MqttDesk.inState(state);
      const shown = async (): Promise<string> =>
        (await desk.ask('AT+MQTTUSERCFG?')) +
        (await desk.ask('AT+MQTTCONNCFG?')) +
        (await desk.ask('AT+MQTTALPN?')) +
        (await desk.ask('AT+MQTTCONN?'));
      const before = await shown();
      expect(await desk.ask('AT+MQTTUSERCFG=0,2,"x","y","z",0,0,"p"')).toBe(error);
      expect(await desk.ask('AT+MQTTCONNCFG=0,7,1,"x","y",1,1')).toBe(error);
      expect(await desk.ask('AT+MQTTALPN=0,1,"x"')).toBe(error);
      expect(await desk.ask('AT+MQTTCONN=0,"elsewhere",8883,1')).toBe(error);
      expect(await shown()).toBe(before);
    }
  });
});
