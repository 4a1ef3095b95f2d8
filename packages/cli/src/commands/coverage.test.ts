import { describe, expect, it } from 'vitest';

import { call } from '../testing/call.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';

const ledger = [
  'id\tcommand\tsource\tinferred\tpending\tstatement',
  'AA-01\tAT+X\tseed\tno\t\tOne holds',
  'AA-02\tAT+X\tseed\tno\t\tTwo holds',
  'BB-01\tAT+Y\tseed\tno\tTLS\tThree will hold',
  '',
].join('\n');

// In pieces: the check of the project would take a whole tag in a table for evidence.
const mqtt = (section: string): string => `MQTT-${section}`;
const statements = [
  'tag\tbinds\treason\tdeparts\tstatement',
  `${mqtt('1.0.0-1')}\tclient\t\t\tIt is kept`,
  `${mqtt('1.0.0-2')}\tserver\t\t\tThe broker keeps it`,
  `${mqtt('1.0.0-3')}\tboth\tno such thing\t\tIt has no place`,
  '',
].join('\n');

const complete: Readonly<Record<string, string>> = {
  'requirements/ledger.tsv': ledger,
  'requirements/mqtt-3.1.1.tsv': statements,
  'packages/mqtt/src/mqtt.ts': `// Kept [${mqtt('1.0.0-1')}].\n`,
  'packages/mqtt/src/mqtt.test.ts': `it('[${mqtt('1.0.0-1')}]: is kept', f);\n`,
  'packages/one/src/deep/one.test.ts': "it('AA-01: holds', f);\n",
  'packages/one/node_modules/two/two.test.ts': "it('AA-99: is not ours', f);\n",
  'packages/one/src/one.ts': "it('AA-98: is no test', f);\n",
  'scenarios/two.yaml': 'name: Two\nshows: AA-02\n',
  'scenarios/faults/sun/gone.yaml': 'name: Gone\nfaults: gone\n',
  'scenarios/faults/moon/late.yaml': 'name: Late\nfaults: late,gone\n',
};

const coverage = (files: Readonly<Record<string, string>>, ...flags: string[]) =>
  call(['coverage', ...flags], { cwd: temporaryFolder({ ...complete, ...files }) });

