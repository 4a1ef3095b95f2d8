import { describe, expect, test } from 'vitest';
import { loadScenario } from '../../load-scenario.ts';

function load(step: string) {
  return loadScenario(`name: t\nsteps:\n  - broker: ${step}\n`, 'f.yaml');
}

describe('a good broker step loads', () => {
  test.each([
    '{ refuse: 5 }',
    '{ refuse: 5, times: always }',
    '{ drop: puback, nth: 2, times: 3, from: client, client: W800 }',
    '{ drop: any }',
    '{ drop: publish, topic: t }',
    '{ drop: unsubscribe, topic: t }',
    '{ delay: suback, by: 12s, host: h }',
    '{ duplicate: publish, after: 1s }',
    '{ duplicate: publish }',
    '{ close: publish, with: rst, deliver: true }',
    '{ close: connect }',
    '{ replace: connack, hex: "20 02 00 03" }',
    '{ silent: true }',
    '{ silent: false }',
    '{ send: pingresp }',
    '{ send: { publish: { topic: t, payload: x, qos: 1, dup: true, id: 7 } }, client: a }',
    '{ send: { suback: { id: 1, granted: 128 } } }',
    '{ send: { suback: { id: 1, granted: [1, 128] } } }',
    '{ send: { pubrel: { id: 0, flags: 0 } } }',
    '{ send: { hex: "f0 00" } }',
    '{ burst: { topic: t, payload: "m${n}", count: 1000, qos: 1, every: 1ms } }',
    '{ sessions: forget, client: W800 }',
    '{ writes: { split: 1 } }',
    '{ writes: { merge: 20ms } }',
    '{ writes: off }',
    '{ calm: true }',
    '{ disconnect: W800, with: fin }',
    '{ quiet: 30s, from: client }',
    '{ packets: [connect, { connack: { returnCode: 0 } }], others: before, from: client }',
    '{ packets: [{ publish: { id: { as: a } } }, { puback: { id: "${a}" } }] }',
    '{ packets: [{ connect: { will: false, username: false, level: 4 } }] }',
    '{ packets: [{ subscribe: { topic: [a, b], qos: 1 } }, { suback: { granted: [1, 128] } }] }',
    '{ packets: skip }',
    '{ packets: [{ malformed: { hex: "f0" } }] }',
  ])('%s', (step) => {
    expect(load(step)).toMatchObject({ ok: true });
  });
});

