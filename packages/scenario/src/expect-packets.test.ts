import type { BrokerPacket } from '@w800/broker';
import { millisecond, second } from '@w800/kernel';
import { describe, expect, test } from 'vitest';
import { runSteps } from './testing/run-steps.ts';
import type { ScriptedBench } from './testing/scripted-bench.ts';

type Given = Partial<BrokerPacket> & Pick<BrokerPacket, 'packet' | 'from'>;

const utf8 = (text: string) => new TextEncoder().encode(text);

const connect: Given = {
  packet: 'connect',
  from: 'client',
  protocolLevel: 4,
  keepaliveSeconds: 120,
  cleanSession: true,
};
const connack: Given = { packet: 'connack', from: 'broker', returnCode: 0, sessionPresent: false };
const publish: Given = {
  packet: 'publish',
  from: 'client',
  topic: 't',
  payload: utf8('x'),
  qos: 1,
  retain: false,
  dup: false,
  packetId: 1,
};
const puback: Given = { packet: 'puback', from: 'broker', packetId: 1 };
const pingreq: Given = { packet: 'pingreq', from: 'client' };
const pingresp: Given = { packet: 'pingresp', from: 'broker' };

/** One packet each 100 ms, the first 100 ms after `ready`, which comes after 300 ms. */
function passing(...list: readonly Given[]) {
  return ({ kernel, broker }: ScriptedBench) => {
    for (const [index, given] of list.entries()) {
      const at = (400 + 100 * index) * millisecond;
      kernel.after(at, () => {
        broker.packets.push({ at, clientId: 'W800', bytes: new Uint8Array(), ...given });
      });
    }
  };
}

async function check(steps: string, ...list: readonly Given[]) {
  const { result, bench } = await runSteps(`steps:\n  - broker: ${steps}`, {}, passing(...list));
  return { ...result, bench };
}

describe('packets', () => {
  test('are waited for in order, both ways, and time stops at the last', async () => {
    const steps = '{ packets: [connect, connack, { publish: { topic: t, qos: 1 } }, puback] }';
    const run = await check(steps, connect, connack, publish, puback, publish);
    expect(run).toMatchObject({ verdict: 'passed', virtualNs: 700 * millisecond });
  });

  test('are read once: the next step begins behind them', async () => {
    const steps = '{ packets: [connect, connack] }\n  - broker: { packets: [publish, puback] }';
    const run = await check(steps, connect, connack, publish, puback);
    expect(run).toMatchObject({ verdict: 'passed', stepsDone: 2 });
    const again = '{ packets: [connect] }\n  - broker: { packets: [connect] }';
    expect(await check(again, connect)).toMatchObject({ verdict: 'failed', stepsDone: 1 });
  });

  test('that were there already are read, and those behind the last are left', async () => {
    const wait = '{ quiet: 0s }\n  - wait: 2s';
    const steps = `${wait}\n  - broker: { packets: [connect] }\n  - broker: { packets: [connack] }`;
    expect(await check(steps, connect, connack)).toMatchObject({ verdict: 'passed' });
  });

  test('fail at the first that has no place in the list', async () => {
    const run = await check('{ packets: [connect, publish] }', connect, connack, publish);
    expect(run).toMatchObject({ verdict: 'failed', virtualNs: 500 * millisecond });
    expect(run.failure).toMatchObject({
      message: 't.yaml:3:5: CONNACK came where PUBLISH was expected (at 0.5 s)',
      expected: 'PUBLISH',
      got: [
        '0.4 s  from W800  CONNECT protocol level 4, clean session 1, keepalive 120 s, ' +
          'no user name, no will',
        '0.5 s  to W800  CONNACK return code 0, session present 0',
      ],
    });
  });

  test('fail at one with other fields, and the message says which', async () => {
    const wanted = '{ publish: { topic: u, qos: 1, dup: true, retain: false, payload: y } }';
    const run = await check(`{ packets: [${wanted}] }`, publish);
    expect(run.failure?.message).toContain(
      'a PUBLISH came, but with topic "t", not topic "u" and payload "x", not payload "y" and ' +
        'DUP 0, not DUP 1',
    );
    expect(run.failure?.expected).toBe(
      'PUBLISH with topic "u", payload "y", QoS 1, RETAIN 0, DUP 1',
    );
  });

  test('that do not come are told with those that did', async () => {
    const run = await check('{ packets: [connect, connack] }\n    within: 2s', connect);
    expect(run).toMatchObject({ verdict: 'failed', virtualNs: 2.3 * second });
    expect(run.failure?.message).toContain('CONNACK did not come within 2 s, 1 of 2 packets came');
    expect(run.failure?.got).toHaveLength(1);
  });

  test('between two steps are not lost sight of', async () => {
    const steps = '{ packets: [connect] }\n  - wait: 1s\n  - broker: { packets: [publish] }';
    const run = await check(steps, connect, connack, publish);
    expect(run.failure?.message).toContain('CONNACK came where PUBLISH was expected');
  });

  test('that came before a `skip` are passed over', async () => {
    const steps = `{ quiet: 350ms, from: broker, client: nobody }
  - broker: { packets: skip }
  - broker: { packets: [puback] }`;
    expect(await check(steps, connect, connack, publish, puback)).toMatchObject({
      verdict: 'passed',
      virtualNs: 700 * millisecond,
    });
  });

  test('a dropped packet says so where it is shown', async () => {
    const run = await check('{ packets: [puback] }', { ...publish, fate: 'dropped' });
    expect(run.failure?.got).toEqual([
      '0.4 s  from W800  PUBLISH topic "t", payload "x", QoS 1, RETAIN 0, DUP 0, id 1 (dropped)',
    ]);
  });
});

