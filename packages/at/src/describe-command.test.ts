import { expect, test } from 'vitest';
import { describeCommand } from './describe-command.ts';
import { alpn, at, connect, join, memory, run, summary } from './testing/sample-commands.ts';
import { commandsFor } from './define-command.ts';
import { integer } from './integer.ts';
import { optional } from './optional.ts';
import { text } from './text.ts';

test('a command is described by its declaration alone, in the order it is typed', () => {
  expect(describeCommand(join)).toEqual({
    name: 'AT+JOIN',
    summary,
    lineBytesMax: 256,
    forms: [
      { form: 'test', syntax: 'AT+JOIN=?' },
      { form: 'set', syntax: 'AT+JOIN=[<"ssid">][,<"password">][,<channel>]' },
      { form: 'execute', syntax: 'AT+JOIN' },
    ],
    refusals: { query: 'error' },
    parameters: [
      {
        name: 'ssid',
        label: 'ssid',
        summary,
        presence: 'optional',
        kind: 'text',
        bytesMin: 1,
        bytesMax: 32,
        restricted: false,
        limits: { en: 'text, 1 to 32 bytes; may be left out', zh: '字符串，1 至 32 字节；可省略' },
      },
      {
        name: 'password',
        label: 'password',
        summary,
        presence: 'optional',
        kind: 'text',
        bytesMin: 0,
        bytesMax: 64,
        restricted: false,
        limits: { en: 'text, 0 to 64 bytes; may be left out', zh: '字符串，0 至 64 字节；可省略' },
      },
      {
        name: 'channel',
        label: 'channel',
        summary,
        presence: 'optional',
        kind: 'integer',
        min: 1,
        max: 14,
        fallback: 1,
        limits: {
          en: 'integer, 1 to 14; may be left out, then 1',
          zh: '整数，1 至 14；可省略，默认 1',
        },
      },
    ],
    argumentsMin: 0,
    argumentsMax: 3,
    rangeRefusal: 'parse-error',
    example: 'AT+JOIN="home","12345678",6',
  });
});

test('labels, defaults, restrictions and examples of values are told where there are any', () => {
  const command = commandsFor<undefined>()({
    name: 'AT+X',
    summary,
    usage: false,
    set: {
      parameters: {
        keepAlive: integer({ min: -1, max: 9, emptyDefault: 0, summary }),
        mac: optional(
          text({ bytesMin: 5, bytesMax: 5, summary, refuse: () => false, example: '00:00' }),
          '11:11',
        ),
      },
      example: 'AT+X=1',
      run: (_module, _args, reply) => reply.ok(),
    },
  });
  const { parameters, forms, refusals } = describeCommand(command);
  expect(forms).toEqual([{ form: 'set', syntax: 'AT+X=<keep_alive>[,<"mac">]' }]);
  expect(refusals).toEqual({ test: 'error', query: 'error', execute: 'parse-error' });
  expect(parameters).toMatchObject([
    {
      label: 'keep_alive',
      presence: 'mandatory',
      min: -1,
      max: 9,
      emptyDefault: 0,
      limits: { en: 'integer, -1 to 9; empty for 0', zh: '整数，-1 至 9；留空为 0' },
    },
    {
      restricted: true,
      example: '00:00',
      fallback: '11:11',
      limits: {
        en: 'text, 5 bytes; may be left out, then "11:11"',
        zh: '字符串，5 字节；可省略，默认 "11:11"',
      },
    },
  ]);
});

test('a repeated parameter says how often, a limited line how long', () => {
  const { lineBytesMax, parameters, argumentsMin, argumentsMax } = describeCommand(alpn);
  expect({ lineBytesMax, argumentsMin, argumentsMax }).toEqual({
    lineBytesMax: 255,
    argumentsMin: 1,
    argumentsMax: 6,
  });
  expect(parameters[1]).toMatchObject({ presence: 'repeated', timesMax: 5, bytesMax: 255 });
  expect(parameters[1]?.limits.en).toBe('text, 0 to 255 bytes; up to 5 times');
});

test('a command without a set form takes no arguments and has no example', () => {
  expect(describeCommand(memory)).toStrictEqual({
    name: 'AT+MEMORY',
    summary,
    lineBytesMax: 256,
    forms: [{ form: 'query', syntax: 'AT+MEMORY?' }],
    refusals: { test: 'error', set: 'error', execute: 'error' },
    parameters: [],
    argumentsMin: 0,
    argumentsMax: 0,
    rangeRefusal: 'parse-error',
  });
});

const count = integer({ min: 0, max: 1, summary });
const word = text({ bytesMin: 0, bytesMax: 3, summary });

test.each([
  [{ count, word }, 'AT+X=1,"a"'],
  [{ word, count }, 'AT+X="a",1'],
])(
  'a command that refuses what is out of range in its own way says so: %j',
  (parameters, example) => {
    const set = { parameters, example, run: () => {} };
    const define = commandsFor<undefined>();
    const own = define({ name: 'AT+X', summary, set: { ...set, rangeRefusal: 'error' } });
    expect(describeCommand(own).rangeRefusal).toBe('error');
    expect(describeCommand(define({ name: 'AT+X', summary, set })).rangeRefusal).toBe(
      'parse-error',
    );
  },
);

test('a set form without parameters has no range to refuse', () => {
  const set = { parameters: {}, example: 'AT+X=', run: () => {} };
  const command = commandsFor<undefined>()({ name: 'AT+X', summary, set });
  expect(describeCommand(command).rangeRefusal).toBe('parse-error');
});

test('a mandatory parameter says no more than its limits', () => {
  const [linkId, host] = describeCommand(connect).parameters;
  expect(linkId).toStrictEqual({
    name: 'linkId',
    label: 'LinkID',
    summary,
    presence: 'mandatory',
    kind: 'integer',
    min: 0,
    max: 0,
    limits: { en: 'always 0', zh: '固定为 0' },
  });
  expect(host).toStrictEqual({
    name: 'host',
    label: 'host',
    summary,
    presence: 'mandatory',
    kind: 'text',
    bytesMin: 1,
    bytesMax: 128,
    restricted: false,
    limits: { en: 'text, 1 to 128 bytes', zh: '字符串，1 至 128 字节' },
  });
  expect(describeCommand(join).parameters[0]).not.toHaveProperty('fallback');
});

test('CORE-15: a form that is missing is answered as the dispatcher answers it', () => {
  expect(describeCommand(memory).refusals).toEqual({
    test: 'error',
    set: 'error',
    execute: 'error',
  });
  expect(describeCommand(run).refusals).toEqual({ query: 'error', set: 'parse-error' });
  expect(describeCommand(at).refusals).toEqual({
    test: 'error',
    query: 'error',
    set: 'parse-error',
  });
});
