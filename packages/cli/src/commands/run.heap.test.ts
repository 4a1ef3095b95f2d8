import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { call } from '../testing/call.ts';
import { callTwin } from '../testing/call-twin.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';

const files = {
  'scenarios/a.yaml': 'name: Small\ndoes: heap 110000',
  'scenarios/b.yaml': 'name: Large\ndoes: heap 150000',
};

const read = (cwd: string, file: string) => readFileSync(join(cwd, file), 'utf8');

describe('--heap', () => {
  const figures =
    '    heap: peak 110,001 of 258,744 bytes, low water 148,743, ' +
    'largest free block 90,000 (131,040 at the end)\n';

  it('adds a line to each run, which is not there without it', async () => {
    const cwd = temporaryFolder(files);
    const { out } = await call(['--heap'], { cwd });
    expect(out).toContain(`✓ Small  (scenarios/a.yaml)  virtual 12.3 s  8 ms\n${figures}✓ Large`);
    expect((await call([], { cwd })).out).not.toContain('heap');
  });

  it('is not needed by JSON and JUnit, which always tell', async () => {
    const cwd = temporaryFolder(files);
    const json = JSON.parse((await call(['--reporter', 'json'], { cwd })).out) as unknown;
    const heap = { capacityBytes: 258_744, peakUsedBytes: 110_001, lowWaterBytes: 148_743 };
    expect(json).toMatchObject({ runs: [{ heap }, { heap: { peakUsedBytes: 150_001 } }] });
    const junit = (await call(['--reporter', 'junit'], { cwd })).out;
    expect(junit).toContain('<property name="heap.peakUsedBytes" value="110001"/>');
    expect(junit).toContain('<property name="heap.largestFreeLeastBytes" value="90000"/>');
    const tap = (await call(['--reporter', 'tap', '--heap'], { cwd })).out;
    expect(tap).toContain(`ok 1 - Small (scenarios/a.yaml) seed 1\n#${figures.slice(3)}`);
  });
});

