import { expect, test } from 'vitest';
import { loadScenario } from '../load-scenario.ts';

/** A step, and what is said of it: column, code, words, advice. Nothing runs. */
const refused: readonly (readonly [string, number, string, string, string])[] = [
  ['fault: { lnik: down }', 14, 'SCN_UNKNOWN_KEY', '`lnik`', 'mean `link`'],
  ['fault: { link: down, for: 10 }', 31, 'SCN_WRONG_TYPE', '`for` must be text', '`15s`'],
  [
    'fault: { link: down, after: 1s, at: 2s }',
    37,
    'SCN_WRONG_VALUE',
    '`after` and `at` exclude each other',
    'Write at most one of `after`, `at`, `on`, `drawn`.',
  ],
  [
    'fault: { link: down, drawn: { within: 1s }, on: { event: scenario.say } }',
    26,
    'SCN_WRONG_VALUE',
    '`on` and `drawn` exclude each other',
    'at most one',
  ],
  ['fault: { link: down, uplink: down }', 12, 'SCN_WRONG_VALUE', 'exclude', 'exactly one'],
  ['fault: { after: 1s }', 12, 'SCN_MISSING_KEY', 'nothing is said here', '`pnpm sim faults`'],
  [
    'fault: link',
    12,
    'SCN_WRONG_TYPE',
    '`fault` must be a mapping, not text',
    'Write it like `{ link: down, for: 10s }`.',
  ],
  [
    'faults: { of: [link], within: 1s }',
    20,
    'SCN_WRONG_TYPE',
    'must be a mapping, not text',
    'Write it like `{ link: down }`.',
  ],
  [
    'fault: { noise: { bitsPerMillion: 5, for: 1s } }',
    42,
    'SCN_UNKNOWN_KEY',
    '`for`',
    'Write it beside `noise`, not in it.',
  ],
  [
    '{ fault: { link: down }, for: 10s }',
    30,
    'SCN_UNKNOWN_KEY',
    '`for`',
    'Write it in `fault`, not beside it.',
  ],
  [
    'fault: { stray-bytes: { count: 3, hex: "0d 0a" } }',
    29,
    'SCN_WRONG_VALUE',
    '`count` draws bytes',
    'Leave `count` or `hex` out.',
  ],
  [
    'fault: { crash: true, for: 5s }',
    27,
    'SCN_WRONG_VALUE',
    '`crash` is over at once; there is nothing to put right',
    'Leave `for` out.',
  ],
  ['repair: crash', 13, 'SCN_WRONG_VALUE', '`crash` is over at once', 'Leave it out.'],
  ['fault: { link: down, for: 0s }', 31, 'SCN_WRONG_VALUE', 'no time at all', 'above 0'],
  [
    'fault: { link: down, drawn: { within: 0s } }',
    43,
    'SCN_WRONG_VALUE',
    'no time at all',
    'above 0',
  ],
  [
    'fault: { link: down, drawn: { within: 1s, times: 0 } }',
    54,
    'SCN_WRONG_VALUE',
    '`times` cannot be 0',
    'The least is 1.',
  ],
  [
    'fault: { link: down, drawn: { times: 2 } }',
    33,
    'SCN_MISSING_KEY',
    '`within` is missing',
    'Add `within:`',
  ],
  [
    'fault: { link: down, on: { event: mqtt.send } }',
    39,
    'SCN_WRONG_VALUE',
    '`event` cannot be "mqtt.send"',
    'Did you mean `mqtt.sent`?',
  ],
  [
    'fault: { link: down, on: { event: mqtt.sent, nth: 0 } }',
    55,
    'SCN_WRONG_VALUE',
    '`nth` cannot be 0',
    'The least is 1.',
  ],
  [
    'fault: { link: down, on: { event: mqtt.sent, where: { topik: a } } }',
    59,
    'SCN_UNKNOWN_KEY',
    '`mqtt.sent` has no field `topik`',
    'Did you mean `topic`?',
  ],
  [
    'fault: { link: down, on: { event: nv.erase, where: { key: a } } }',
    58,
    'SCN_UNKNOWN_KEY',
    '`nv.erase` has no field `key`',
    'Leave `where` out.',
  ],
  [
    'fault: { link: down, on: { event: mqtt.sent, where: { qos: one } } }',
    64,
    'SCN_WRONG_TYPE',
    '`qos` of `mqtt.sent` is never "one"',
    'Write a whole number.',
  ],
  [
    'fault: { link: down, on: { event: mqtt.sent, where: { dup: 1 } } }',
    64,
    'SCN_WRONG_TYPE',
    '`dup` of `mqtt.sent` is never 1',
    'Write `true` or `false`.',
  ],
  [
    'fault: { link: down, on: { event: mqtt.sent, where: { topic: 1 } } }',
    66,
    'SCN_WRONG_TYPE',
    '`topic` of `mqtt.sent` is never 1',
    'Write a text.',
  ],
  [
    'fault: { link: down, on: { event: module.power, where: { event: redy } } }',
    69,
    'SCN_WRONG_VALUE',
    '`event` of `module.power` is never "redy"',
    'Did you mean `ready`?',
  ],
  ['repair: lnik', 13, 'SCN_WRONG_VALUE', '"lnik"', 'Did you mean `link`?'],
  ['repair: [link, uplnik]', 20, 'SCN_WRONG_VALUE', '"uplnik"', 'Did you mean `uplink`?'],
  ['faults: { any: true }', 13, 'SCN_MISSING_KEY', '`within` is missing', 'Add `within:`'],
  ['faults: { within: 1s }', 13, 'SCN_MISSING_KEY', 'nothing is said', '`of`, `any`'],
  [
    'faults: { of: [{ link: down }], any: true, within: 1s }',
    37,
    'SCN_WRONG_VALUE',
    '`of` and `any` exclude each other',
    'exactly one',
  ],
  [
    'faults: { of: [{ link: down }], except: [link], within: 1s }',
    37,
    'SCN_WRONG_VALUE',
    '`except` goes with `any` alone',
    'any: true',
  ],
  ['faults: { of: [{ lnik: down }], within: 1s }', 22, 'SCN_UNKNOWN_KEY', '`lnik`', 'mean `link`'],
  [
    'faults: { any: true, except: [lnik], within: 1s }',
    35,
    'SCN_WRONG_VALUE',
    '"lnik"',
    'mean `link`',
  ],
];

test.each(refused)('%s is refused at its place', (step, column, code, what, fix) => {
  const loaded = loadScenario(`name: t\nsteps:\n  - ${step}`, 't.yaml');
  if (loaded.ok) throw new Error('it was loaded');
  expect(loaded.problems).toHaveLength(1);
  const [problem] = loaded.problems;
  expect(problem).toMatchObject({ line: 3, column, code });
  expect(problem?.what).toContain(what);
  expect(problem?.fix).toContain(fix);
});
