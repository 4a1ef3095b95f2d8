import { readFileSync } from 'node:fs';

import { expect, it } from 'vitest';

import { readStatements, statementsFile } from './statements.ts';

const header = 'tag\tbinds\treason\tdeparts\tstatement';
// Not written out in tables, where the check of the project would take them for evidence.
const first = 'MQTT-1.0.0-1';
const second = 'MQTT-1.0.0-2';
const row = `${first}\tboth\tno such thing\t\tIt has no place`;

it('reads a row into a statement with its line', () => {
  const next = `${second}\tserver\t\t\tThe broker keeps it`;
  const last = 'MQTT-1.0.0-3\tclient\t\ttoo late\tIt is in time';
  expect(readStatements(`${header}\n${row}\n${next}\n${last}\n`)).toStrictEqual({
    problems: [],
    statements: [
      {
        tag: 'MQTT-1.0.0-1',
        binds: 'both',
        reason: 'no such thing',
        departs: undefined,
        statement: 'It has no place',
        line: 2,
      },
      {
        tag: 'MQTT-1.0.0-2',
        binds: 'server',
        reason: undefined,
        departs: undefined,
        statement: 'The broker keeps it',
        line: 3,
      },
      {
        tag: 'MQTT-1.0.0-3',
        binds: 'client',
        reason: undefined,
        departs: 'too late',
        statement: 'It is in time',
        line: 4,
      },
    ],
  });
});

it.each([
  ['a field too few', row.replace('no such thing\t', ''), '4 fields'],
  ['a field too many', `${row}\tmore`, '6 fields'],
  ['a tag in brackets', row.replace(first, `[${first}]`), 'no tag'],
  ['a tag as a shorthand', row.replace('1.0.0-1', '1.0.0-1..2'), 'no tag'],
  ['someone else who is bound', row.replace('both', 'nobody'), 'nobody'],
  ['a reason where the server alone is bound', row.replace('both', 'server'), 'only one'],
  ['a departure from what does not apply', row.replace('\t\t', '\ttoo late\t'), 'only one'],
  ['no statement', row.replace('It has no place', ''), 'missing'],
  ['a number left out', row.replace(first, second), `${first} belongs here`],
  ['a number that stands there twice', `${row}\n${row}`, `${second} belongs here`],
])('complains about %s', (_case, rows, what) => {
  const { problems } = readStatements(`${header}\n${rows}\n`);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatchObject({ code: 'CLI_STATEMENTS', file: statementsFile });
  expect(problems[0]?.what).toContain(what);
});

it('complains when the columns stand in another order', () => {
  const other = header.replace('tag\tbinds', 'binds\ttag');
  expect(readStatements(`${other}\n${row}\n`).problems[0]?.line).toBe(1);
});

it('finds all 141 statements of the standard in the list of the project', () => {
  const text = readFileSync(new URL(`../../../../${statementsFile}`, import.meta.url), 'utf8');
  const { statements, problems } = readStatements(text);
  expect(problems).toStrictEqual([]);
  const inChapter = (chapter: number): number =>
    statements.filter(({ tag }) => tag.startsWith(`MQTT-${chapter}.`)).length;
  expect(statements).toHaveLength(141);
  expect([1, 2, 3, 4, 5, 6, 7].map(inChapter)).toStrictEqual([3, 9, 95, 26, 0, 4, 4]);
});
