import { z } from 'zod';
import { defineStep } from '../define-step.ts';
import { exchange, exchangeBytes } from '../exchange.ts';
import { hexField } from '../fields/hex-field.ts';
import { rawField } from '../fields/raw-field.ts';
import { asList, expectations } from '../fields/expectation.ts';
import { oneOf } from '../fields/one-of.ts';
import { within } from '../fields/within.ts';
import { latin1Bytes } from '../show-bytes.ts';
import { fill } from '../variables.ts';

const bytes = oneOf(
  {
    raw: rawField('Bytes as they are, nothing added; every character is one byte.'),
    hex: hexField('Bytes in hexadecimal digits, nothing added.'),
  },
  {},
  'Bytes that are no command line.',
);

export const send = defineStep({
  name: 'send',
  summary:
    'Types a line, CR LF added, and waits for its answer. `OK` is expected unless `expect` ' +
    'names another final code; another code than the expected one fails at once. ' +
    '`expect: []` waits for nothing.',
  schema: z.strictObject({
    send: z
      .union([z.string().meta({ description: 'A command line without its CR LF.' }), bytes])
      .meta({ description: 'What is typed: a line, or { raw } or { hex } bytes.' }),
    expect: expectations.optional(),
    within,
  }),
  async run(step, host) {
    const expected = asList(step.expect ?? 'OK');
    if (typeof step.send === 'string') {
      await exchange(host, fill(step.send, host.variables), expected, step.within);
      return;
    }
    const { hex, raw } = step.send;
    const typed = hex ?? latin1Bytes(fill(raw ?? '', host.variables));
    await exchangeBytes(host, typed, expected, step.within);
  },
});
