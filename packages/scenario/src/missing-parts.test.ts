import { expect, test } from 'vitest';
import { loadScenario } from './load-scenario.ts';

const world = `world:
  wifi: { ssid: home, bssid: '02:00:00:00:00:01' }
  broker: [{ host: one.example }, { host: two.example }]`;

/** Every problem of steps that begin in line 6, column 3. */
function problems(step: string, surroundings = world): readonly string[] {
  const loaded = loadScenario(`name: t\n${surroundings}\nsteps:\n- ${step}`, 't.yaml');
  if (loaded.ok) return [];
  return loaded.problems.map(({ line, column, what, fix }) => `${line}:${column} ${what}. ${fix}`);
}

test.each([
  [
    'fault: { broker-down: { host: one.exmple } }',
    '6:33 the world has no broker "one.exmple"',
    '`one.example`',
  ],
  [
    'broker: { received: {}, host: tow.example }',
    '6:33 the world has no broker "tow.example"',
    '`two.example`',
  ],
  [
    'fault: { access-point-down: { accessPoint: hom } }',
    '6:46 the world has no access point "hom"',
    '`home`',
  ],
  [
    'faults: { of: [{ link: down }, { broker-slow: { by: 1s, host: x } }], within: 1s }',
    '6:65 the world has no broker "x"',
    '`one.example`',
  ],
])('%s is told at its place', (step, what, fix) => {
  expect(problems(step)).toEqual([expect.stringContaining(what)]);
  expect(problems(step).join('')).toContain(fix);
  expect(problems(`never: x\n  steps: [{ ${step} }]`)).toHaveLength(1);
});

const secure = `world:
  wifi: { ssid: home }
  broker:
    - { host: one.example, port: 8883, tls: true, listeners: { port: 8083, websocket: true } }
    - { host: two.example }`;

test.each([
  [
    'fault: { tls-silent: { host: two.example } }',
    '8:12 no port of two.example speaks TLS',
    '`tls: true`',
  ],
  ['fault: { tls-silent: { port: 8083 } }', '8:32 port 8083 of one.example does not', '8883.'],
  ['fault: { websocket-pings: { host: two.example } }', '8:12 no port of two.example speaks', ''],
  ['fault: { websocket-status: { port: 8883 } }', '8:38 port 8883', 'Those that do: 8083.'],
  ['faults: { of: [{ tls-slow: { by: 1s, port: 1 } }], within: 1s }', '8:46 port 1 of', '8883'],
])('%s wants a port that speaks it', (step, what, fix) => {
  expect(problems(step, secure)).toEqual([expect.stringContaining(what)]);
  expect(problems(step, secure).join('')).toContain(fix);
});

test.each([
  'fault: { tls-silent: {} }',
  'fault: { tls-silent: { port: 8883, host: one.example } }',
  'fault: { websocket-closed: {} }',
  'fault: { websocket-wrong-accept: { port: 8083 } }',
])('%s finds its port', (step) => {
  expect(problems(step, secure)).toEqual([]);
});

test('a world without a broker has nothing a broker step could be about', () => {
  const bare = 'world:\n  wifi: { ssid: home }\n';
  expect(problems('fault: { broker-down: {} }', bare)).toEqual([
    '6:12 the world has no broker. Give it one, such as `broker: { host: 192.168.10.234 }` below `world`.',
  ]);
  expect(
    problems('fault: { access-point-down: { accessPoint: x } }', 'world:\n\n  names: {}'),
  ).toEqual(['6:46 the world has no access point "x". Give the world one.']);
});

test.each([
  'fault: { broker-down: { host: two.example } }',
  'fault: { broker-down: {} }',
  'fault: { access-point-down: { accessPoint: home } }',
  "fault: { access-point-down: { accessPoint: '02:00:00:00:00:01' } }",
  'fault: { link: down }',
])('%s is about what is there', (step) => {
  expect(problems(step)).toEqual([]);
});
