import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadScenario } from './load-scenario.ts';
import { scenarioBytesMax } from './read-yaml.ts';

const example = `# yaml-language-server: $schema=../schema.json
name: A reading reaches the broker, and the session survives a lost link
world:
  wifi: { ssid: home, password: "12345678" }
  broker: { host: 192.168.10.234, port: 1883 }
steps:
  - send: AT+CWMODE=1
  - send: AT+CWJAP="home","12345678"
    expect: [WIFI CONNECTED, OK, WIFI GOT IP]
    within: 15s
  - send: AT+MQTTUSERCFG=0,1,"W800","WinnerMicro","1234567890",0,0,""
  - send: AT+MQTTCONN=0,"192.168.10.234",1883,1
    expect: ['+MQTTCONNECTED:0,1,"192.168.10.234",1883,"",1', OK]
  - send: AT+MQTTPUB=0,"topic","hello",1,0
  - broker: { received: { topic: topic, payload: hello, qos: 1 } }
  - fault: { link: down, for: 30s }
  - expect: '+MQTTDISCONNECTED:0'
    within: 300s
  - check: { heap: { free: ">= 100KiB" } }
`;

describe('a good file', () => {
  test('the example of the house loads, and every step knows its place', () => {
    const loaded = loadScenario(example, 'a.yaml');
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
    const { scenario } = loaded;
    expect(scenario).toMatchObject({
      name: 'A reading reaches the broker, and the session survives a lost link',
      file: 'a.yaml',
      seed: 0,
      withinNs: 5_000_000_000,
      limitNs: 86_400_000_000_000,
      world: { wifi: [{ ssid: 'home' }], broker: [{ host: '192.168.10.234', port: 1883 }] },
    });
    expect(scenario.steps.map(({ site }) => site.line)).toEqual([7, 8, 11, 12, 14, 15, 16, 17, 19]);
    expect(scenario.steps[1]).toMatchObject({
      site: { column: 5, text: 'send: AT+CWJAP="home","12345678"' },
      value: { expect: ['WIFI CONNECTED', 'OK', 'WIFI GOT IP'], within: 15_000_000_000 },
    });
  });

  test('a byte order mark and CR LF line ends change nothing', () => {
    const loaded = loadScenario(`\ufeffname: t\r\nsteps:\r\n  - sned: AT\r\n`, 'f');
    expect(loaded).toMatchObject({ problems: [{ line: 3, column: 5 }] });
    expect(loadScenario(`\ufeff${example.replaceAll('\n', '\r\n')}`, 'f').ok).toBe(true);
  });

  test('anchors and aliases repeat a part', () => {
    const text = 'name: t\nsteps:\n  - &a { send: AT }\n  - *a\n  - { send: AT, expect: [OK] }\n';
    expect(loadScenario(text, 'f')).toMatchObject({ ok: true, scenario: { steps: { length: 3 } } });
  });
});

