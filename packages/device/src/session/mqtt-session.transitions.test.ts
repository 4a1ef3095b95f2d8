import { describe, expect, test } from 'vitest';
import { MqttDesk } from '../testing/mqtt-desk.ts';
import { sessionState, type SessionState } from './session-state.ts';

const ok = '\r\nOK\r\n';
const error = '\r\nERROR\r\n';
const prompt = `${ok}\r\n>`;
const disconnected = '+MQTTDISCONNECTED:0\r\n';
const connected = (reconnect: number): string =>
  `+MQTTCONNECTED:0,1,"10.0.0.9",1883,"",${reconnect}\r\n`;
const connect = 'AT+MQTTCONN=0,"10.0.0.9",1883,0';

/** What happens to a session. Returns all that was printed. */
type Event = (desk: MqttDesk) => Promise<string>;

const typed =
  (line: string, data?: string): Event =>
  async (desk) => {
    const printed = await desk.ask(line);
    return data === undefined ? printed : printed + (await desk.data(data));
  };

const lost: Event = async (desk) => {
  desk.broker.deafen();
  desk.broker.hangUp();
  await desk.run(100);
  return desk.read();
};

const closed: Event = async (desk) => {
  desk.broker.deafen();
  desk.broker.peer?.end();
  await desk.run(100);
  return desk.read();
};

const nonsense: Event = async (desk) => {
  desk.broker.deafen();
  desk.broker.send(0xff, 0);
  await desk.run(100);
  return desk.read();
};

const silence: Event = async (desk) => {
  desk.broker.deafen();
  desk.broker.silent.add('pingreq');
  await desk.run(250_000);
  return desk.read();
};

const radio: Event = async (desk) => {
  desk.medium.loseLink();
  await desk.run(100);
  return desk.read();
};

const refusing =
  (event: Event): Event =>
  (desk) => {
    desk.broker.returnCode = 5;
    return event(desk);
  };

const later =
  (durationMs: number): Event =>
  async (desk) => {
    await desk.run(durationMs);
    return desk.read();
  };

/** From, event, to, and what is printed. */
const rows: readonly (readonly [string, SessionState, Event, SessionState, string])[] = [
  ['STATE-02, USERCFG-31: AT+MQTTUSERCFG', 0, typed(MqttDesk.userLine), 1, ok],
  ['AT+MQTTUSERCFG again', 1, typed(MqttDesk.userLine), 1, ok],
  ['AT+MQTTUSERCFG after AT+MQTTCONNCFG', 2, typed(MqttDesk.userLine), 2, ok],
  ['AT+MQTTLONGCLIENTID', 1, typed('AT+MQTTLONGCLIENTID=0,1', 'c'), 1, prompt + ok],
  ['AT+MQTTLONGUSERNAME', 2, typed('AT+MQTTLONGUSERNAME=0,1', 'u'), 2, prompt + ok],
  ['AT+MQTTLONGPASSWORD', 2, typed('AT+MQTTLONGPASSWORD=0,1', 'p'), 2, prompt + ok],
  ['AT+MQTTALPN in state 1', 1, typed('AT+MQTTALPN=0,1,"a"'), 1, ok],
  ['AT+MQTTALPN in state 2', 2, typed('AT+MQTTALPN=0,1,"a"'), 2, ok],
  ['STATE-03, CONNCFG-22: AT+MQTTCONNCFG', 1, typed(MqttDesk.connectionLine), 2, ok],
  ['AT+MQTTCONNCFG again', 2, typed(MqttDesk.connectionLine), 2, ok],
  ['STATE-05, CONN-31: a connect from state 1', 1, typed(connect), 4, connected(0) + ok],
  ['STATE-05, CONN-31: a connect from state 2', 2, typed(connect), 4, connected(0) + ok],
  ['CONN-20: a failed connect from state 1', 1, refusing(typed(connect)), 1, error],
  ['CONN-20: a failed connect from state 2', 2, refusing(typed(connect)), 2, error],
  ['STATE-07, SUB-19: a first topic', 4, typed('AT+MQTTSUB=0,"t",0'), 6, ok],
  ['STATE-07, SUB-19: a topic after none', 5, typed('AT+MQTTSUB=0,"t",0'), 6, ok],
  ['a further topic', 6, typed('AT+MQTTSUB=0,"t",0'), 6, ok],
  ['STATE-06, UNSUB-08: the last topic goes', 6, typed('AT+MQTTUNSUB=0,"held"'), 5, ok],
  ['STATE-04, NOTE-02: the broker resets the connection', 4, lost, 3, disconnected],
  ['STATE-04, NOTE-02: the broker finishes the connection', 5, closed, 3, disconnected],
  ['the broker breaks the protocol', 6, nonsense, 3, disconnected],
  ['NOTE-04: no answer to PINGREQ', 4, silence, 3, disconnected],
  ['NOTE-03: the radio is lost', 6, radio, 3, `WIFI DISCONNECT\r\n${disconnected}`],
  ['CLEAN-07: AT+MQTTCLEAN in state 1', 1, typed('AT+MQTTCLEAN=0'), 0, ok],
  ['CLEAN-07: AT+MQTTCLEAN in state 2', 2, typed('AT+MQTTCLEAN=0'), 0, ok],
  ['CLEAN-05: AT+MQTTCLEAN in state 3', 3, typed('AT+MQTTCLEAN=0'), 0, ok],
  ['STATE-01, CLEAN-04: AT+MQTTCLEAN in state 4', 4, typed('AT+MQTTCLEAN=0'), 0, disconnected + ok],
  ['STATE-01, CLEAN-04: AT+MQTTCLEAN in state 5', 5, typed('AT+MQTTCLEAN=0'), 0, disconnected + ok],
  ['STATE-01, CLEAN-04: AT+MQTTCLEAN in state 6', 6, typed('AT+MQTTCLEAN=0'), 0, disconnected + ok],
  ['CORE-27: AT+RST in state 2', 2, typed('AT+RST'), 0, ok],
  ['CORE-27: AT+RST in state 6', 6, typed('AT+RST'), 0, ok],
];