describe('other packets', () => {
  test('may come before the first with `others: before`, and not after it', async () => {
    const steps = '{ packets: [publish, puback], others: before }';
    expect(await check(steps, connect, connack, publish, puback)).toMatchObject({
      verdict: 'passed',
    });
    const run = await check(steps, connect, publish, connack, puback);
    expect(run.failure?.message).toContain('CONNACK came where PUBACK was expected');
  });

  test('may come anywhere with `others: allowed`', async () => {
    const steps = '{ packets: [connect, puback], others: allowed }';
    expect(await check(steps, pingreq, connect, connack, publish, puback)).toMatchObject({
      verdict: 'passed',
      virtualNs: 800 * millisecond,
    });
  });

  test('pings are passed over unless the list names one', async () => {
    const steps = '{ packets: [connect, puback] }';
    expect(await check(steps, connect, pingreq, pingresp, puback)).toMatchObject({
      verdict: 'passed',
    });
    const run = await check('{ packets: [pingreq, puback] }', pingreq, pingresp, puback);
    expect(run.failure?.message).toContain('PINGRESP came where PUBACK was expected');
  });

  test('of the other direction or another client are not looked at when one is named', async () => {
    const list = [connect, connack, publish, puback];
    const steps = '{ packets: [connect, publish], from: client }';
    expect(await check(steps, ...list)).toMatchObject({ verdict: 'passed' });
    const other = { ...publish, clientId: 'b' };
    const named = '{ packets: [connect, puback], client: W800 }';
    expect(await check(named, connect, other, puback)).toMatchObject({ verdict: 'passed' });
    const run = await check('{ packets: [connect, puback] }', connect, other, puback);
    expect(run.failure?.message).toContain('PUBLISH came where PUBACK was expected');
  });
});

describe('a packet identifier', () => {
  const steps = (last: string) =>
    `{ packets: [{ publish: { id: { as: a } } }, { puback: { id: "\${a}" } }, ${last}] }`;

  test('is kept in a variable and matched from the next packet on', async () => {
    const two = [publish, puback, { ...puback, packetId: 2 }];
    expect(await check(steps('{ puback: { id: 2 } }'), ...two)).toMatchObject({
      verdict: 'passed',
    });
    const run = await check(steps('{ puback: { id: "${a}" } }'), ...two);
    expect(run.failure?.message).toContain('a PUBACK came, but with id 2, not id 1');
  });

  test('may be sent back in a later step', async () => {
    const sent = `{ packets: [{ publish: { id: { as: a } } }] }
  - broker: { send: { puback: { id: "\${a}" } } }`;
    const { bench } = await check(sent, { ...publish, packetId: 513 });
    expect(bench.broker.told).toEqual([['send', { packet: 'puback', packetId: 513 }, undefined]]);
  });
});