describe('--heap-report', () => {
  it('writes a Markdown file with its charts beside it', async () => {
    const cwd = temporaryFolder(files);
    expect((await call(['--heap-report', 'out/heap.md'], { cwd })).exitCode).toBe(0);
    const text = read(cwd, 'out/heap.md');
    expect(text).toContain('| Small | docs | 1 | 110,001 | 148,743 | 90,000 | 0 |\n');
    expect(text).toContain('| tls.in | 10,001 | 10,001 | 0 |\n');
    expect(text).toContain('| **all** |  | **110,001** | **100,000** |\n');
    const links = [...text.matchAll(/\]\(([^)]+\.svg)\)/g)].map(([, link = '']) => link);
    expect(links).toEqual(['heap-charts/scenarios-a.svg', 'heap-charts/scenarios-b.svg']);
    for (const link of links) expect(read(cwd, join('out', link))).toMatch(/^<svg[^]*<\/svg>\n$/);
    expect(readdirSync(join(cwd, 'out'), { recursive: true })).toHaveLength(4);
  });

  it('writes an HTML page with everything in it', async () => {
    const cwd = temporaryFolder(files);
    await call(['--heap-report', 'heap.html'], { cwd });
    const page = read(cwd, 'heap.html');
    expect(page.match(/<svg/g)).toHaveLength(2);
    expect(page).toContain('<td><a href="#run-2">Large</a></td>');
    expect(page).toContain('<h2 id="run-2">Large</h2>');
    expect(page).not.toMatch(/<script|src=|https?:\/\/(?!www\.w3\.org\/2000\/svg)/);
    expect(readdirSync(cwd).toSorted()).toEqual(['heap.html', 'scenarios']);
  });

  it('writes both to a folder, and again to the same', async () => {
    const cwd = temporaryFolder(files);
    await call(['--heap-report', 'heap'], { cwd });
    expect(readdirSync(join(cwd, 'heap')).toSorted()).toEqual(['charts', 'index.html', 'index.md']);
    const text = read(cwd, 'heap/index.md');
    expect(text).toContain('](charts/scenarios-a.svg)');
    expect((await call(['--heap-report', 'heap'], { cwd })).exitCode).toBe(0);
    expect(read(cwd, 'heap/index.md')).toBe(text);
  });

  it('shows of many seeds the one with the highest peak, however they came', async () => {
    const cwd = temporaryFolder(files);
    await call(['--heap-report', 'one.md', '--repeat', '4', '--check-determinism'], { cwd });
    const text = read(cwd, 'one.md');
    expect(text).toContain('scenarios/a.yaml, dialect docs, seed 4.');
    expect(text).toContain('The highest peak of 4 runs, from 110,001 to 110,004 bytes.');
    expect(text.match(/^## /gm)).toHaveLength(2);
    await call(['--heap-report', 'two.md', '--repeat', '4', '--jobs', '3'], { cwd });
    expect(read(cwd, 'two.md')).toBe(text.replaceAll('one-charts', 'two-charts'));
  });

  it('has a section for each dialect', async () => {
    const cwd = temporaryFolder(files);
    await call(['scenarios/a.yaml', '--heap-report', 'heap.md', '--dialect', 'docs,firmware'], {
      cwd,
    });
    expect(read(cwd, 'heap.md')).toContain('| Small | firmware | 1 |');
    const charts = ['scenarios-a.docs.svg', 'scenarios-a.firmware.svg'];
    expect(readdirSync(join(cwd, 'heap-charts')).toSorted()).toEqual(charts);
  });

  it('says so when no run told of its heap', async () => {
    const cwd = temporaryFolder({ 'scenarios/a.yaml': 'name: Broken\ndoes: throw' });
    expect((await call(['--heap-report', 'heap.md'], { cwd })).exitCode).toBe(3);
    expect(read(cwd, 'heap.md')).toContain('No run told of its heap.');
  });

  it('shows names as text, whatever they hold', async () => {
    const name = 'A | `b` <script>alert(1)</script> [c](d)';
    const cwd = temporaryFolder({ 'scenarios/a.yaml': `name: ${name}\ndoes: heap 110000` });
    await call(['--heap-report', 'heap'], { cwd });
    for (const file of ['index.html', 'index.md', 'charts/scenarios-a.svg']) {
      expect(read(cwd, join('heap', file))).not.toMatch(/(?<!\\)<script/);
    }
    expect(read(cwd, 'heap/index.md')).toContain('| A \\| \\`b\\` \\<script\\>alert(1)');
  });

  it('is refused before anything runs where it cannot be written', async () => {
    const cwd = temporaryFolder({ ...files, 'a-file': '' });
    const { exitCode, out, err } = await call(['--heap-report', 'a-file/heap.md'], { cwd });
    expect([exitCode, out]).toEqual([2, '']);
    expect(err).toContain('a-file/heap.md: cannot be written');
  });
});

