import fc from 'fast-check';
import { expect, test } from 'vitest';
import { integer } from './integer.ts';
import { optional } from './optional.ts';
import type { Parameters } from './parameters.ts';
import { PortFixture } from './testing/port-fixture.ts';
import { at, summary } from './testing/sample-commands.ts';
import { commandsFor } from './define-command.ts';
import { repeated } from './repeated.ts';
import { setForm } from './set-form.ts';
import { text } from './text.ts';
import type { Argument } from './split-arguments.ts';

const number = integer({ min: 0, max: 9, summary });
const word = text({ bytesMin: 0, bytesMax: 9, summary });

function formOf(parameters: Parameters) {
  return setForm({ parameters, example: '', run: () => {} });
}

test('the least number of arguments reaches to the last mandatory one', () => {
  const form = formOf({ a: optional(number), b: number, c: optional(word), d: optional(word) });
  expect([form.argumentsMin, form.argumentsMax]).toEqual([2, 4]);
  expect(form.bind([undefined, 1])).toBeTypeOf('function');
  expect(form.bind([1])).toBeUndefined();
});

test('CORE-11: a mandatory argument may not be left out, even where an empty field may', () => {
  const form = formOf({ qos: integer({ min: 0, max: 2, emptyDefault: 0, summary }), last: number });
  expect(form.bind([undefined, 1])).toBeTypeOf('function');
  expect(form.bind([0])).toBeUndefined();
  expect(formOf({ qos: integer({ min: 0, max: 2, emptyDefault: 0, summary }) }).bind([])).toBe(
    undefined,
  );
});

test('CORE-12: a surplus argument is refused, an empty one too', () => {
  expect(formOf({ a: number }).bind([1, 2])).toBeUndefined();
  expect(formOf({ a: number }).bind([1, undefined])).toBeUndefined();
  expect(formOf({ a: number, b: repeated(word, { max: 2 }) }).bind([1, '', '', ''])).toBe(
    undefined,
  );
});

test('arguments that are well-formed alone can be refused together', () => {
  const form = setForm({
    parameters: { low: number, high: number },
    example: '',
    check: ({ low, high }) => low <= high,
    run: () => {},
  });
  expect(form.bind([1, 2])).toBeTypeOf('function');
  expect(form.bind([2, 1])).toBeUndefined();
  expect([form.suits({ low: 1, high: 2 }), form.suits({ low: 2, high: 1 })]).toEqual([true, false]);
  expect(formOf({ low: number }).suits({ low: 1 })).toBe(true);
});

test('a command may refuse a value out of range with ERROR, whatever the rules say', () => {
  const parameters = { low: number };
  const form = setForm({ parameters, example: '', rangeRefusal: 'error', run: () => {} });
  expect(form.bind([10])).toBe('error');
  expect(form.bind(['1'])).toBeUndefined();
  expect(formOf(parameters).bind([10])).toBeUndefined();
});

/** A parameter, a value for it, how that is typed and what the command is to get. */
interface Sample {
  readonly parameter: Parameters[string];
  readonly typed: readonly string[];
  readonly value: unknown;
}

/** Any text but one with the CR LF that would end the line. */
const anyText = fc
  .string({
    unit: fc.constantFrom('a', ' ', ',', '"', '\\', '=', '?', '\r', '\n', '\xff', '\xc3\xa9'),
    maxLength: 4,
  })
  .filter((value) => !value.includes('\r\n'));
const quoted = (value: string): string => `"${value.replaceAll(/[\\,"]/g, '\\$&')}"`;
const wide = text({ bytesMin: 0, bytesMax: 99, summary });
const any32 = integer({ min: -2_147_483_648, max: 2_147_483_647, emptyDefault: 7, summary });

const sample: fc.Arbitrary<Sample> = fc.oneof(
  anyText.map((value) => ({ parameter: wide, typed: [quoted(value)], value })),
  fc.integer().map((value) => ({ parameter: any32, typed: [String(value)], value })),
  fc.constant({ parameter: any32, typed: [''], value: 7 }),
  anyText.map((value) => ({ parameter: optional(wide), typed: [quoted(value)], value })),
  fc.constant({ parameter: optional(wide), typed: [''], value: undefined }),
  fc.constant({ parameter: optional(any32, 3), typed: [''], value: 3 }),
);
const tail: fc.Arbitrary<Sample> = fc.array(anyText, { maxLength: 4 }).map((values) => ({
  parameter: repeated(wide, { max: 4 }),
  typed: values.map(quoted),
  value: values,
}));

test('what a command of any shape is given is what was typed', () => {
  fc.assert(
    fc.property(fc.array(sample, { minLength: 1, maxLength: 5 }), tail, (samples, last) => {
      const all = [...samples, last];
      const parameters: Parameters = Object.fromEntries(
        all.map(({ parameter }, index) => [`p${index}`, parameter]),
      );
      const got: unknown[] = [];
      const any = commandsFor<unknown>()({
        name: 'AT+ANY',
        summary,
        set: {
          parameters,
          example: '',
          run(_module, args, reply) {
            got.push(args);
            reply.ok();
          },
        },
      });
      const fixture = new PortFixture([at, any]);
      fixture.line(`AT+ANY=${all.flatMap(({ typed }) => typed).join(',')}`);
      expect(got).toEqual([
        Object.fromEntries(all.map(({ value }, index) => [`p${index}`, value])),
      ]);
    }),
  );
});

test('every argument list is bound or refused, never an error', () => {
  const form = formOf({ a: optional(number), b: word, c: repeated(word, { max: 2 }) });
  const argument: fc.Arbitrary<Argument> = fc.oneof(
    fc.integer(),
    fc.string(),
    fc.constant(undefined),
  );
  fc.assert(
    fc.property(fc.array(argument, { maxLength: 6 }), (list) => {
      const bound = form.bind(list) !== undefined;
      expect(bound && (list.length < 2 || list.length > 4)).toBe(false);
    }),
  );
});
