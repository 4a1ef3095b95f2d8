import { expect, test } from 'vitest';
import { commands } from '../commands/index.ts';
import { commandsOf } from './commands-of.ts';
import { describeOptions } from './describe-options.ts';
import { dialectOptions } from './dialect-options.ts';
import type { Dialect } from './dialect.ts';
import { docsDialect } from './docs.ts';
import { espAtDialect } from './esp-at.ts';
import { firmwareDialect } from './firmware.ts';
import { dialects } from './index.ts';

test('the documents are the first dialect and change nothing', () => {
  expect(dialects.map(({ name }) => name)).toEqual(['docs', 'firmware', 'esp-at']);
  expect(docsDialect.changes).toEqual({});
});

test.each(dialects)('$name changes only what differs, each with its reason', ({ changes }) => {
  const documented = new Map<string, unknown>(
    Object.entries(dialectOptions).map(([name, { value }]) => [name, value]),
  );
  for (const [name, change] of Object.entries(changes)) {
    expect([name, change.value]).not.toEqual([name, documented.get(name)]);
    expect(change.basis).not.toBe('');
  }
});

test('findings have ids of their own', () => {
  const ids = dialects.flatMap(({ changes }) =>
    Object.values(changes).flatMap(({ finding }) => (finding === undefined ? [] : [finding.id])),
  );
  expect(ids.length).toBeGreaterThan(0);
  expect(new Set(ids).size).toBe(ids.length);
});

test.each(dialects)('no two commands of $name share a name', ({ options }) => {
  const names = commandsOf(commands, options).map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

test('every command exists in one dialect at least', () => {
  const existing = new Set(dialects.flatMap(({ options }) => commandsOf(commands, options)));
  expect(existing.size).toBe(commands.length);
});

test('extensions and the commands of ESP-AT come and go with their options', () => {
  expect(namesIn(docsDialect, firmwareDialect)).toEqual([
    'ATE0',
    'ATE1',
    'AT+GMR',
    'AT+UART_CUR',
    'AT+UART_DEF',
  ]);
  expect(namesIn(espAtDialect, docsDialect)).toEqual([
    'AT+SYSMSG',
    'AT+SYSLOG',
    'AT+CIPSTATUS',
    'AT+MQTTCLIENTID',
    'AT+MQTTUSERNAME',
    'AT+MQTTPASSWORD',
  ]);
  expect(namesIn(firmwareDialect, docsDialect)).toEqual([]);
});

/** The names of the commands that one dialect has and another lacks. */
function namesIn(one: Dialect, other: Dialect): readonly string[] {
  const lacking = new Set(commandsOf(commands, other.options).map(({ name }) => name));
  const names = commandsOf(commands, one.options).map(({ name }) => name);
  return names.filter((name) => !lacking.has(name));
}

test('the description of an option has its value in every dialect and every reason', () => {
  expect(describeOptions().find(({ name }) => name === 'joinOkFirst')).toEqual({
    name: 'joinOkFirst',
    meaning: dialectOptions.joinOkFirst.meaning,
    values: [
      { dialect: 'docs', value: true },
      { dialect: 'firmware', value: true },
      { dialect: 'esp-at', value: false },
    ],
    bases: [
      { dialect: 'docs', basis: dialectOptions.joinOkFirst.basis },
      { dialect: 'esp-at', basis: espAtDialect.changes.joinOkFirst?.basis },
    ],
  });
});
