import { second, type Instant } from '@w800/kernel';
import { describe, expect, test } from 'vitest';
import { MqttDesk } from '../testing/mqtt-desk.ts';
import { sessionState, type SessionState } from './session-state.ts';

const disconnected = '+MQTTDISCONNECTED:0\r\n';
const connected = '+MQTTCONNECTED:0,1,"10.0.0.9",1883,"",1\r\n';
const radioLost = 'WIFI DISCONNECT\r\n';
const radioBack = 'WIFI CONNECTED\r\nWIFI GOT IP\r\n';

/** What may befall a session, and what is printed of it besides the end of the session. */
interface Blow {
  readonly name: string;
  readonly strike: (desk: MqttDesk) => void;
  /** How long it takes at most until the session is over. */
  readonly limitMs: number;
  readonly printed: string;
}

const blows: readonly Blow[] = [
  {
    name: 'NOTE-02: the peer sends FIN',
    strike: (desk) => desk.broker.peer?.end(),
    limitMs: 10,
    printed: '',
  },
  {
    name: 'NOTE-02: the peer sends RST',
    strike: (desk) => desk.broker.hangUp(),
    limitMs: 10,
    printed: '',
  },
  {
    name: 'NOTE-04: PINGREQ is not answered',
    strike: (desk) => desk.broker.silent.add('pingreq'),
    limitMs: 250_000,
    printed: '',
  },
  {
    name: 'NOTE-03: the radio is lost',
    strike: (desk) => desk.medium.loseLink(),
    limitMs: 10,
    printed: radioLost,
  },
  {
    name: '[MQTT-4.8.0-1]: the peer breaks the protocol',
    strike: (desk) => desk.broker.send(0xff, 0),
    limitMs: 10,
    printed: '',
  },
  {
    name: 'a packet is larger than the heap',
    strike: (desk) => desk.broker.send(0x30, 0xff, 0xff, 0x7f),
    limitMs: 10,
    printed: '',
  },
];

const states = [0, 1, 2, 3, 4, 5, 6] as const;
const rows = blows.flatMap((blow) => states.map((state) => ({ ...blow, state })));

/** Where reconnect 1 leads from a session that was in this state. */
const afterReturn: Partial<Record<SessionState, SessionState>> = { 3: 6, 4: 4, 5: 4, 6: 6 };

/** A session in this state, and its state changes from now on. */
async function watched(state: SessionState, reconnect: number) {
  const desk = await MqttDesk.inState(state, reconnect);
  // In state 3 the desk has just hung up: nobody answers until the blow is over.
  desk.broker.deafen();
  const changes: { readonly at: Instant; readonly state: number }[] = [];
  desk.kernel.trace.on(sessionState, ({ at, data }) => changes.push({ at, state: data.state }));
  return { desk, changes };
}

describe.each(rows)('$name in state $state', ({ strike, limitMs, printed, state }) => {
  const live = state > 3;
  const ended = live ? 3 : state;
  const end = printed + (live ? disconnected : '');

  test('CONN-21: with reconnect 0 the session ends once, for good', async () => {
    const { desk, changes } = await watched(state, 0);
    strike(desk);
    expect(await desk.readWithin(limitMs, end)).toBe(end);
    desk.broker.listen();
    desk.medium.audible = true;
    await desk.run(60_000);
    expect(desk.read()).toBe(printed === '' ? '' : radioBack);
    expect(await desk.state()).toBe(ended);
    expect(changes.map((change) => change.state)).toEqual(live ? [3] : []);
    expect(desk.module.heap.usedBy('mqtt.client')).toBe(0);
  });

  test('CONN-25, CONN-26: with reconnect 1 it ends once, and comes back once', async () => {
    const { desk, changes } = await watched(state, 1);
    strike(desk);
    expect(await desk.readWithin(limitMs, end)).toBe(end);
    expect(await desk.state()).toBe(ended);
    const returns = afterReturn[state];
    desk.broker.silent.clear();
    desk.broker.listen();
    desk.medium.audible = true;
    await desk.run(60_000);
    const back = printed === '' ? '' : radioBack;
    expect(desk.read()).toBe(back + (returns === undefined ? '' : connected));
    expect(await desk.state()).toBe(returns ?? ended);
    const seen = changes.map((change) => change.state);
    const resubscribed = returns === 6 ? [4, 6] : [4];
    expect(seen).toEqual([...(live ? [3] : []), ...(returns === undefined ? [] : resubscribed)]);
    // The first attempt succeeds, an interval after the loss, or with the address after that.
    const [lost, again] = changes;
    const tookNs = (again?.at ?? 0) - (lost?.at ?? 0);
    expect(live && printed === '' ? tookNs : 10 * second).toBe(10 * second);
  });
});

describe('attempts to come back', () => {
  test('CONN-25: 10 s after the loss, then 10 s after the end of each that failed', async () => {
    const desk = await MqttDesk.inState(4, 1);
    const lostAt = desk.kernel.now;
    const since = (): number[] =>
      desk.broker.instants.map((at) => (at - lostAt) / second).filter((seconds) => seconds > 0);
    desk.broker.hangUp();
    await desk.run(1);
    // The first is refused at once, the second waits 30 s for CONNACK in vain, the third is closed.
    desk.broker.returnCode = 3;
    await desk.run(19_990);
    desk.broker.silent.add('connect');
    await desk.run(20);
    expect(since()).toEqual([10, 20]);
    await desk.run(40_000);
    expect(since()).toEqual([10, 20, 60]);
    desk.broker.hangUp();
    await desk.run(9_900);
    expect(since()).toEqual([10, 20, 60]);
    desk.broker.silent.clear();
    desk.broker.returnCode = 0;
    await desk.run(200);
    const [, , , last] = since();
    expect(last).toBeGreaterThan(70);
    expect(last).toBeLessThan(70.1);
    expect(desk.read()).toBe(disconnected + connected);
  });

  test('CONN-25: while there is no address none is made, then one at once', async () => {
    const desk = await MqttDesk.inState(4, 1);
    desk.medium.loseLink();
    await desk.run(600_000);
    expect(desk.read()).toBe(radioLost + disconnected);
    expect(desk.broker.connectionCount).toBe(1);
    desk.medium.audible = true;
    const backAt = await desk.untilPrinted(connected, 60_000);
    expect(desk.broker.connectionCount).toBe(2);
    expect(backAt - (desk.broker.instants.at(-1) ?? 0)).toBeLessThan(second);
  });

  test('CONN-25: an address that is back within the interval does not shorten it', async () => {
    const desk = await MqttDesk.inState(4, 1);
    const lostAt = desk.kernel.now;
    desk.medium.loseLink();
    desk.medium.audible = true;
    await desk.run(9_900);
    expect(desk.read()).toBe(radioLost + disconnected + radioBack);
    await desk.run(200);
    expect(desk.read()).toBe(connected);
    expect(desk.broker.instants.at(-1)).toBe(lostAt + 10 * second);
  });

  test('a network that goes while an attempt is under way ends it, and the next waits for it', async () => {
    const desk = await MqttDesk.inState(6, 1);
    desk.broker.silent.add('connect');
    desk.broker.hangUp();
    await desk.run(15_000);
    expect(desk.broker.connectionCount).toBe(2);
    desk.medium.loseLink();
    await desk.run(60_000);
    expect(desk.read()).toBe(disconnected + radioLost);
    expect(desk.module.heap.usedBy('mqtt.client')).toBe(0);
    desk.broker.silent.clear();
    desk.medium.audible = true;
    await desk.untilPrinted(connected, 60_000);
    expect(await desk.state()).toBe(6);
  });
});