describe('pnpm sim coverage', () => {
  it('ends with 0 when all is shown or waits, and counts by group', async () => {
    const { exitCode, out } = await coverage({});
    expect(out).toContain(
      [
        'never reached: AT+X AT+Y',
        '',
        'MQTT 3.1.1: 3 statements: 1 bind the server alone, 2 a client; ' +
          'of these 1 are shown, 1 do not apply, 0 are open',
        'Faults: 2, of which 0 have no scenario',
        '',
        'group  ids  shown  pending  missing',
        'AA     2    2      0        0',
        'BB     1    0      1        0',
        'all    3    2      1        0',
        '',
        'Waiting for TLS',
        '  BB-01',
        '',
      ].join('\n'),
    );
    expect(exitCode).toBe(0);
  });

  it.each([
    [
      'a requirement without evidence',
      { 'scenarios/two.yaml': 'name: Two\n' },
      'requirements/ledger.tsv:3: AA-02 has no evidence. AT+X: Two holds',
    ],
    [
      'an unknown id in a title',
      { 'packages/one/src/b.test.ts': "\nit('AA-09: holds', f);\n" },
      'packages/one/src/b.test.ts:2: AA-09 is no requirement',
    ],
    [
      'an unknown id in a scenario',
      { 'scenarios/b.yaml': 'name: B\nshows: CC-01\n' },
      'scenarios/b.yaml: CC-01 is no requirement',
    ],
    [
      'evidence for what is said to wait',
      { 'scenarios/b.yaml': 'name: B\nshows: BB-01\n' },
      'requirements/ledger.tsv:4: BB-01 waits for TLS, and yet has evidence',
    ],
    [
      'a statement of MQTT that no code names',
      { 'packages/mqtt/src/mqtt.ts': '' },
      `requirements/mqtt-3.1.1.tsv:2: ${mqtt('1.0.0-1')} is named by no code. It is kept`,
    ],
    [
      'a statement of MQTT that no test shows',
      { 'packages/mqtt/src/mqtt.test.ts': '' },
      `requirements/mqtt-3.1.1.tsv:2: ${mqtt('1.0.0-1')} is shown by no test. It is kept`,
    ],
    [
      'a statement of MQTT that does not exist, in a scenario',
      { 'scenarios/b.yaml': `name: '[${mqtt('1.0.0-4')}] B'\n` },
      `scenarios/b.yaml:1: ${mqtt('1.0.0-4')} is no statement`,
    ],
    [
      'a fault that no scenario of its class applies',
      { 'scenarios/faults/sun/gone.yaml': 'name: Gone\nfaults: late\n' },
      'scenarios/faults/sun/gone.yaml: the fault gone is applied by no scenario in scenarios/faults/sun',
    ],
    [
      'a scenario that fails',
      { 'scenarios/two.yaml': 'name: Two\nshows: AA-02\ndoes: fail\n' },
      'scenarios/two.yaml: an expected line did not come',
    ],
  ])('ends with 1 for %s, and says where', async (_case, files, fault) => {
    const { exitCode, out } = await coverage(files);
    expect(out).toContain(`✗ ${fault}`);
    expect(out.match(/✗/g)).toHaveLength(1);
    expect(exitCode).toBe(1);
  });

  it('names with --all what shows each requirement', async () => {
    const { out } = await coverage({}, '--all');
    expect(out).toContain(
      [
        'AA-01  AT+X: One holds',
        '  packages/one/src/deep/one.test.ts:1  AA-01: holds',
        'AA-02  AT+X: Two holds',
        '  scenarios/two.yaml  Two',
        'BB-01  AT+Y: Three will hold  (waits for TLS)',
        '',
      ].join('\n'),
    );
  });

  it('tells with --json the same as data', async () => {
    const { exitCode, out } = await coverage({ 'scenarios/two.yaml': 'name: Two\n' }, '--json');
    expect(exitCode).toBe(1);
    expect(JSON.parse(out)).toStrictEqual({
      requirements: [
        expect.objectContaining({
          id: 'AA-01',
          status: 'shown',
          evidence: [
            { by: 'test', place: 'packages/one/src/deep/one.test.ts:1', title: 'AA-01: holds' },
          ],
        }),
        expect.objectContaining({ id: 'AA-02', status: 'missing', evidence: [] }),
        expect.objectContaining({ id: 'BB-01', status: 'pending', pending: 'TLS' }),
      ],
      statements: [
        {
          tag: mqtt('1.0.0-1'),
          binds: 'client',
          statement: 'It is kept',
          status: 'shown',
          code: ['packages/mqtt/src/mqtt.ts:1'],
          shows: ['packages/mqtt/src/mqtt.test.ts:1'],
        },
        expect.objectContaining({ status: 'server', code: [], shows: [] }),
        expect.objectContaining({ status: 'not applicable', reason: 'no such thing' }),
      ],
      faults: [
        {
          place: 'requirements/ledger.tsv:3',
          what: 'AA-02 has no evidence. AT+X: Two holds',
        },
      ],
      reached: [],
    });
  });

  it('ends with 2 where there is no ledger, for a bad row and for a bad scenario', async () => {
    const nowhere = await call(['coverage'], { cwd: temporaryFolder() });
    expect(nowhere).toMatchObject({ exitCode: 2, out: '' });
    expect(nowhere.err).toContain('in the root of the project');
    const row = await coverage({ 'requirements/ledger.tsv': `${ledger}AA-1\n` });
    expect(row.err).toContain('requirements/ledger.tsv:5:1');
    expect(row.exitCode).toBe(2);
    const tags = await coverage({ 'requirements/mqtt-3.1.1.tsv': `${statements}MQTT\n` });
    expect(tags.err).toContain('requirements/mqtt-3.1.1.tsv:5:1');
    expect(tags.exitCode).toBe(2);
    expect((await coverage({ 'scenarios/b.yaml': 'nothing\n' })).exitCode).toBe(2);
  });

  it('ends with 130 when it is interrupted', async () => {
    const cwd = temporaryFolder(complete);
    const { exitCode, out } = await call(['coverage'], { cwd, signal: AbortSignal.abort() });
    expect(exitCode).toBe(130);
    expect(out).toBe('');
  });
});