describe('--heap-baseline', () => {
  const baseline = (cwd: string, ...words: readonly string[]) =>
    call(['--heap-baseline', 'heap.json', ...words], { cwd });
  const grow = (cwd: string, bytes: number) => {
    writeFileSync(join(cwd, 'scenarios/b.yaml'), `name: Large\ndoes: heap ${bytes}`);
  };

  it('makes the file when it is missing, and compares with it from then on', async () => {
    const cwd = temporaryFolder(files);
    const first = await baseline(cwd);
    expect(first.exitCode).toBe(0);
    expect(first.out).toContain('\nheap baseline heap.json: 2 runs written\n');
    const text = read(cwd, 'heap.json');
    expect(text).toContain('{"file":"scenarios/a.yaml","dialect":"docs","seed":1,"peakUsed');
    const second = await baseline(cwd);
    expect([second.exitCode, read(cwd, 'heap.json')]).toEqual([0, text]);
    expect(second.out).toContain('\nheap baseline heap.json: 2 runs compared\n');
  });

  it('fails a run whose peak is higher by a byte, and tells what it was, is and may be', async () => {
    const cwd = temporaryFolder(files);
    await baseline(cwd);
    const before = read(cwd, 'heap.json');
    grow(cwd, 150_001);
    const { exitCode, out } = await baseline(cwd);
    expect([exitCode, read(cwd, 'heap.json')]).toEqual([1, before]);
    expect(out).toBe(
      [
        '✓ Small  (scenarios/a.yaml)  virtual 12.3 s  8 ms',
        '▲ Large  (scenarios/b.yaml)  virtual 12.3 s  8 ms',
        '    scenarios/b.yaml:1:1',
        '    the peak of the heap has grown: it was 150,001 bytes, is 150,002, ' +
          'and 150,001 are allowed',
        '    replay    pnpm sim scenarios/b.yaml --seed 1 --heap',
        '',
        '▲ scenarios/b.yaml:1:1  Large',
        '',
        '2 scenarios: 1 passed, 1 beyond the heap baseline',
        'virtual 24.6 s, real 40 ms: 617 times real time',
        'seed 1',
        'heap baseline heap.json: 2 runs compared',
        '',
      ].join('\n'),
    );
  });

  it('says the same as JSON and to CI servers', async () => {
    const cwd = temporaryFolder(files);
    await baseline(cwd);
    grow(cwd, 150_100);
    const json = JSON.parse((await baseline(cwd, '--reporter', 'json')).out) as unknown;
    expect(json).toMatchObject({
      summary: { passed: 1, grown: 1 },
      heapBaseline: { file: 'heap.json', compared: 2, missing: 0 },
      runs: [
        { verdict: 'passed' },
        {
          verdict: 'grown',
          failure: null,
          heapGrowth: { wasBytes: 150_001, isBytes: 150_101, allowedBytes: 150_001 },
        },
      ],
    });
    const words = 'the peak of the heap has grown: it was 150,001 bytes';
    const junit = (await baseline(cwd, '--reporter', 'junit')).out;
    expect(junit).toContain('tests="2" failures="1" errors="0"');
    expect(junit).toContain(`<failure message="${words}, is 150,101`);
    expect((await baseline(cwd, '--reporter', 'tap')).out).toContain('not ok 2 - Large');
    const github = (await baseline(cwd, '--reporter', 'github')).out;
    expect(github).toContain(`::error file=scenarios/b.yaml,line=1,col=1,title=grown%3A Large::`);
  });

  it('lets a peak grow by as much as is allowed, and no further', async () => {
    const cwd = temporaryFolder(files);
    await baseline(cwd);
    grow(cwd, 150_512);
    expect((await baseline(cwd, '--heap-allow', '512')).exitCode).toBe(0);
    expect((await baseline(cwd, '--heap-allow', '511')).exitCode).toBe(1);
    expect((await baseline(cwd, '--heap-allow', '1%')).exitCode).toBe(0);
  });

  it('is written anew only when that is asked for, and keeps what was not run', async () => {
    const cwd = temporaryFolder(files);
    await baseline(cwd);
    grow(cwd, 160_000);
    const { exitCode, out } = await baseline(cwd, 'scenarios/b.yaml', '--update-heap-baseline');
    expect(exitCode).toBe(0);
    expect(out).toContain('heap baseline heap.json: 1 run written\n');
    expect(read(cwd, 'heap.json')).toContain('"peakUsedBytes":110001}');
    expect(read(cwd, 'heap.json')).toContain('"peakUsedBytes":160001}');
    rmSync(join(cwd, 'scenarios/a.yaml'));
    await baseline(cwd, '--update-heap-baseline');
    expect(read(cwd, 'heap.json')).not.toContain('scenarios/a.yaml');
  });

  it('holds every seed and dialect for itself, in any number of jobs', async () => {
    const cwd = temporaryFolder(files);
    const runs = ['--repeat', '3', '--dialect', 'docs,firmware'];
    await baseline(cwd, ...runs);
    const text = read(cwd, 'heap.json');
    expect(text.match(/"file"/g)).toHaveLength(12);
    await baseline(cwd, ...runs, '--jobs', '3', '--update-heap-baseline');
    expect(read(cwd, 'heap.json')).toBe(text);
    const { out, exitCode } = await baseline(cwd, '--seed', '3', '--repeat', '2');
    expect(exitCode).toBe(0);
    expect(out).toContain('2 runs compared, 2 not in it (--update-heap-baseline adds)\n');
  });

  it('takes no peak from a run that failed', async () => {
    const cwd = temporaryFolder({ ...files, 'scenarios/c.yaml': 'name: Fails\ndoes: fail' });
    const { exitCode, out } = await baseline(cwd);
    expect(exitCode).toBe(1);
    expect(out).toContain('heap.json: 2 runs written\n');
    expect(read(cwd, 'heap.json')).not.toContain('scenarios/c.yaml');
  });

  it('is not written when the run was interrupted', async () => {
    const cwd = temporaryFolder(files);
    const ending = new AbortController();
    ending.abort();
    const options = { cwd, signal: ending.signal };
    const { exitCode } = await call(['--heap-baseline', 'heap.json'], options);
    expect([exitCode, existsSync(join(cwd, 'heap.json'))]).toEqual([130, false]);
  });

  it('has to be one', async () => {
    const cwd = temporaryFolder({ ...files, 'heap.json': '{}' });
    const { exitCode, out, err } = await baseline(cwd, '--update-heap-baseline');
    expect([exitCode, out]).toEqual([2, '']);
    expect(err).toContain('heap.json: the file holds no peaks as --heap-baseline writes them');
    expect(read(cwd, 'heap.json')).toBe('{}');
  });
});