/** The same with reconnect 1. */
const reconnecting: typeof rows = [
  ['a loss in state 4', 4, lost, 3, disconnected],
  ['a loss in state 6', 6, lost, 3, disconnected],
  [
    'CONN-25, CONN-26: a retry with no topic remembered',
    4,
    retried(),
    4,
    disconnected + connected(1),
  ],
  ['a retry after the last topic was given back', 5, retried(), 4, disconnected + connected(1)],
  ['NOTE-09: a retry with a topic remembered', 6, retried(), 6, disconnected + connected(1)],
  ['a retry that fails', 6, failing(), 3, disconnected],
  ['CONN-27: AT+MQTTCLEAN while it retries', 3, typed('AT+MQTTCLEAN=0'), 0, ok],
];

function retried(): Event {
  return async (desk) => {
    const printed = await lost(desk);
    desk.broker.listen();
    return printed + (await later(10_000)(desk));
  };
}

function failing(): Event {
  return async (desk) => (await lost(desk)) + (await later(60_000)(desk));
}

describe('the states of a session', () => {
  test.each(rows)('%s, from %i', async (_title, from, event, to, printed) => {
    const desk = await MqttDesk.inState(from);
    expect(await desk.state()).toBe(from);
    expect(await event(desk)).toBe(printed);
    await desk.run(500);
    desk.read();
    expect(await desk.state()).toBe(to);
  });

  test.each(reconnecting)(
    'with reconnect 1: %s, from %i',
    async (_title, from, event, to, printed) => {
      const desk = await MqttDesk.inState(from, 1);
      expect(await desk.state()).toBe(from);
      expect(await event(desk)).toBe(printed);
      expect(await desk.state()).toBe(to);
    },
  );

  test('STATE-01, STATE-02, STATE-03, STATE-04, STATE-05, STATE-06, STATE-07: in one life', async () => {
    const desk = await MqttDesk.inState(0);
    const traced: number[] = [];
    desk.kernel.trace.on(sessionState, ({ data }) => traced.push(data.state));
    const seen = [await desk.state()];
    for (const line of [
      MqttDesk.userLine,
      MqttDesk.connectionLine,
      connect,
      'AT+MQTTSUB=0,"t",0',
      'AT+MQTTUNSUB=0,"t"',
    ]) {
      await desk.ask(line);
      seen.push(await desk.state());
    }
    await lost(desk);
    seen.push(await desk.state());
    await desk.ask('AT+MQTTCLEAN=0');
    seen.push(await desk.state());
    expect(seen).toEqual([0, 1, 2, 4, 6, 5, 3, 0]);
    expect(traced).toEqual([1, 2, 4, 6, 5, 3, 0]);
  });
});
