import { z } from 'zod';
import { compileRegex, quoteRegex, RegexError } from '../regex.ts';
import { fill, references } from '../variables.ts';
import { hexField } from './hex-field.ts';
import { rawField } from './raw-field.ts';
import { leaf } from './leaf.ts';
import { oneOf } from './one-of.ts';
import type { Read } from './quantity.ts';

const special = oneOf(
  {
    regex: leaf(readRegex, 'SCN_WRONG_REGEX', {
      description:
        'A regular expression (RE2 syntax) found anywhere in one line. Named groups, ' +
        '`(?<name>...)`, become variables.',
      examples: ['^\\+CWSTATE:(?<state>\\d),'],
    }),
    bytes: rawField('Bytes anywhere in the output, CR LF included; every character is one byte.'),
    hex: hexField('Bytes anywhere in the output, in hexadecimal digits.'),
  },
  {},
  'A line that matches a regular expression, or bytes in a row.',
);

/** One thing the module is to say. */
export const expectation = z
  .union([
    z.string().min(1).meta({ description: 'A whole line, literally, without its CR LF.' }),
    special,
  ])
  .meta({ description: 'A whole line; or { regex }, { bytes }, { hex }.' });

/** What the module is to say: one thing, or several in this order. */
export const expectations = z
  .union([
    z.string().min(1).meta({ description: 'A whole line, literally, without its CR LF.' }),
    z.array(expectation).max(1000).meta({ description: 'Several, in this order.' }),
    special,
  ])
  .meta({
    description:
      'What the module is to say: a line, a list in order, { regex }, { bytes }, { hex }.',
  });

export type Expectation = z.output<typeof expectation>;
/** What a caller writes for one or several expectations, as in a scenario file. */
export type ExpectationInput = z.input<typeof expectations>;

/** A single expectation as the list it stands for. */
export function asList(value: z.output<typeof expectations>): readonly Expectation[] {
  return Array.isArray(value) ? value : [value];
}

/** Makes sure that the expression compiles, whatever its variables will hold. */
function readRegex(text: string): Read<string> {
  const sample = new Map(references(text).map(({ name }) => [name, 'x']));
  try {
    compileRegex(fill(text, sample, quoteRegex));
    return { ok: true, value: text };
  } catch (error) {
    if (!(error instanceof RegexError)) throw error;
    const reason = error.message.replace(/^error parsing regexp: /, '');
    const what = `the regular expression does not work: ${reason}`;
    const fix =
      'Use RE2 syntax: it runs in linear time and so has no back-references and no look-around.';
    return { ok: false, what, fix };
  }
}