/** What is wrong, behind a first line `name: t`: place, code, words, advice. */
const bad: readonly (readonly [string, string, string, string, string])[] = [
  ['steps:\n  - sned: AT', '3:5', 'SCN_UNKNOWN_STEP', '`sned` is no step', 'mean `send`'],
  ['steps:\n  - foo: AT', '3:5', 'SCN_UNKNOWN_STEP', '`foo`', 'Known here: `send`'],
  ['steps:\n  - constructor: 1', '3:5', 'SCN_UNKNOWN_STEP', '`constructor`', 'Known here'],
  ['steps:\n  - send: AT\n    exepct: OK', '4:5', 'SCN_UNKNOWN_KEY', '`exepct`', 'mean `expect`'],
  ['stps: []', '2:1', 'SCN_UNKNOWN_KEY', '`stps`', 'mean `steps`'],
  ['__proto__: 1\nsteps: []', '2:1', 'SCN_UNKNOWN_KEY', '`__proto__`', 'Known here: `name`'],
  ['world: { wifi: { sid: a } }\nsteps: []', '2:18', 'SCN_UNKNOWN_KEY', '`sid`', 'mean `ssid`'],
  [
    'steps: [{ broker: { received: { topc: a } } }]',
    '2:33',
    'SCN_UNKNOWN_KEY',
    '`topc`',
    '`topic`',
  ],
  ['steps: [{ send: { row: a } }]', '2:19', 'SCN_UNKNOWN_KEY', '`row`', 'mean `raw`'],
  ['steps: [{ expect: [OK, { regexp: a }] }]', '2:26', 'SCN_UNKNOWN_KEY', '`regexp`', '`regex`'],
  [
    'steps:\n  - never: x\n    steps:\n      - sned: A',
    '5:9',
    'SCN_UNKNOWN_STEP',
    '`sned`',
    '`send`',
  ],
  ['steps: [{ send: AT, within: 5sec }]', '2:29', 'SCN_WRONG_UNIT', '`sec`', 'mean `s`? Units: us'],
  ['steps: [{ wait: "5" }]', '2:17', 'SCN_WRONG_UNIT', '`5` has no unit', 'Write `15s`'],
  ['steps: [{ wait: 5 }]', '2:17', 'SCN_WRONG_TYPE', 'not the number 5', 'like `15s`'],
  ['steps: [{ wait: 2401h }]', '2:17', 'SCN_WRONG_UNIT', 'too large', '2400h'],
  ['steps: [{ check: { heap: { free: ">= 1KB" } } }]', '2:34', 'SCN_WRONG_UNIT', '`KB`', '`KiB`'],
  ['steps: [{ check: { heap: { free: 1KiB } } }]', '2:34', 'SCN_WRONG_UNIT', 'comparison', '>='],
  ['name: u\nsteps: []', '2:1', 'SCN_YAML_DUPLICATE_KEY', '`name`', 'Keep one'],
  ['steps:\n  - send: A\n    send: B', '4:5', 'SCN_YAML_DUPLICATE_KEY', '`send`', 'Keep one'],
  ['steps:\n  - send: A\n\t  within: 5s', '4:1', 'SCN_YAML_TAB', 'tab', 'spaces'],
  ['steps: []\n---\nname: u', '3:1', 'SCN_YAML_SEVERAL_DOCUMENTS', 'second', 'files of their own'],
  ['steps: [', '3:1', 'SCN_YAML_SYNTAX', 'end with a ]', 'Close'],
  ['steps:\n  - send: AT\n   within: 3s', '4:1', 'SCN_YAML_SYNTAX', 'indicator', 'same column'],
  ['steps: [{ send: a: b }]', '2:17', 'SCN_YAML_SYNTAX', 'not allowed within flow', 'quotes'],
  ['steps: !x []', '2:8', 'SCN_YAML_SYNTAX', 'tag', 'Leave the tag out'],
  ['steps: [*a]', '2:9', 'SCN_YAML_UNKNOWN_ALIAS', '&a', 'quotes'],
  ['steps: &a [*a]', '2:12', 'SCN_YAML_ALIAS_BOMB', '*a', 'Write the repeated part out'],
  ['? [a]\n: b\nsteps: []', '2:3', 'SCN_YAML_KEY', 'plain text', 'key: value'],
  [`steps: ${'['.repeat(70)}`, '2:72', 'SCN_YAML_TOO_DEEP', 'deep', '64'],
  [`steps: ${'\n- '.repeat(1)}${'- '.repeat(70)}`, '3:129', 'SCN_YAML_TOO_DEEP', 'deep', '64'],
  ['description: d', '1:1', 'SCN_MISSING_KEY', '`steps` is missing', 'Add `steps:` with a list'],
  ['steps: 5', '2:8', 'SCN_WRONG_TYPE', 'a list, not the number 5', 'Write a list'],
  ['steps: [AT+RST]', '2:9', 'SCN_WRONG_TYPE', '`AT+RST` is no step', '`- send: AT+RST`'],
  ['steps:\n  -  - send: AT', '3:6', 'SCN_WRONG_TYPE', 'this is no step', 'begins with one of'],
  ['steps:\n  - send:AT', '3:5', 'SCN_WRONG_TYPE', '`send:AT`', '`- send: AT`'],
  ['steps: [{ send: A, wait: 5s }]', '2:20', 'SCN_SEVERAL_STEPS', '`wait` are two', '- wait:'],
  ['steps: [{ send: }]', '2:17', 'SCN_WRONG_TYPE', 'not nothing', 'Write text'],
  ['steps: [{ expect: [OK, 5] }]', '2:24', 'SCN_WRONG_TYPE', 'entry of `expect`', 'quotes: "5"'],
  [
    'world: { wifi: { ssid: a, password: 12345678 } }\nsteps: []',
    '2:37',
    'SCN_WRONG_TYPE',
    'must be text, not the number 12345678',
    'Put it in quotes: "12345678".',
  ],
  [
    'world: { broker: [{ host: a }, { host: a }] }\nsteps: []',
    '2:32',
    'SCN_WORLD',
    'a:1883',
    'own',
  ],
  [
    'world: { ntp: [{ host: a }, { host: b }, { host: a }] }\nsteps: []',
    '2:42',
    'SCN_WORLD',
    'two time servers at a',
    'own',
  ],
  [
    'world: { ntp: { host: a, time: 2026-02-30T00:00:00Z } }\nsteps: []',
    '2:32',
    'SCN_WRONG_VALUE',
    '2026-02-30',
    '2026-01-01T00:00:00Z',
  ],
  ['steps: [{ fault: { link: dwon } }]', '2:26', 'SCN_WRONG_VALUE', '"dwon"', 'mean `down`'],
  ['shows: [XYZ-1]\nsteps: []', '2:9', 'SCN_WRONG_VALUE', 'entry of `shows`', 'like CORE-18'],
  ['shows: [AT-018]\nsteps: []', '2:9', 'SCN_WRONG_VALUE', '"AT-018"', 'like CORE-18'],
  ['shows: CORE-18\nsteps: []', '2:8', 'SCN_WRONG_TYPE', '`shows`', 'Write a list'],
  ['seed: -1\nsteps: []', '2:7', 'SCN_WRONG_VALUE', '-1', 'The least is 0'],
  ['steps: [{ send: { hex: "0" } }]', '2:24', 'SCN_WRONG_BYTES', 'hexadecimal', 'even number'],
  ['steps: [{ send: { raw: "€" } }]', '2:24', 'SCN_WRONG_BYTES', '€', 'hex'],
  ['steps: [{ send: {} }]', '2:17', 'SCN_MISSING_KEY', 'nothing', 'one of `raw`, `hex`'],
  [
    "steps: [{ expect: [OK, { regex: '(a)\\1' }] }]",
    '2:33',
    'SCN_WRONG_REGEX',
    '\\1',
    'no back-references',
  ],
  ["steps: [{ expect: { regex: '(?=a)' } }]", '2:28', 'SCN_WRONG_REGEX', '(?=', 'RE2'],
  ['steps: [{ send: "AT+${id}" }]', '2:21', 'SCN_UNKNOWN_VARIABLE', '`id`', 'vars'],
  [
    'vars: { id: 1 }\nsteps: [{ send: "A${id}${ie}" }]',
    '3:24',
    'SCN_UNKNOWN_VARIABLE',
    '`ie`',
    'mean `id`',
  ],
];

