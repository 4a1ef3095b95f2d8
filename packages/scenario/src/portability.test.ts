import { second } from '@w800/kernel';
import { describe, expect, test } from 'vitest';
import { describePortability } from './describe-portability.ts';
import { loadScenario } from './load-scenario.ts';
import { loadWorld } from './world/load-world.ts';
import { portabilityOf, type Surroundings } from './portability.ts';
import type { Scenario } from './scenario.ts';
import { targetLacks } from './target-lacks.ts';

function scenario(text: string): Scenario {
  const loaded = loadScenario(`name: t\n${text}`, 't.yaml');
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return loaded.scenario;
}

/** `4 broker needs the embedded broker`, step by step, or why nothing is run. */
function skips(text: string, surroundings: Partial<Surroundings> = {}): readonly string[] | string {
  const lacks = targetLacks({ settable: true });
  const { reason, skipped } = portabilityOf(scenario(text), {
    lacks,
    dialect: 'docs',
    ...surroundings,
  });
  return reason ?? [...skipped.values()].map((one) => `${one.line} ${one.word} ${one.reason}`);
}

const steps = (...list: readonly string[]): string =>
  `steps:\n${list.map((step) => `  - ${step}\n`).join('')}`;

describe('on a real module', () => {
  test('nothing is skipped where nothing lacks', () => {
    expect(skips(steps('send: AT', 'fault: { link: down }'), { lacks: new Set() })).toEqual([]);
  });

  test.each([
    ['broker: { received: { topic: t } }', 'broker needs the embedded broker'],
    ['broker: { clients: [] }', 'broker needs the embedded broker'],
    ['broker: { packets: [connect] }', 'broker needs the embedded broker'],
    ['broker: { packets: skip }', 'broker needs the embedded broker'],
    ['broker: { quiet: 1s }', 'broker needs the embedded broker'],
    ["check: { heap: { free: '> 1KiB' } }", 'check needs the heap model'],
    ['mark: idle', 'mark needs the heap model'],
    ["check: { time: '< 1h' }", 'check needs virtual time'],
  ])('%s only looks, and is skipped alone', (step, skipped) => {
    expect(skips(steps('send: AT', step, 'send: AT'))).toEqual([`4 ${skipped}`]);
  });

  test.each([
    ['fault: { uplink: down }', 'fault needs the simulated world'],
    ['station: { join: x }', 'station needs the stations of the simulated world'],
    ['power: cycle', 'power needs a supply that can be switched'],
    ['broker: { publish: { topic: t, payload: x } }', 'broker needs the embedded broker'],
    ['broker: { disconnect: true }', 'broker needs the embedded broker'],
    ['broker: { drop: puback }', 'broker needs the embedded broker'],
    ['broker: { calm: true }', 'broker needs the embedded broker'],
  ])('%s does something, and all that follows is skipped with it', (step, skipped) => {
    const word = step.split(':')[0];
    const follows = `follows the ${word} of line 4`;
    expect(skips(steps('send: AT', step, 'send: AT', 'check: { time: "< 1h" }'))).toEqual([
      `4 ${skipped}`,
      `5 send ${follows}`,
      `6 check ${follows}`,
    ]);
  });

  test('what records surrounds is done where there is no trace', () => {
    const counted =
      'records: { event: tcp.segment }\n    steps:\n      - send: AT\n      - power: off';
    expect(skips(steps(counted, 'send: AT'))).toEqual([
      '3 records needs the trace of the twin',
      '6 power needs a supply that can be switched',
      '7 send follows the power of line 6',
    ]);
  });

  test('what is skipped inside a step ends what surrounds it, too', () => {
    const nested = steps(
      'send: AT',
      'never: { regex: x }\n    steps:\n      - send: AT\n      - power: off\n      - send: AT',
      'steps: [{ send: AT }]',
    );
    expect(skips(nested)).toEqual([
      '7 power needs a supply that can be switched',
      '8 send follows the power of line 7',
      '9 steps follows the power of line 7',
      '9 send follows the power of line 7',
    ]);
  });

  test('a line that cannot be set keeps a scenario from beginning', () => {
    const text = steps('send: AT+UART_CUR=9600,8,1,0,0', 'host: { baud: 9600 }', 'send: AT');
    const lacks = targetLacks({ settable: false });
    expect(skips(text, { lacks })).toBe('needs a line that can be set from here');
    expect(skips(text)).toEqual([]);
  });

  test('one of which no step is left that the module would notice is not begun', () => {
    const text = steps('say: x', 'wait: 1s', 'fault: { link: down }', 'send: AT');
    expect(skips(text)).toBe('needs the simulated world');
    expect(skips(steps('say: x'))).toEqual([]);
  });

  test('one that is about the twin, or about another dialect, is not begun', () => {
    expect(skips(`twinOnly: so it is\n${steps('send: AT')}`)).toBe('so it is');
    const own = `dialect: firmware\n${steps('send: AT')}`;
    expect(skips(own)).toBe('is about the dialect firmware');
    expect(skips(own, { dialect: 'esp-at' })).toBe('is about the dialect firmware, not esp-at');
    expect(skips(own, { dialect: 'firmware' })).toEqual([]);
    expect(skips(steps('send: AT'), { dialect: 'esp-at' })).toEqual([]);
  });

  test('what lasts longer than is allowed is skipped with what follows', () => {
    const text = steps('send: AT', 'wait: 5s', 'never: x\n    within: 6s', 'send: AT');
    expect(skips(text)).toEqual([]);
    expect(skips(text, { waitMaxNs: 5 * second })).toEqual([
      '5 never lasts 6 s, longer than 5 s',
      '7 send follows the never of line 5',
    ]);
  });

  test('what is around it must hold what the scenario asks for, and may hold more', () => {
    const around = (text: string): Partial<Surroundings> => {
      const loaded = loadWorld(`world: ${text}`, 'w.yaml');
      if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
      return { world: loaded.world };
    };
    const wants = (text: string): string => `world: ${text}\n${steps('send: AT')}`;
    const home = '{ wifi: { ssid: home, password: "12345678" }, broker: { host: 10.0.0.1 } }';
    expect(skips(wants(home), around(home))).toEqual([]);
    expect(skips(steps('send: AT'), around(home))).toEqual([]);
    expect(skips(wants('{ wifi: { ssid: home } }'), around(home))).toBe(
      'needs the network "home" as its world has it',
    );
    const users = '{ broker: { host: 10.0.0.1, users: [{ username: u, password: p }] } }';
    expect(skips(wants(users), around(home))).toBe(
      'needs the broker 10.0.0.1:1883 as its world has it',
    );
    expect(skips(wants('{ ntp: { host: t.example } }'), around(home))).toBe(
      'needs the time server t.example as its world has it',
    );
    expect(skips(wants('{ names: { a: 10.0.0.2 } }'), around(home))).toBe(
      'needs the name a as its world has it',
    );
    expect(skips(wants('{ latency: 5ms }'), around(home))).toBe('needs the latency of its world');
    const portal = '{ router: { portal: true } }';
    expect(skips(wants(portal), around(home))).toBe('needs the `router` of its world');
    expect(skips(wants(portal), around(portal))).toEqual([]);
  });

  test('certificates are of its world, too, and what is in the module', () => {
    const around = (text: string): Partial<Surroundings> => {
      const loaded = loadWorld(text, 'w.yaml');
      if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
      return { world: loaded.world, module: loaded.module };
    };
    const certificates = 'certificates: { our-ca: { ca: true } }';
    const broker = 'broker: { host: 10.0.0.1, listeners: { port: 8883, tls: true } }';
    const secured = `world: { ${broker} }\n`;
    const own = `module: { ca: our-ca }\nworld: { ${certificates} }\n`;
    const both = `module: { ca: our-ca }\nworld: { ${certificates}, ${broker} }\n`;
    const go = steps('send: AT');
    expect(skips(own + go, around(both))).toEqual([]);
    expect(skips(secured + go, around(secured))).toEqual([]);
    // Who speaks no TLS does not mind.
    expect(skips(go, around(both))).toEqual([]);
    expect(skips(secured + go, around('world: { broker: { host: 10.0.0.1 } }'))).toBe(
      'needs the broker 10.0.0.1:1883 as its world has it',
    );
    const other = own.replace('ca: true', 'ca: true, to: 9d');
    expect(skips(other + go, around(own))).toBe('needs the certificate our-ca as its world has it');
    const needs = 'needs the certificates of its `module`';
    expect(skips(secured + go, around(both))).toBe(needs);
    expect(skips(own + go, around(own.replace('ca: our-ca', 'ca: none')))).toBe(needs);
    expect(skips(`module: { ca: none }\n${go}`, around('world: {}'))).toBe(needs);
    expect(skips(own + go)).toEqual([]);
  });
});

test('how portable a scenario is can be told without a module', () => {
  const text = steps('send: AT', 'steps: [{ wait: 1h }, { power: off }]');
  expect(describePortability(scenario(text))).toMatchObject({
    steps: 4,
    skipped: [{ line: 4, word: 'power', follows: false }],
  });
});

describe('a file with a world', () => {
  test.each([
    ['', 1, 'no `world` is here'],
    ['wold: 1', 1, 'no `world` is here'],
    ['world: { wfi: 1 }', 1, '`wfi`'],
    ['world:\n  wifi: { ssid: "" }', 2, ''],
    ['a: [', 1, ''],
  ])('that holds none has a problem with a place: %j', (text, line, what) => {
    const loaded = loadWorld(text, 'w.yaml');
    if (loaded.ok) throw new Error('it was taken');
    expect(loaded.problems[0]).toMatchObject({ file: 'w.yaml', line });
    expect(loaded.problems[0]?.what).toContain(what);
    expect(loaded.problems[0]?.fix).not.toBe('');
  });
});
