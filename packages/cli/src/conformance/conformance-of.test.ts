import { describe, expect, it } from 'vitest';

import { conformanceOf } from './conformance-of.ts';
import { conformanceSummary } from './conformance-summary.ts';
import type { Bound, Statement } from './statements.ts';
import type { TagUse } from './tag-uses.ts';

const tag = 'MQTT-1.0.0-1';
const statement = (binds: Bound, reason?: string, departs?: string): readonly Statement[] => [
  { tag, binds, reason, departs, statement: 'It is kept', line: 2 },
];

const use = (by: TagUse['by'], file: string, used = tag): TagUse => ({
  by,
  file,
  line: 7,
  title: '',
  tags: [used],
});
const code = use('code', 'packages/mqtt/src/a.ts');
const test = use('test', 'packages/mqtt/src/a.test.ts');

const statusOf = (statements: readonly Statement[], ...uses: readonly TagUse[]) =>
  conformanceOf(statements, uses).rows[0]?.status;

describe('conformanceOf', () => {
  it.each(['client', 'both'] as const)('finds shown what code and a test of %s name', (binds) => {
    const { rows, faults } = conformanceOf(statement(binds), [code, test]);
    expect(faults).toStrictEqual([]);
    expect(rows).toMatchObject([{ status: 'shown', code: [code], shows: [test] }]);
  });

  it('takes a scenario for a test, and code of the device for code of the client', () => {
    const device = use('code', 'packages/device/src/session/a.ts');
    const scenario = use('scenario', 'scenarios/a.yaml');
    expect(statusOf(statement('both'), device, scenario)).toBe('shown');
  });

  it.each([
    ['code', [test], 'is named by no code'],
    ['a test', [code], 'is shown by no test'],
    [
      'code but that of the broker',
      [test, use('code', 'packages/broker/src/a.ts')],
      'is named by no code',
    ],
    [
      'code but that for tests',
      [test, use('code', 'packages/mqtt/src/testing/a.ts')],
      'is named by no code',
    ],
    [
      'a test but that of the broker',
      [code, use('test', 'packages/broker/src/a.test.ts')],
      'is shown by no test',
    ],
  ])('leaves open what nothing names: no %s', (_case, uses, what) => {
    const { rows, faults } = conformanceOf(statement('both'), uses);
    expect(rows[0]?.status).toBe('open');
    expect(faults).toStrictEqual([
      { place: 'requirements/mqtt-3.1.1.tsv:2', what: `${tag} ${what}. It is kept` },
    ]);
  });

  it('wants nothing for the server, and lets it be named', () => {
    const { rows, faults } = conformanceOf(statement('server'), [code, test]);
    expect([rows[0]?.status, faults]).toStrictEqual(['server', []]);
    expect(conformanceOf(statement('server'), []).faults).toStrictEqual([]);
  });

  it('wants nothing for what does not apply, and blames what names it', () => {
    const statements = statement('client', 'no such thing');
    expect(conformanceOf(statements, []).faults).toStrictEqual([]);
    const { rows, faults } = conformanceOf(statements, [code, test]);
    expect(rows[0]?.status).toBe('not applicable');
    const what = `${tag} does not apply (no such thing), and yet is named here`;
    expect(faults).toStrictEqual([
      { place: 'packages/mqtt/src/a.ts:7', what },
      { place: 'packages/mqtt/src/a.test.ts:7', what },
    ]);
  });

  it.each(['code', 'test', 'scenario'] as const)('blames %s for an unknown tag', (by) => {
    const unknown = use(by, 'packages/broker/src/x.ts', 'MQTT-1.0.0-9');
    expect(conformanceOf(statement('server'), [unknown]).faults).toStrictEqual([
      { place: 'packages/broker/src/x.ts:7', what: 'MQTT-1.0.0-9 is no statement of MQTT 3.1.1' },
    ]);
  });
});

it('counts the rows by status, and those with a departure', () => {
  const row = (index: number, binds: Bound, reason?: string): Statement => ({
    tag: `MQTT-1.0.0-${index}`,
    binds,
    reason,
    departs: undefined,
    statement: '',
    line: index + 1,
  });
  const rest = [row(2, 'server'), row(3, 'both', 'no such thing'), row(4, 'client')];
  const summary = (departs?: string): string =>
    conformanceSummary(
      conformanceOf([...statement('client', undefined, departs), ...rest], [code, test]).rows,
    );
  expect(summary()).toBe(
    '4 statements: 1 bind the server alone, 3 a client; ' +
      'of these 1 are shown, 1 do not apply, 1 are open',
  );
  expect(summary('late')).toContain('1 are shown, 1 of them with a departure, 1 do not apply');
});
