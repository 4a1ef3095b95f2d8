import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { exitCodes } from './exit-codes.ts';
import { call } from './testing/call.ts';
import { parseJsonReport } from './testing/parse-json-report.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';
import { commandNames } from './vocabulary.ts';

const good = 'name: Good\n';
const bad = 'nothing: here\n';

describe('exit codes', () => {
  it.each([
    ['all passed', { 'scenarios/a.yaml': good }, exitCodes.passed],
    ['one failed', { 'scenarios/a.yaml': good, 'scenarios/b.yaml': 'name: B\ndoes: fail' }, 1],
    ['our fault', { 'scenarios/a.yaml': 'name: A\ndoes: break' }, exitCodes.bug],
    ['an engine that throws', { 'scenarios/a.yaml': 'name: A\ndoes: throw' }, 3],
    ['a bad file', { 'scenarios/a.yaml': bad }, exitCodes.usage],
    ['an empty folder', { 'scenarios/_data.yaml': good }, exitCodes.usage],
    ['no folder at all', {}, exitCodes.usage],
  ])('%s', async (_case, files, exitCode) => {
    expect((await call([], { cwd: temporaryFolder(files) })).exitCode).toBe(exitCode);
  });

  it('is 1 when a second run differs, and only if it is asked for', async () => {
    const cwd = temporaryFolder({ 'scenarios/a.yaml': 'name: A\ndoes: wobble' });
    expect((await call([], { cwd })).exitCode).toBe(0);
    const checked = await call(['--check-determinism'], { cwd });
    expect(checked.exitCode).toBe(1);
    expect(checked.out).toContain('two runs with seed 1 differ');
  });

  it('is 130 when the run is interrupted before its end', async () => {
    const cwd = temporaryFolder({ 'scenarios/a.yaml': good });
    const { exitCode, out } = await call([], { cwd, signal: AbortSignal.abort() });
    expect(exitCode).toBe(130);
    expect(out).toContain('1 scenario: 1 not run');
  });
});

describe('wrong usage', () => {
  it.each([
    [['--sedd', '1'], "unknown option '--sedd'", 'Did you mean --seed?'],
    [['--seed', '-1'], "argument '-1' is invalid", 'from 0 to 4294967295'],
    [['--seed', '4294967296'], 'invalid', 'from 0 to 4294967295'],
    [['--seed', '1e3'], 'invalid', 'from 0 to 4294967295'],
    [['--jobs', '0'], 'invalid', 'from 1 to 64'],
    [['--repeat', '0'], 'invalid', 'from 1 to 1000000'],
    [['--reporter', 'junti'], "argument 'junti' is invalid", 'Did you mean junit?'],
    [['--reporter', 'xml'], 'invalid', 'pretty, json, junit, tap, github'],
    [['--reporter', 'json='], 'invalid', 'A file name is missing after json=.'],
    [['--reporter', 'json', '--reporter', 'tap'], 'json and tap', '--reporter tap=FILE'],
    [['--reporter', 'json=a', '--reporter', 'tap=./a'], 'json and tap', '--reporter tap=FILE'],
    [['--reporter', 'json=scenarios'], 'cannot be written: it is a folder', 'CLI_UNWRITABLE'],
    [['--log', 'scenarios'], 'cannot be written', 'CLI_UNWRITABLE'],
    [['--grep', '('], '--grep (', 'RE2'],
    [['--grep', 'nowhere'], 'none of 1 scenarios is selected by --grep nowhere', 'Run without it'],
    [['--tag', 'slwo'], 'selected by --tag slwo', 'Did you mean --tag slow?'],
    [['chekc'], 'no such file or folder', '`pnpm sim check`'],
    [['check', '--seed', '1'], "unknown option '--seed'", ''],
    [['god.yaml'], 'no such file or folder', 'Did you mean scenarios/good.yaml?'],
  ])('%j', async (argv, what, fix) => {
    const cwd = temporaryFolder({ 'scenarios/good.yaml': `${good}tags: slow\n` });
    const { exitCode, out, err } = await call(argv, { cwd });
    expect(err).toContain(what);
    expect(err).toContain(fix);
    expect({ exitCode, out }).toStrictEqual({ exitCode: 2, out: '' });
  });

  it('tells every problem of every file, and runs none', async () => {
    const cwd = temporaryFolder({
      'scenarios/a.yaml': bad,
      'scenarios/b.yaml': good,
      'scenarios/c.yaml': Uint8Array.of(0xff, 0xfe),
    });
    const { exitCode, out, err } = await call(['scenarios', 'x.yaml'], { cwd });
    expect({ exitCode, out }).toStrictEqual({ exitCode: 2, out: '' });
    expect(err).toBe(
      'x.yaml: there is no such file or folder [CLI_PATH_MISSING]\n' +
        '    Did you mean scenarios/a.yaml?\n' +
        'scenarios/a.yaml:2:3: a scenario needs a name [FAKE_NO_NAME]\n' +
        '    Write `name:` and a sentence.\n' +
        'scenarios/c.yaml: the file is not UTF-8 text [CLI_NOT_TEXT]\n' +
        '    Save it as UTF-8; write other bytes as escapes.\n' +
        '3 problems; nothing was run\n',
    );
  });

  it('refuses a file that no person wrote, before reading it', async () => {
    const cwd = temporaryFolder({ 'big.yaml': new Uint8Array(1001) });
    const { exitCode, err } = await call(['big.yaml'], { cwd });
    expect(exitCode).toBe(2);
    expect(err).toContain('the file has 1001 bytes; a scenario has at most 1000');
  });

  it('tells problems to the reporters too, so that a CI server shows them', async () => {
    const cwd = temporaryFolder({ 'scenarios/a.yaml': bad });
    const { exitCode } = await call(['--reporter', 'json=out/report.json'], { cwd });
    expect(exitCode).toBe(2);
    const report = parseJsonReport(readFileSync(join(cwd, 'out/report.json'), 'utf8'));
    expect(report.problems).toHaveLength(1);
  });
});

