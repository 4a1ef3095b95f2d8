import { readFileSync } from 'node:fs';

import { expect, it } from 'vitest';

import { ledgerFile, readLedger } from './ledger.ts';

const header = 'id\tcommand\tsource\tinferred\tpending\tstatement';
const row = 'AA-01\tAT+X\tseed\tyes\tTLS\tIt holds';

it('reads a row into a requirement with its line', () => {
  const open = 'AA-02\tAT+X\tesp-at\tno\t\tIt holds, too';
  expect(readLedger(`${header}\n${row}\n${open}\n`)).toStrictEqual({
    problems: [],
    requirements: [
      {
        id: 'AA-01',
        command: 'AT+X',
        source: 'seed',
        inferred: true,
        pending: 'TLS',
        statement: 'It holds',
        line: 2,
      },
      {
        id: 'AA-02',
        command: 'AT+X',
        source: 'esp-at',
        inferred: false,
        pending: undefined,
        statement: 'It holds, too',
        line: 3,
      },
    ],
  });
});

it.each([
  ['a field too few', 'AA-01\tAT+X\tseed\tyes\tIt holds', '5 fields'],
  ['a field too many', `${row}\tmore`, '7 fields'],
  ['an id with one digit', row.replace('AA-01', 'AA-1'), 'AA-1'],
  ['an id in small letters', row.replace('AA-01', 'aa-01'), 'aa-01'],
  ['an unknown source', row.replace('seed', 'rumour'), 'rumour'],
  ['neither yes nor no', row.replace('yes', 'maybe'), 'maybe'],
  ['no statement', row.replace('It holds', ''), 'missing'],
  ['an id that stands there twice', `${row}\n${row}`, 'again'],
  ['an empty line', `\n${row}`, '1 fields'],
])('complains about %s', (_case, rows, what) => {
  const { problems } = readLedger(`${header}\n${rows}\n`);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatchObject({ code: 'CLI_LEDGER', file: ledgerFile });
  expect(problems[0]?.what).toContain(what);
});

it('complains when the columns stand in another order', () => {
  expect(readLedger(`${header.replace('id\t', '')}\tid\n${row}\n`).problems[0]?.line).toBe(1);
});

it('finds nothing to complain about in the ledger of the project', () => {
  const text = readFileSync(new URL(`../../../../${ledgerFile}`, import.meta.url), 'utf8');
  const { requirements, problems } = readLedger(text);
  expect(problems).toStrictEqual([]);
  expect(requirements).toHaveLength(328);
});