describe('a bad file gives one problem, in its place', () => {
  test.each(bad)('%j', (text, place, code, what, fix) => {
    const loaded = loadScenario(`name: t\n${text}\n`, 'f.yaml');
    const problems = loaded.ok ? [] : loaded.problems;
    expect(problems.map(({ line, column }) => `${line}:${column}`)).toEqual([place]);
    expect(problems[0]).toMatchObject({ file: 'f.yaml', code });
    expect(problems[0]?.what).toContain(what);
    expect(problems[0]?.fix).toContain(fix);
  });

  test.each(['', '\n\n', '# a remark\n', '---\n'])('nothing in it: %j', (text) => {
    const problems = [{ code: 'SCN_FILE_EMPTY', line: 1, column: 1 }];
    expect(loadScenario(text, 'f')).toMatchObject({ ok: false, problems });
  });

  test.each([
    ['name: 5\nsteps: []', '1:7', 'SCN_WRONG_TYPE'],
    ['nmae: t\nsteps: []', '1:1', 'SCN_UNKNOWN_KEY'],
    ['steps: []', '1:1', 'SCN_MISSING_KEY'],
    ['- a\n- b', '1:1', 'SCN_WRONG_TYPE'],
    ['hello', '1:1', 'SCN_WRONG_TYPE'],
    ['\tname: t', '1:1', 'SCN_YAML_TAB'],
    ['#'.repeat(scenarioBytesMax + 1), '1:1', 'SCN_FILE_TOO_LARGE'],
    ['['.repeat(200_000), '1:65', 'SCN_YAML_TOO_DEEP'],
  ])('%.20s', (text, place, code) => {
    const loaded = loadScenario(text, 'f');
    const problems = loaded.ok ? [] : loaded.problems;
    expect(problems.map(({ line, column }) => `${line}:${column}`)).toEqual([place]);
    expect(problems[0]?.code).toBe(code);
  });

  test('an alias bomb is stopped at the alias that goes too far', () => {
    const rows = Array.from('bcdefghi', (name, index) => {
      const inner = `*${'abcdefgh'[index]}`;
      return `${name}: &${name} [${Array(9).fill(inner).join(',')}]`;
    });
    const text = `a: &a [x,x,x,x,x,x,x,x,x]\n${rows.join('\n')}\nname: t\nsteps: *i\n`;
    const problems = [{ code: 'SCN_YAML_ALIAS_BOMB', line: 4 }];
    expect(loadScenario(text, 'f')).toMatchObject({ problems });
  });

  test('several faults are told in the order of the file', () => {
    const text = 'name: t\nsteps:\n  - sned: A\n  - send: A\n    wthin: 5s\ntgas: []\n';
    const loaded = loadScenario(text, 'f');
    expect(loaded.ok ? [] : loaded.problems.map(({ line }) => line)).toEqual([3, 5, 6]);
  });

  test('a variable has its value only after the step that sets it', () => {
    const text = (first: string, second: string) =>
      `name: t\nsteps:\n  - ${first}\n  - ${second}\n`;
    const capture = "expect: { regex: '(?<id>x)' }";
    const use = 'send: AT${id}';
    expect(loadScenario(text(capture, use), 'f').ok).toBe(true);
    expect(loadScenario(text('set: { id: 1 }', use), 'f').ok).toBe(true);
    const problems = [{ code: 'SCN_UNKNOWN_VARIABLE', line: 3, column: 13 }];
    expect(loadScenario(text(use, capture), 'f')).toMatchObject({ problems });
  });
});

