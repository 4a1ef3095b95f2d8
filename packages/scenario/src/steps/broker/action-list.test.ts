import { expect, test } from 'vitest';
import { runSteps } from '../../testing/run-steps.ts';
import { actionList } from './action-list.ts';

const bytes = (...list: number[]) => Uint8Array.from(list);
const text = (value: string) => new TextEncoder().encode(value);

/** What a step tells the broker. */
const deeds: readonly (readonly [string, readonly (readonly unknown[])[]])[] = [
  ['{ refuse: 5 }', [['refuse', 5, undefined]]],
  ['{ refuse: 3, times: 2 }', [['refuse', 3, 2]]],
  ['{ refuse: 1, times: always }', [['refuse', 1, 'always']]],
  ['{ drop: puback }', [['rule', { packet: 'puback', action: { do: 'drop' } }]]],
  [
    '{ drop: publish, from: broker, client: "${id}", topic: "t/${id}", nth: 2, times: always }',
    [
      [
        'rule',
        {
          packet: 'publish',
          from: 'broker',
          clientId: 'c1',
          topic: 't/c1',
          nth: 2,
          times: 'always',
          action: { do: 'drop' },
        },
      ],
    ],
  ],
  [
    '{ delay: suback, by: 12s, times: 3 }',
    [['rule', { packet: 'suback', times: 3, action: { do: 'delay', ms: 12_000 } }]],
  ],
  ['{ duplicate: publish }', [['rule', { packet: 'publish', action: { do: 'duplicate' } }]]],
  [
    '{ duplicate: publish, after: 1s, from: broker }',
    [['rule', { packet: 'publish', from: 'broker', action: { do: 'duplicate', ms: 1000 } }]],
  ],
  ['{ close: connect }', [['rule', { packet: 'connect', action: { do: 'close', by: 'fin' } }]]],
  [
    '{ close: publish, with: rst, deliver: true }',
    [['rule', { packet: 'publish', action: { do: 'close', by: 'rst', deliver: true } }]],
  ],
  [
    '{ replace: connack, hex: "20 02 00 03" }',
    [['rule', { packet: 'connack', action: { do: 'replace', bytes: bytes(0x20, 2, 0, 3) } }]],
  ],
  ['{ silent: true }', [['mute', true]]],
  ['{ silent: false }', [['mute', false]]],
  ['{ send: pingresp }', [['send', { packet: 'pingresp' }, undefined]]],
  ['{ send: { hex: "f0 00" }, client: "${id}" }', [['send', bytes(0xf0, 0), 'c1']]],
  [
    '{ send: { publish: { topic: "t/${id}", payload: x, qos: 1, dup: true, id: 7 } } }',
    [
      [
        'send',
        { packet: 'publish', topic: 't/c1', payload: text('x'), qos: 1, dup: true, packetId: 7 },
        undefined,
      ],
    ],
  ],
  [
    '{ send: { puback: { id: "${num}", flags: 3 } } }',
    [['send', { packet: 'puback', packetId: 42, flags: 3 }, undefined]],
  ],
  [
    '{ send: { suback: { id: 0, granted: 128 } } }',
    [['send', { packet: 'suback', packetId: 0, granted: [128] }, undefined]],
  ],
  [
    '{ send: { suback: { granted: [0, 1] } } }',
    [['send', { packet: 'suback', granted: [0, 1] }, undefined]],
  ],
  [
    '{ send: { connack: { returnCode: 6, sessionPresent: true } } }',
    [['send', { packet: 'connack', returnCode: 6, sessionPresent: true }, undefined]],
  ],
  [
    '{ send: { subscribe: { id: 1, topic: "a/${id}", qos: 2 } } }',
    [
      [
        'send',
        { packet: 'subscribe', packetId: 1, qos: 2, subscriptions: [{ topic: 'a/c1', qos: 2 }] },
        undefined,
      ],
    ],
  ],
  [
    '{ burst: { topic: t, payload: "m${n} of ${id}", count: 1000, qos: 1, every: 1ms } }',
    [
      [
        'burst',
        {
          topic: 't',
          payload: text('m${n} of c1'),
          count: 1000,
          qos: 1,
          retain: false,
          everyMs: 1,
        },
      ],
    ],
  ],
  [
    '{ burst: { topic: t, payload: x, count: 2 } }',
    [['burst', { topic: 't', payload: text('x'), count: 2, qos: 0, retain: false }]],
  ],
  ['{ sessions: forget }', [['forgetSessions', undefined]]],
  ['{ sessions: forget, client: "${id}" }', [['forgetSessions', 'c1']]],
  ['{ writes: { split: 1 } }', [['writes', { splitBytes: 1 }]]],
  ['{ writes: { merge: 20ms } }', [['writes', { mergeMs: 20 }]]],
  ['{ writes: off }', [['writes', undefined]]],
  ['{ disconnect: c1, with: fin }', [['disconnect', 'c1', 'fin']]],
  ['{ calm: true }', [['clearRules'], ['mute', false], ['writes', undefined]]],
];

test.each(deeds)('%s', async (step, told) => {
  // `n` is a variable too, and yet the number of the message in a burst.
  const steps = `vars: { id: c1, num: 42, n: 9 }\nsteps: [{ broker: ${step} }]`;
  const { bench, result } = await runSteps(steps, {});
  expect(result).toMatchObject({ verdict: 'passed', stepsDone: 1 });
  expect(bench.broker.told).toStrictEqual(told);
});

test('a step tells the broker it names and no other', async () => {
  const { bench } = await runSteps('steps: [{ broker: { host: other.example, calm: true } }]', {});
  expect(bench.broker.told).toEqual([]);
});

test('a variable that holds no packet identifier fails the step that needs one', async () => {
  const steps = `vars: { a: 65536 }\nsteps: [{ broker: { send: { puback: { id: "\${a}" } } } }]`;
  const { bench, result } = await runSteps(steps, {});
  expect(bench.broker.told).toEqual([]);
  expect(result).toMatchObject({
    verdict: 'failed',
    failure: { line: 3, expected: 'a number from 0 to 65535', got: ['65536'] },
  });
});

test('every action has a name of its own that is a key of its own', () => {
  expect(new Set(actionList.map(({ name }) => name)).size).toBe(actionList.length);
  for (const { name, shape } of actionList) expect(Object.keys(shape)).toContain(name);
});
