import fc from 'fast-check';
import { expect, test } from 'vitest';
import { docsDialect } from '../dialects/docs.ts';
import { firmwareDialect } from '../dialects/firmware.ts';
import { heldMemory } from '../testing/held-memory.ts';
import { MqttDesk } from '../testing/mqtt-desk.ts';
import type { SessionState } from './session-state.ts';

/** What a host, a broker and the air may do, in any order. */
const events: Readonly<Record<string, (desk: MqttDesk) => void>> = {
  configure: (desk) => desk.type(`${MqttDesk.userLine}\r\n`),
  keep: (desk) => desk.type(`${MqttDesk.keepingLine}\r\n`),
  connect: (desk) => desk.type('AT+MQTTCONN=0,"10.0.0.9",1883,0\r\n'),
  'connect to stay': (desk) => desk.type('AT+MQTTCONN=0,"10.0.0.9",1883,1\r\n'),
  subscribe: (desk) => desk.type('AT+MQTTSUB=0,"t",1\r\n'),
  unsubscribe: (desk) => desk.type('AT+MQTTUNSUB=0,"t"\r\n'),
  'publish 1': (desk) => desk.type('AT+MQTTPUB=0,"t","x",1,0\r\n'),
  'publish 2': (desk) => desk.type('AT+MQTTPUB=0,"t","x",2,0\r\n'),
  clean: (desk) => desk.type('AT+MQTTCLEAN=0\r\n'),
  fin: (desk) => desk.broker.peer?.end(),
  rst: (desk) => desk.broker.hangUp(),
  nonsense: (desk) => desk.broker.send(0xff, 0),
  'beyond the heap': (desk) => desk.broker.send(0x30, 0xff, 0xff, 0x7f),
  message: (desk) => desk.broker.publish({ topic: 't', payload: 'm', id: 5, qos: 2 }),
  deaf: (desk) => desk.broker.deafen(),
  listen: (desk) => desk.broker.listen(),
  remember: (desk) => {
    desk.broker.sessionPresent = !desk.broker.sessionPresent;
  },
  refuse: (desk) => {
    desk.broker.returnCode = desk.broker.returnCode === 0 ? 3 : 0;
  },
  'no topics': (desk) => {
    desk.broker.granted = desk.broker.granted === undefined ? 0x80 : undefined;
  },
  'no acknowledgement': (desk) => desk.broker.silent.add('publish').add('pubrel'),
  'no suback': (desk) => desk.broker.silent.add('subscribe'),
  'no connack': (desk) => desk.broker.silent.add('connect'),
  'no pingresp': (desk) => desk.broker.silent.add('pingreq'),
  answer: (desk) => desk.broker.silent.clear(),
  'radio off': (desk) => desk.medium.loseLink(),
  'radio on': (desk) => {
    desk.medium.audible = true;
  },
};

const script = fc.array(
  fc.record({
    event: fc.constantFrom(...Object.keys(events)),
    // Long enough now and then for limits, returns and keepalives.
    thenMs: fc.constantFrom(1, 20, 100, 2_000, 11_000, 40_000, 300_000),
  }),
  { maxLength: 30 },
);

const beginning = fc
  .record({
    state: fc.constantFrom<SessionState>(0, 1, 2, 3, 4, 5, 6),
    reconnect: fc.constantFrom(0, 1),
    keeps: fc.boolean(),
  })
  .map((begin) => ({ ...begin, keeps: begin.keeps && begin.state > 1 }));

const ends = /\+MQTT(CONNECTED|DISCONNECTED):0/g;

/** Has everything come to rest, then cleans and looks at what is left. */
async function expectRest(desk: MqttDesk, printed: string, idle: MqttDesk): Promise<void> {
  let all = printed;
  desk.broker.silent.clear();
  await desk.run(60_000);
  all += desk.read();
  const state = await desk.state();
  const told = [...all.matchAll(ends)].map(([, what]) => what);
  // Sessions begin and end in turn, each told once, and the state is what was told last.
  expect(
    told.filter((what, index) => what !== (index % 2 === 0 ? 'CONNECTED' : 'DISCONNECTED')),
  ).toEqual([]);
  expect(state > 3).toBe(told.length % 2 === 1);
  await desk.ask('AT+MQTTCLEAN=0', 5_000);
  expect(await desk.state()).toBe(0);
  await desk.run(20_000);
  desk.read();
  const records: string[] = [];
  const stop = desk.kernel.trace.onAny(({ kind }) => records.push(kind));
  await desk.run(600_000);
  stop();
  expect(records.filter((kind) => kind.startsWith('mqtt') || kind.startsWith('session'))).toEqual(
    [],
  );
  const { heap } = desk.module;
  // A station that is still looking for its access point comes and goes.
  expect(heldMemory(heap, false)).toEqual(heldMemory(idle.module.heap, false));
}

test.each([docsDialect, firmwareDialect])(
  '$name: sessions begin and end in turn, and AT+MQTTCLEAN leaves nothing',
  async (dialect) => {
    const idle = await MqttDesk.inState(0);
    await fc.assert(
      fc.asyncProperty(beginning, script, async ({ state, reconnect, keeps }, steps) => {
        const desk = await MqttDesk.inState(state, reconnect, { dialect, keeps });
        let printed =
          (state > 2 ? '+MQTTCONNECTED:0' : '') + (state === 3 ? '+MQTTDISCONNECTED:0' : '');
        for (const { event, thenMs } of steps) {
          events[event]?.(desk);
          await desk.run(thenMs);
          printed += desk.read();
        }
        await expectRest(desk, printed, idle);
      }),
      {
        numRuns: 200,
        examples: [
          [
            { state: 0 as const, reconnect: 0, keeps: false },
            ['configure', 'keep', 'connect to stay', 'subscribe', 'no acknowledgement', 'publish 2']
              .concat('message', 'rst', 'answer', 'remember', 'connect', 'clean')
              .map((event) => ({ event, thenMs: 11_000 as const })),
          ],
        ],
      },
    );
  },
);
