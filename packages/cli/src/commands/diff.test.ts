import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { call } from '../testing/call.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';

const files = { 'scenarios/a.yaml': 'name: A', 'scenarios/b.yaml': 'name: B\ndoes: cut' };

async function recorded(): Promise<string> {
  const cwd = temporaryFolder(files);
  await call(['--record', 'twin'], { cwd });
  await call(['--record', 'bench', '--target', 'tcp:127.0.0.1:3333'], { cwd });
  return cwd;
}

describe('--record', () => {
  it('writes every byte both ways with its instant, run by run', async () => {
    const cwd = await recorded();
    const text = readFileSync(join(cwd, 'bench/scenarios-b.ndjson'), 'utf8');
    expect(
      text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual([
      {
        format: 'w800-twin-line/1',
        file: 'scenarios/b.yaml',
        name: 'B',
        seed: 1,
        dialect: 'docs',
        module: 'tcp:127.0.0.1:3333',
      },
      { at: 0, step: 3, text: 'send: AT' },
      { at: 1_000_000, from: 'host', text: 'AT\r\n' },
      { at: 90_000_000, from: 'module', text: '\r\nOK\r\n' },
      { end: 'passed', at: 12_345_678_900, skipped: [4, 6, 7], cut: 6 },
    ]);
    expect(JSON.parse(readFileSync(join(cwd, 'twin/meta.json'), 'utf8'))).toMatchObject({
      format: 'w800-twin-recording/1',
      module: 'twin',
      runs: [
        { recording: 'scenarios-a.ndjson', file: 'scenarios/a.yaml', verdict: 'passed' },
        { recording: 'scenarios-b.ndjson', file: 'scenarios/b.yaml' },
      ],
    });
  });

  it('keeps apart the runs of one file, also in threads', async () => {
    const cwd = temporaryFolder(files);
    const words = ['--record', 'r', '--repeat', '2', '--jobs', '2', '--check-determinism'];
    expect((await call(words, { cwd })).exitCode).toBe(0);
    const { runs } = JSON.parse(readFileSync(join(cwd, 'r/meta.json'), 'utf8')) as {
      runs: readonly { recording: string; seed: number }[];
    };
    expect(runs.map(({ recording, seed }) => [recording, seed])).toEqual([
      ['scenarios-a.ndjson', 1],
      ['scenarios-a.2.ndjson', 2],
      ['scenarios-b.ndjson', 1],
      ['scenarios-b.2.ndjson', 2],
    ]);
    expect((await call(['diff', 'r', 'r'], { cwd })).exitCode).toBe(0);
  });

  it('never writes over anything', async () => {
    const cwd = temporaryFolder(files);
    const { exitCode, err } = await call(['--record', 'scenarios'], { cwd });
    expect(exitCode).toBe(2);
    expect(err).toContain('scenarios: the folder for the recording is not empty');
    expect((await call(['--record', 'scenarios/a.yaml'], { cwd })).exitCode).toBe(2);
  });
});

describe('diff', () => {
  it('finds no difference between a recording and itself', async () => {
    const cwd = await recorded();
    const { exitCode, out } = await call(['diff', 'twin', 'twin'], { cwd });
    expect(exitCode).toBe(0);
    expect(out).toContain('2 exchanges: 2 same\n');
  });

  it('shows every exchange with both latencies', async () => {
    const cwd = await recorded();
    const { exitCode, out } = await call(['diff', 'twin', 'bench'], { cwd });
    expect(out).toBe(
      [
        'A  twin  (twin)',
        'B  bench  (tcp:127.0.0.1:3333)',
        '',
        'A  (scenarios/a.yaml)',
        '  line  typed        A         B',
        '     3  AT     2.00 ms  89.00 ms  slower',
        '',
        'B  (scenarios/b.yaml)',
        '  line  typed        A         B',
        '     3  AT     2.00 ms  89.00 ms  slower',
        '',
        '2 exchanges: 2 slower',
        'same: within 20 %, or 20.00 ms',
        '',
      ].join('\n'),
    );
    expect(exitCode).toBe(1);
    const back = await call(['diff', 'bench', 'twin'], { cwd });
    expect(back.out).toContain('2 exchanges: 2 faster\n');
  });

  it.each([
    [['--slack', '87'], 0],
    [['--slack', '86ms'], 1],
    [['--slack', '0', '--band', '4350%'], 0],
    [['--slack', '0', '--band', '4349%'], 1],
  ])('takes %j for the band', async (words, exitCode) => {
    const cwd = await recorded();
    expect((await call(['diff', 'twin', 'bench', ...words], { cwd })).exitCode).toBe(exitCode);
  });

  it('shows where two texts part', async () => {
    const cwd = await recorded();
    edit(cwd, 'bench/scenarios-a.ndjson', '"\\r\\nOK', '"\\r\\nERROR');
    const { exitCode, out } = await call(['diff', 'twin', 'bench', '--slack', '1s'], { cwd });
    expect(exitCode).toBe(2);
    const again = await call(['diff', 'twin', 'bench', '--slack', '1000'], { cwd });
    expect([exitCode, out, again.exitCode]).toEqual([2, '', 1]);
    expect(again.out).toContain(
      [
        '     3  AT     2.00 ms  89.00 ms  text differs',
        '      A OK\\r\\n',
        '      B ERROR\\r\\n',
      ].join('\n'),
    );
    expect(again.out).toContain('2 exchanges: 1 same, 1 text differs');
  });

  it('tells what stands in one alone, and forgives what the other had to leave out', async () => {
    const cwd = await recorded();
    for (const file of ['a', 'b']) {
      const extra =
        '{"at":200000000,"step":6,"text":"send: AT+X"}\n' +
        '{"at":200000000,"from":"host","text":"AT+X\\r\\n"}\n{"end"';
      edit(cwd, `twin/scenarios-${file}.ndjson`, '{"end"', extra);
    }
    const words = ['--slack', '1000'];
    const { exitCode, out } = await call(['diff', 'twin', 'bench', ...words], { cwd });
    expect(exitCode).toBe(1);
    expect(out).toContain('     6  AT+X         -         -  only in A');
    expect(out).toContain('     6  AT+X         -         -  skipped');
    expect(out).toContain('4 exchanges: 2 same, 1 only in A, 1 skipped');
    const back = await call(['diff', 'bench', 'twin', ...words, '--json'], { cwd });
    expect(JSON.parse(back.out)).toMatchObject({
      same: false,
      counts: { same: 2, 'only in B': 1, skipped: 1 },
    });
  });

  it('takes what was said in steps that the other left out for no answer', async () => {
    const cwd = await recorded();
    const extra =
      '{"at":200000000,"step":6,"text":"fault: x"}\n' +
      '{"at":200000000,"from":"module","text":"+FAULT\\r\\n"}\n{"end"';
    edit(cwd, 'twin/scenarios-b.ndjson', '{"end"', extra);
    const { exitCode } = await call(['diff', 'twin', 'bench', '--slack', '1000'], { cwd });
    expect(exitCode).toBe(0);
    edit(cwd, 'twin/scenarios-b.ndjson', '"step":6', '"step":4');
    const heard = await call(['diff', 'twin', 'bench', '--slack', '1000'], { cwd });
    expect([heard.exitCode, heard.out.includes('text differs')]).toEqual([1, true]);
  });

  it('tells which scenarios only one of the two has', async () => {
    const cwd = temporaryFolder(files);
    await call(['--record', 'all'], { cwd });
    await call(['--record', 'one', 'scenarios/a.yaml'], { cwd });
    const { exitCode, out } = await call(['diff', 'all', 'one'], { cwd });
    expect(exitCode).toBe(1);
    expect(out).toContain('only in A: scenarios/b.yaml');
    expect((await call(['diff', 'one', 'all'], { cwd })).out).toContain('only in B: scenarios/b');
  });

  it('takes no step for the answer that came too late for its own', async () => {
    const cwd = await recorded();
    const late =
      '{"at":5000000,"step":4,"text":"expect: x"}\n' +
      '{"at":500000000,"from":"module","text":"+LATE\\r\\n"}\n{"end"';
    edit(cwd, 'twin/scenarios-a.ndjson', '{"end"', late);
    const { out } = await call(['diff', 'twin', 'twin'], { cwd });
    expect(out.match(/ 3 {2}AT {5}2\.00 ms {2}2\.00 ms {2}same/g)).toHaveLength(2);
    expect(out).toContain('2 exchanges: 2 same\n');
  });
});

describe('what is no whole recording', () => {
  it.each([
    ['that is not there', 'nowhere', () => {}, 'there is no such folder'],
    ['that is a file', 'scenarios/a.yaml', () => {}, 'it is no folder'],
    ['of something else', 'scenarios', () => {}, 'it holds no meta.json'],
    [
      'that was cut short',
      'bench',
      (cwd: string) => rmSync(join(cwd, 'bench/meta.json')),
      'it holds no meta.json: it is no recording, or one that was cut short',
    ],
    [
      'of another program',
      'bench',
      (cwd: string) => writeFileSync(join(cwd, 'bench/meta.json'), '{"format":"x"}'),
      'its meta.json is not one of',
    ],
    [
      'of which a run is missing',
      'bench',
      (cwd: string) => rmSync(join(cwd, 'bench/scenarios-b.ndjson')),
      'scenarios-b.ndjson is missing',
    ],
    [
      'of which a run ends in the middle',
      'bench',
      (cwd: string) => edit(cwd, 'bench/scenarios-b.ndjson', /\{"end".*\n/, ''),
      'scenarios-b.ndjson was cut short',
    ],
    [
      'of which a line is damaged',
      'bench',
      (cwd: string) => edit(cwd, 'bench/scenarios-b.ndjson', '"host"', '"ho'),
      'scenarios-b.ndjson is damaged',
    ],
    [
      'of another format',
      'bench',
      (cwd: string) => edit(cwd, 'bench/scenarios-b.ndjson', 'line/1', 'line/2'),
      'scenarios-b.ndjson has another format',
    ],
    [
      'that reaches outside',
      'bench',
      (cwd: string) => edit(cwd, 'bench/meta.json', 'scenarios-b.ndjson', '../scenarios/b.yaml'),
      '../scenarios/b.yaml is missing',
    ],
  ])('a folder %s', async (_case, folder, spoil, what) => {
    const cwd = await recorded();
    spoil(cwd);
    const { exitCode, err } = await call(['diff', 'twin', folder], { cwd });
    expect(exitCode).toBe(2);
    expect(err).toContain(`${folder}: ${what}`);
    expect(err).toContain('CLI_NO_RECORDING');
  });

  it('a name that names nothing', async () => {
    const cwd = temporaryFolder(files);
    mkdirSync(join(cwd, 'empty'));
    expect((await call(['diff', 'empty', 'empty'], { cwd })).exitCode).toBe(2);
    expect((await call(['diff', 'empty'], { cwd })).err).toContain("missing required argument 'B'");
  });
});

function edit(cwd: string, file: string, from: string | RegExp, to: string): void {
  const path = join(cwd, file);
  const text = readFileSync(path, 'utf8');
  const changed = text.replace(from, () => to);
  if (changed === text) throw new Error(`${file} holds no ${from}`);
  writeFileSync(path, changed);
}
