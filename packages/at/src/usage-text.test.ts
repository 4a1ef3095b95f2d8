import { expect, test } from 'vitest';
import { integer } from './integer.ts';
import { optional } from './optional.ts';
import { alpn, join, memory, run, summary } from './testing/sample-commands.ts';
import { setForm } from './set-form.ts';
import { text } from './text.ts';
import { usageText } from './usage-text.ts';

test('CORE-24: one syntax line a form and the example', () => {
  expect(memory.usage).toEqual(['AT+MEMORY?']);
  expect(run.usage).toEqual(['AT+RUN']);
  expect(join.usage).toEqual([
    'AT+JOIN=[<"ssid">][,<"password">][,<channel>]',
    'AT+JOIN',
    'example:AT+JOIN="home","12345678",6',
  ]);
});

test('repeated arguments are marked, and labels replace names', () => {
  expect(alpn.usage[0]).toBe('AT+ALPN=<count>[,<"names">]...');
});

test('the comma of an optional argument before a mandatory one stays', () => {
  const set = setForm({
    parameters: {
      first: integer({ min: 0, max: 1, summary, label: 'CA_ID' }),
      lwtTopic: optional(text({ bytesMin: 0, bytesMax: 1, summary })),
      last: integer({ min: 0, max: 1, summary }),
    },
    example: 'AT+X=0,,1',
    run: () => {},
  });
  expect(usageText({ name: 'AT+X', query: true, set, execute: false })).toEqual([
    'AT+X?',
    'AT+X=<CA_ID>,[<"lwt_topic">],<last>',
    'example:AT+X=0,,1',
  ]);
});