/** A packet, a pattern it fits, and one it does not fit for a single reason. */
const fields: readonly (readonly [Given, string, string, string])[] = [
  [connect, 'keepalive: 120', 'keepalive: 60', 'keepalive 120 s, not keepalive 60 s'],
  [connect, 'cleanSession: true', 'cleanSession: false', 'clean session 1, not clean session 0'],
  [connect, 'level: 4', 'level: 3', 'protocol level 4, not protocol level 3'],
  [connect, 'username: false', 'username: u', 'no user name, not user name "u"'],
  [{ ...connect, username: 'u' }, 'username: u', 'username: v', 'user name "u", not user name "v"'],
  [{ ...connect, username: 'u' }, 'username: u', 'username: false', '"u", not no user name'],
  [connect, 'will: false', 'will: {}', 'no will, not a will'],
  [connect, 'client: W800', 'client: W', 'client "W800", not client "W"'],
  [connect, 'from: client', 'from: broker', 'from the client, not from the broker'],
  [connack, 'returnCode: 0', 'returnCode: 5', 'return code 0, not return code 5'],
  [connack, 'sessionPresent: false', 'sessionPresent: true', 'present 0, not session present 1'],
  [publish, 'topic: t', 'topic: T', 'topic "t", not topic "T"'],
  [publish, 'payload: x', 'payload: xx', 'payload "x", not payload "xx"'],
  [publish, 'payload: { hex: "78" }', 'payload: ""', 'payload "x", not payload ""'],
  [publish, 'qos: 1', 'qos: 2', 'QoS 1, not QoS 2'],
  [publish, 'retain: false', 'retain: true', 'RETAIN 0, not RETAIN 1'],
  [publish, 'dup: false', 'dup: true', 'DUP 0, not DUP 1'],
  [publish, 'id: 1', 'id: 2', 'id 1, not id 2'],
  [
    { ...puback, bytes: Uint8Array.of(0x40, 2, 0, 1) },
    'hex: "40 02 00 01"',
    'hex: "40 02 00 02"',
    'bytes 40 02 00 01, not',
  ],
  [
    { packet: 'subscribe', from: 'client', packetId: 1, subscriptions: [{ topic: 'a', qos: 1 }] },
    'topic: a, qos: 1',
    'topic: b, qos: 1',
    'topic "a", not topic "b"',
  ],
  [
    {
      packet: 'subscribe',
      from: 'client',
      subscriptions: [
        { topic: 'a', qos: 1 },
        { topic: 'b', qos: 0 },
      ],
    },
    'topic: [a, b]',
    'qos: 1',
    'no QoS, not QoS 1',
  ],
  [
    { packet: 'suback', from: 'broker', granted: [1, 128] },
    'granted: [1, 128]',
    'granted: 1',
    'granted 1, 128, not granted 1',
  ],
  [
    { packet: 'unsubscribe', from: 'client', subscriptions: [{ topic: 'a', qos: 0 }] },
    'topic: a',
    'topic: [a, b]',
    'topic "a", not topic "a", "b"',
  ],
];

describe('a field', () => {
  test.each(fields)('of %o: %s and not %s', async (packet, fitting, other, why) => {
    const pattern = (text: string) => `{ packets: [{ ${packet.packet}: { ${text} } }] }`;
    expect(await check(pattern(fitting), packet)).toMatchObject({ verdict: 'passed' });
    const run = await check(pattern(other), packet);
    expect(run.failure?.message).toContain(why);
  });

  const will = { topic: 'w', payload: utf8('gone'), qos: 1, retain: true } as const;
  test.each([
    ['topic: v', 'will topic "w", not will topic "v"'],
    ['payload: back', 'will payload "gone", not will payload "back"'],
    ['qos: 2', 'will QoS 1, not will QoS 2'],
    ['retain: false', 'will RETAIN 1, not will RETAIN 0'],
  ])('of a will that differs by %s', async (other, why) => {
    const pattern = (text: string) => `{ packets: [{ connect: { will: { ${text} } } }] }`;
    const fitting = 'topic: w, payload: gone, qos: 1, retain: true';
    expect(await check(pattern(fitting), { ...connect, will })).toMatchObject({
      verdict: 'passed',
    });
    const run = await check(pattern(other), { ...connect, will });
    expect(run.failure?.message).toContain(`came, but with ${why} (at`);
  });

  test('a byte of a payload is not its escape', async () => {
    const nul = { ...publish, payload: Uint8Array.of(0) };
    const run = await check('{ packets: [{ publish: { payload: "\\\\x00" } }] }', nul);
    expect(run).toMatchObject({ verdict: 'failed' });
  });
});

describe('quiet', () => {
  test('waits its time out and takes no notice of pings or of what came before', async () => {
    const steps = '{ packets: [connect] }\n  - wait: 100ms\n  - broker: { quiet: 10s }';
    const run = await check(steps, connect, connack, pingreq, pingresp);
    expect(run).toMatchObject({ verdict: 'passed', virtualNs: 10.5 * second });
  });

  test('fails at the first packet', async () => {
    const run = await check('{ quiet: 10s }', pingreq, connack, publish);
    expect(run).toMatchObject({ verdict: 'failed', virtualNs: 500 * millisecond });
    expect(run.failure).toMatchObject({
      message: 't.yaml:3:5: CONNACK came where nothing should for 10 s (at 0.5 s)',
      expected: 'no packet for 10 s',
      got: ['0.5 s  to W800  CONNACK return code 0, session present 0'],
    });
  });

  test('may be about one direction', async () => {
    const steps = '{ quiet: 10s, from: client }';
    expect(await check(steps, connack, puback)).toMatchObject({ verdict: 'passed' });
    expect(await check(steps, connack, publish)).toMatchObject({ verdict: 'failed' });
  });

  test('leaves the packets to be read', async () => {
    const steps = '{ quiet: 10s, from: broker }\n  - broker: { packets: [connect] }';
    expect(await check(steps, connect)).toMatchObject({ verdict: 'passed' });
  });
});