describe('any file', () => {
  const pieces = fc.constantFrom(
    'name: ',
    'steps:',
    ' - ',
    'send: ',
    'expect: ',
    '\n',
    '  ',
    '[',
    ']',
    '{',
    '}',
    ',',
    '&a ',
    '*a',
    '"',
    "'",
    '|',
    '>',
    '!!',
    '#',
    '%',
    '---',
    '\t',
    ': ',
    '? ',
    '${x}',
    'AT',
    '5s',
    '\0',
    'within: ',
    'regex: ',
    '(?<a>',
    'world:',
    'wifi:',
    'never: ',
    '\u2028',
    '\ufeff',
    '\r',
    '1e9',
  );
  const soup = fc.array(pieces, { maxLength: 60 }).map((list) => list.join(''));
  const bytes = fc
    .uint8Array({ maxLength: 400 })
    .map((list) => new TextDecoder('latin1').decode(list));
  const changed = fc
    .tuple(fc.nat(example.length), fc.nat(20), soup)
    .map(([at, cut, text]) => example.slice(0, at) + text + example.slice(at + cut));

  test.each([
    ['any bytes', bytes],
    ['a soup of the words of the language', soup],
    ['the example with a hole', changed],
  ])('of %s never throws, and problems have a place in it', (_name, texts) => {
    fc.assert(
      fc.property(texts, (text) => {
        const loaded = loadScenario(text, 'f');
        if (loaded.ok) return;
        const lines = text.split('\n');
        expect(loaded.problems.length).toBeGreaterThan(0);
        for (const { line, column, what, fix } of loaded.problems) {
          expect(what).not.toBe('');
          expect(fix).not.toBe('');
          expect(column).toBeGreaterThanOrEqual(1);
          expect(column).toBeLessThanOrEqual((lines[line - 1] ?? '').length + 1);
        }
      }),
      { numRuns: 200 },
    );
  });
});