/** A step that is wrong, the column from the mapping on, code, words, advice. */
const bad: readonly (readonly [string, number, string, string, string])[] = [
  ['{ dorp: puback }', 3, 'SCN_UNKNOWN_KEY', '`dorp`', 'mean `drop`?'],
  ['{ drop: pubak }', 9, 'SCN_WRONG_VALUE', '`drop` cannot be "pubak"', 'mean `puback`?'],
  ['{ drop: 4 }', 9, 'SCN_WRONG_VALUE', '`drop` cannot be 4', 'one of connect, connack'],
  ['{ drop: puback, tims: 3 }', 17, 'SCN_UNKNOWN_KEY', '`tims`', 'mean `times`?'],
  ['{ drop: puback, times: 0 }', 24, 'SCN_WRONG_VALUE', '`times` cannot be 0', 'least is 1'],
  ['{ drop: puback, times: alway }', 24, 'SCN_WRONG_VALUE', '"alway"', 'mean `always`?'],
  [
    '{ drop: puback, times: twice-a-day }',
    24,
    'SCN_WRONG_TYPE',
    '`times` must be a whole number or `always`, not text',
    'Write a whole number or `always`.',
  ],
  ['{ drop: puback, by: 3s }', 17, 'SCN_UNKNOWN_KEY', '`by` does not go with `drop`', '`delay`'],
  [
    '{ drop: puback, with: rst }',
    17,
    'SCN_UNKNOWN_KEY',
    '`with` does not go with `drop`',
    'It goes with `disconnect`, `close`. With `drop` go `from`, `client`, `topic`, `nth`,',
  ],
  [
    '{ drop: puback, delay: suback, by: 3s }',
    17,
    'SCN_WRONG_VALUE',
    '`drop` and `delay` exclude each other',
    '`- broker: { delay: ... }`',
  ],
  ['{ delay: suback }', 1, 'SCN_MISSING_KEY', '`delay` needs `by`', 'Add `by: 12s`. How long'],
  ['{ delay: suback, by: 12 }', 22, 'SCN_WRONG_TYPE', 'not the number 12', 'like `12s`'],
  ['{ delay: suback, by: 5us }', 22, 'SCN_WRONG_UNIT', 'finer than', 'whole milliseconds'],
  [
    '{ replace: suback }',
    1,
    'SCN_MISSING_KEY',
    '`replace` needs `hex`',
    'Add `hex: 0d 0a`. The bytes',
  ],
  ['{ replace: suback, hex: "9" }', 25, 'SCN_WRONG_BYTES', 'hexadecimal', 'even number'],
  ['{}', 1, 'SCN_MISSING_KEY', 'nothing is said here', '`received`, `packets`, `quiet`'],
  ['{ host: a }', 1, 'SCN_MISSING_KEY', 'nothing is said here', '`refuse`'],
  ['{ times: 3 }', 3, 'SCN_MISSING_KEY', '`times` alone says nothing', 'one of `refuse`, `drop`'],
  ['{ drop: suback, from: client }', 17, 'SCN_WRONG_VALUE', 'client never sends SUBACK', 'Leave'],
  ['{ close: connect, from: broker }', 19, 'SCN_WRONG_VALUE', 'broker never sends', 'Leave'],
  ['{ drop: puback, topic: t }', 17, 'SCN_WRONG_VALUE', 'PUBACK has no topic', '`publish`'],
  ['{ drop: publish, from: modul }', 24, 'SCN_WRONG_VALUE', '"modul"', '`client`, `broker`'],
  ['{ refuse: 0 }', 11, 'SCN_WRONG_VALUE', '`refuse` cannot be 0', 'least is 1'],
  ['{ refuse: 256 }', 11, 'SCN_WRONG_VALUE', '256', 'most is 255'],
  ['{ refuse: bad }', 11, 'SCN_WRONG_TYPE', 'a whole number, not text', 'Write a whole number'],
  ['{ silent: yes }', 11, 'SCN_WRONG_TYPE', '`true` or `false`, not text', '`true`'],
  ['{ calm: false }', 9, 'SCN_WRONG_VALUE', '`calm` cannot be false', 'true'],
  ['{ sessions: forgot }', 13, 'SCN_WRONG_VALUE', '"forgot"', 'mean `forget`?'],
  ['{ writes: { split: 0 } }', 20, 'SCN_WRONG_VALUE', '`split` cannot be 0', 'least is 1'],
  ['{ writes: { slit: 1 } }', 13, 'SCN_UNKNOWN_KEY', '`slit`', 'mean `split`?'],
  ['{ writes: of }', 11, 'SCN_WRONG_VALUE', '"of"', 'mean `off`?'],
  ['{ writes: { split: 1, merge: 1ms } }', 11, 'SCN_WRONG_VALUE', 'exclude', '`split`, `merge`'],
  ['{ send: pingrsp }', 9, 'SCN_WRONG_VALUE', '"pingrsp"', 'mean `pingresp`?'],
  ['{ send: { pubak: { id: 1 } } }', 11, 'SCN_UNKNOWN_KEY', '`pubak`', 'mean `puback`?'],
  ['{ send: { puback: { topic: t } } }', 21, 'SCN_UNKNOWN_KEY', '`topic`', 'Known here: `id`'],
  ['{ send: { puback: { id: 65536 } } }', 25, 'SCN_WRONG_VALUE', '65536', 'most is 65535'],
  ['{ send: { puback: { id: a } } }', 25, 'SCN_WRONG_VALUE', '`a` is no packet', '"${id}"'],
  ['{ send: { puback: { id: "${a}" } } }', 26, 'SCN_UNKNOWN_VARIABLE', '`a`', '`vars`'],
  ['{ send: { suback: { id: 1 } } }', 19, 'SCN_MISSING_KEY', '`granted` is missing', 'Add'],
  ['{ send: { subscribe: { id: 1 } } }', 22, 'SCN_MISSING_KEY', '`topic` is missing', 'Add'],
  ['{ send: { hex: "0" } }', 16, 'SCN_WRONG_BYTES', 'hexadecimal', 'even number'],
  ['{ send: {} }', 9, 'SCN_MISSING_KEY', 'nothing is said here', '`connect`, `connack`'],
  ['{ burst: { topic: t, payload: x } }', 10, 'SCN_MISSING_KEY', '`count` is missing', 'Add'],
  ['{ burst: { topic: t, payload: x, count: 0 } }', 41, 'SCN_WRONG_VALUE', '`count`', 'least is 1'],
  [
    '{ burst: { topic: t, payload: "${m}", count: 1 } }',
    32,
    'SCN_UNKNOWN_VARIABLE',
    'the variable `m` has no value here',
    'mean `n`?',
  ],
  ['{ publish: { topic: t, payload: "${n}" } }', 34, 'SCN_UNKNOWN_VARIABLE', '`n`', '`vars`'],
  ['{ packets: [] }', 12, 'SCN_WRONG_VALUE', '`packets` cannot be a list', 'least is 1 entries'],
  ['{ packets: connect }', 12, 'SCN_WRONG_TYPE', '`skip` or a list, not text', 'Write `skip` or'],
  ['{ packets: skp }', 12, 'SCN_WRONG_VALUE', '"skp"', 'mean `skip`?'],
  ['{ packets: skip, from: client }', 18, 'SCN_WRONG_VALUE', 'skips every packet', 'Leave `from`'],
  ['{ packets: [conect] }', 13, 'SCN_WRONG_VALUE', '"conect"', 'mean `connect`?'],
  ['{ packets: [{ conect: {} }] }', 15, 'SCN_UNKNOWN_KEY', '`conect`', 'mean `connect`?'],
  [
    '{ packets: [{ publish: { tpic: t } }] }',
    26,
    'SCN_UNKNOWN_KEY',
    '`tpic`',
    'Did you mean `topic`?',
  ],
  ['{ packets: [{ publish: { qos: 3 } }] }', 31, 'SCN_WRONG_VALUE', '`qos` cannot be 3', '0, 1, 2'],
  ['{ packets: [{ puback: { dup: true } }] }', 25, 'SCN_UNKNOWN_KEY', '`dup`', '`id`'],
  ['{ packets: [{ puback: { id: { as: 1a } } }] }', 35, 'SCN_WRONG_VALUE', '"1a"', 'letters'],
  [
    '{ packets: [{ puback: { id: "${a}" } }, { publish: { id: { as: a } } }] }',
    30,
    'SCN_UNKNOWN_VARIABLE',
    'the variable `a` has no value here',
    '`vars`',
  ],
  ['{ packets: [connect], others: alowed }', 31, 'SCN_WRONG_VALUE', '"alowed"', '`allowed`'],
  [
    '{ packets: [connect], within: 5s }',
    23,
    'SCN_UNKNOWN_KEY',
    '`within`',
    'Write it beside `broker`, not in it.',
  ],
  ['{ quiet: 30 }', 10, 'SCN_WRONG_TYPE', 'not the number 30', 'like `15s`'],
];