describe('what does not go together', () => {
  it.each([
    [['--heap-allow', '5%'], '--heap-allow says something about a file of peaks'],
    [['--update-heap-baseline'], '--update-heap-baseline says something about a file of peaks'],
    [['--heap-baseline', 'x.json', '--heap-report', './x.json'], 'both would write ./x.json'],
    [['--heap-report', 'x.md', '--reporter', 'json=x.md'], 'both would write x.md'],
    [['--heap-baseline', 'x.json', '--fail-allocation', '2'], 'has another peak'],
    [['--heap-allow', 'much', '--heap-baseline', 'x'], 'It takes whole bytes, KiB or percent'],
    [['--target', 'tcp:h:1', '--heap'], '--heap does not go with --target'],
    [['--target', 'tcp:h:1', '--heap-report', 'x'], '--heap-report does not go with --target'],
    [['--target', 'tcp:h:1', '--heap-baseline', 'x'], 'of a real module but by AT+SYSRAM?'],
  ])('%j is refused', async (words, what) => {
    const cwd = temporaryFolder(files);
    const { exitCode, out, err } = await call(words, { cwd });
    expect([exitCode, out]).toEqual([2, '']);
    expect(err).toContain(what);
    // The JSON report itself says what was wrong.
    expect(readdirSync(cwd).filter((name) => name !== 'x.md')).toEqual(['scenarios']);
  });
});

describe('the twin', () => {
  const scenario = `
name: A network is joined
world: { wifi: { ssid: home, password: '12345678' } }
steps:
  - send: AT+CWJAP="home","12345678"
    expect: [OK, WIFI GOT IP]
    within: 15s
`;

  it('tells the same story with a report and without one', async () => {
    const cwd = temporaryFolder({ 'a.yaml': scenario });
    const run = async (...words: readonly string[]) => {
      const { out } = await callTwin(['a.yaml', '--reporter', 'json', ...words], cwd);
      const report = JSON.parse(out) as { readonly runs: readonly Record<string, unknown>[] };
      return report.runs.map((one) => {
        const { realMs: _, ...told } = one;
        return told;
      });
    };
    const plain = await run();
    expect(plain[0]).toMatchObject({ heap: { capacityBytes: 258_744, refused: { count: 0 } } });
    expect(await run('--heap-report', 'one', '--heap')).toEqual(plain);
    expect(read(cwd, 'one/charts/a.svg')).toContain('<title>wifi</title>');
  });
});