describe('the command line', () => {
  it('reads the same with and without the -- that pnpm passes on', async () => {
    const cwd = temporaryFolder({ 'a.yaml': good, 'b.yaml': 'name: B' });
    const plain = await call(['a.yaml', '--seed', '7'], { cwd });
    expect(plain.out).toContain('✓ Good  (a.yaml)  virtual 12.3 s  8 ms\n\n1 scenario: 1 passed');
    expect(plain.out).toContain('seed 7\n');
    expect(await call(['--', 'a.yaml', '--seed', '7'], { cwd })).toStrictEqual(plain);
  });

  it('selects by name, by file and by tag', async () => {
    const cwd = temporaryFolder({
      'scenarios/one.yaml': 'name: First\ntags: slow,wifi',
      'scenarios/two.yaml': 'name: Second\ntags: slow',
    });
    const selected = async (...argv: string[]) =>
      [...(await call(argv, { cwd })).out.matchAll(/^✓ (\w+)/gm)].map((match) => match[1]);
    expect(await selected('--grep', '^Fir')).toStrictEqual(['First']);
    expect(await selected('--grep', 'two.yaml$')).toStrictEqual(['Second']);
    expect(await selected('--tag', 'slow')).toStrictEqual(['First', 'Second']);
    expect(await selected('--tag', 'slow', '--grep', 'Second')).toStrictEqual(['Second']);
  });

  it("takes each scenario's own seed unless told otherwise", async () => {
    const cwd = temporaryFolder({
      'scenarios/a.yaml': `${good}seed: 41\n`,
      'scenarios/b.yaml': `${good}seed: 7\n`,
    });
    const seeds = async (...argv: string[]) =>
      parseJsonReport((await call([...argv, '--reporter=json'], { cwd })).out).runs.map(
        ({ seed }) => seed,
      );
    expect(await seeds('--repeat', '2')).toStrictEqual([41, 42, 7, 8]);
    expect(await seeds('--seed', '3')).toStrictEqual([3, 3]);
    expect((await call([], { cwd })).out).toContain("\neach scenario's own seed\n");
  });

  it('takes the next seed for each repetition, and 0 after the largest', async () => {
    const cwd = temporaryFolder({ 'scenarios/a.yaml': good });
    const { out } = await call(['--seed', '4294967294', '--repeat', '3', '--reporter', 'json'], {
      cwd,
    });
    const seeds = parseJsonReport(out).runs.map((run) => run.seed);
    expect(seeds).toStrictEqual([4294967294, 4294967295, 0]);
  });

  it('finds an expression that would make a backtracking matcher hang', async () => {
    const cwd = temporaryFolder({ 'scenarios/a.yaml': `name: ${'a'.repeat(60)}!` });
    expect((await call(['--grep', '^(a+)+$'], { cwd })).exitCode).toBe(2);
  });

  it('shows annotations beside the pretty report', async () => {
    const cwd = temporaryFolder({ 'scenarios/b.yaml': 'name: B\ndoes: fail' });
    const { out } = await call(['--reporter', 'github', '--reporter', 'pretty'], { cwd });
    expect(out).toContain('::error file=scenarios/b.yaml,line=12,col=5');
    expect(out).toContain('✗ B  (scenarios/b.yaml)');
  });

  it('writes the trace to standard output and the report beside it', async () => {
    const cwd = temporaryFolder({ 'scenarios/a.yaml': 'name: A\ndoes: log' });
    const { out, err } = await call(['--log', '-'], { cwd });
    expect(
      out
        .trimEnd()
        .split('\n')
        .map((line) => /"kind":"([^"]+)"/.exec(line)?.[1]),
    ).toStrictEqual(['uart.tx', 'at.reply']);
    expect(err).toContain('✓ A');
  });

  it('checks files without running them', async () => {
    const cwd = temporaryFolder({ 'scenarios/a.yaml': 'name: A\ndoes: throw' });
    expect(await call(['check'], { cwd })).toStrictEqual({
      exitCode: 0,
      out: '✓ A  (scenarios/a.yaml)\n\n1 scenario: all valid\n',
      err: '',
    });
    const broken = temporaryFolder({ 'a.yaml': bad });
    expect((await call(['check', '.'], { cwd: broken })).exitCode).toBe(2);
  });

  it('takes --no-color before and after the name of a command', async () => {
    const cwd = temporaryFolder({ 'scenarios/a.yaml': good });
    const terminal = { cwd, terminal: true };
    expect((await call(['check'], terminal)).out).toContain('\u001b[32m');
    for (const argv of [
      ['check', '--no-color'],
      ['--no-color', 'check'],
    ]) {
      expect((await call(argv, terminal)).out).not.toContain('\u001b');
    }
  });

  it('prints version and help with code 0, and every command with it', async () => {
    expect(await call(['--version'])).toStrictEqual({ exitCode: 0, out: '0.1.0\n', err: '' });
    const { exitCode, out } = await call(['--help']);
    expect(exitCode).toBe(0);
    for (const word of ['Usage: pnpm sim', 'check [options]', 'Exit codes:', 'Examples:', '130']) {
      expect(out).toContain(word);
    }
    for (const name of commandNames) expect(out).toMatch(new RegExp(`^  ${name} .*\\w{3}`, 'm'));
    expect(out).not.toMatch(/default: (false|\[\])/);
    expect((await call(['help', 'check'])).out).toContain('pnpm sim check scenarios/publish.yaml');
    expect((await call(['check', '-h'])).exitCode).toBe(0);
  });
});