describe('a bad broker step gives one problem, in its place', () => {
  test.each(bad)('%s', (step, column, code, what, fix) => {
    const loaded = load(step);
    const problems = loaded.ok ? [] : loaded.problems;
    const places = problems.map((one) => [one.file, one.line, one.column]);
    expect(places).toEqual([['f.yaml', 3, column + 12]]);
    expect(problems[0]?.code).toBe(code);
    expect(problems[0]?.what).toContain(what);
    expect(problems[0]?.fix).toContain(fix);
  });

  test('a time limit where nothing is waited for', () => {
    const text = 'name: t\nsteps:\n  - broker: { drop: puback }\n    within: 5s\n';
    const loaded = loadScenario(text, 'f');
    const problems = [
      {
        code: 'SCN_UNKNOWN_KEY',
        line: 4,
        column: 5,
        what: '`drop` has no time limit',
        fix: 'Leave `within` out.',
      },
    ];
    expect(loaded).toMatchObject({ ok: false, problems });
  });

  test.each(['{ host: a, raw: true, users: [] }', '[{ host: a, raw: true, users: [] }]'])(
    'a raw peer with users: %s',
    (world) => {
      const loaded = loadScenario(`name: t\nworld: { broker: ${world} }\nsteps: []\n`, 'f');
      const column = 18 + world.indexOf('users');
      const problems = [{ code: 'SCN_WORLD', line: 2, column, fix: 'Leave `users` or `raw` out.' }];
      expect(loaded).toMatchObject({ ok: false, problems });
    },
  );

  test('a variable is known behind the packets that gave it its value', () => {
    const steps = `
  - broker: { packets: [{ publish: { id: { as: a } } }] }
  - broker: { send: { puback: { id: "\${a}" } } }`;
    expect(loadScenario(`name: t\nsteps:${steps}\n`, 'f')).toMatchObject({ ok: true });
  });

  test('the number of a burst is known in its step alone', () => {
    const steps = `
  - broker: { burst: { topic: t, payload: "\${n}", count: 2 } }
  - broker: { publish: { topic: t, payload: "\${n}" } }`;
    const problems = [{ code: 'SCN_UNKNOWN_VARIABLE', line: 4 }];
    expect(loadScenario(`name: t\nsteps:${steps}\n`, 'f')).toMatchObject({ ok: false, problems });
  });
});
