import { describe, expect, it } from 'vitest';

import { call } from './testing/call.ts';
import { parseJsonReport } from './testing/parse-json-report.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const departing = 'name: Departs\ndoes: fail-in firmware\n';
const plain = 'name: Plain\n';
const failing = 'name: Fails\ndoes: fail\n';

function runs(out: string): readonly string[] {
  return parseJsonReport(out).runs.map(
    ({ name, dialect, verdict }) => `${name} ${dialect} ${verdict}`,
  );
}

describe('--dialect', () => {
  it('is not needed: a scenario runs in its own, or in that of the documents', async () => {
    const cwd = temporaryFolder({
      'scenarios/a.yaml': departing,
      'scenarios/b.yaml': `${departing}dialect: firmware\n`,
    });
    const { exitCode, out } = await call(['--reporter', 'json'], { cwd });
    expect(runs(out)).toEqual(['Departs docs passed', 'Departs firmware failed']);
    expect(exitCode).toBe(1);
  });

  it('leaves a scenario alone that names a dialect, for it is about that one', async () => {
    const cwd = temporaryFolder({
      'scenarios/a.yaml': 'name: About\ndialect: esp-at\n',
      'scenarios/b.yaml': departing,
      'scenarios/c.yaml': 'name: Wrong about\ndialect: esp-at\ndoes: fail\n',
    });
    const argv = ['--dialect', 'docs,firmware', '--reporter', 'json'];
    const { exitCode, out } = await call(argv, { cwd });
    expect(runs(out)).toEqual([
      'About esp-at passed',
      'Departs docs passed',
      'Departs firmware departed',
      'Wrong about esp-at failed',
    ]);
    expect(parseJsonReport(out).summary).toMatchObject({ runs: 4, notRun: 0 });
    expect(exitCode).toBe(1);
  });

  it('counts a failure in the only dialect', async () => {
    const cwd = temporaryFolder({ 'scenarios/a.yaml': departing });
    const { exitCode, out } = await call(['--dialect', 'firmware', '--reporter', 'json'], { cwd });
    expect(runs(out)).toEqual(['Departs firmware failed']);
    expect(exitCode).toBe(1);
  });

  it.each(['1', '2'])(
    'runs all in several dialects and does not count a departure, with %s jobs',
    async (jobs) => {
      const cwd = temporaryFolder({ 'scenarios/a.yaml': departing, 'scenarios/b.yaml': plain });
      const argv = ['--dialect', 'docs,firmware', '--jobs', jobs, '--reporter', 'json'];
      const { exitCode, out } = await call(argv, { cwd });
      expect(runs(out)).toEqual([
        'Departs docs passed',
        'Departs firmware departed',
        'Plain docs passed',
        'Plain firmware passed',
      ]);
      expect(exitCode).toBe(0);
    },
  );

  it('shows at the end where the dialects differ, and nothing where they do not', async () => {
    const cwd = temporaryFolder({ 'scenarios/a.yaml': departing, 'scenarios/b.yaml': plain });
    const { out } = await call(['--dialect', 'docs,firmware,esp-at'], { cwd });
    expect(out).toContain(
      'Departures of the firmware from the documents:\n' +
        '  scenarios/a.yaml  Departs\n' +
        '    docs passed, firmware failed at 12:5: an expected line did not come\n\n',
    );
    expect(out).not.toContain('Departures of ESP-AT');
    expect(out).toContain('2 scenarios, 6 runs: 5 passed, 1 departed from the first dialect');
  });

  it('takes the first for the measure: what fails there fails, wherever else it passes', async () => {
    const cwd = temporaryFolder({ 'scenarios/a.yaml': departing });
    const { exitCode, out } = await call(['--dialect', 'firmware,docs'], { cwd });
    expect(exitCode).toBe(1);
    expect(out).toContain('Departures of the documents from the firmware:');
    expect(out).toContain('firmware failed at 12:5: an expected line did not come, docs passed\n');
  });

  it('is silent about what fails at the same step in all of them', async () => {
    const cwd = temporaryFolder({ 'scenarios/a.yaml': failing });
    const argv = ['--dialect', 'docs,firmware', '--reporter', 'json'];
    const { exitCode, out } = await call(argv, { cwd });
    expect(exitCode).toBe(1);
    expect(runs(out)).toEqual(['Fails docs failed', 'Fails firmware failed']);
    expect(JSON.parse(out)).toMatchObject({ differences: [] });
  });

  it('compares each seed with the same seed', async () => {
    const cwd = temporaryFolder({ 'scenarios/a.yaml': departing });
    const argv = ['--dialect', 'docs,firmware', '--repeat', '2', '--check-determinism'];
    const { exitCode, out } = await call([...argv, '--reporter', 'json'], { cwd });
    expect(exitCode).toBe(0);
    const seeds = parseJsonReport(out).runs.map(({ seed, dialect }) => `${seed} ${dialect}`);
    expect(seeds).toEqual(['1 docs', '1 firmware', '2 docs', '2 firmware']);
  });

  it.each([
    ['firmwear', 'there is no dialect "firmwear"', 'Did you mean --dialect firmware?'],
    ['docs,espat', 'there is no dialect "espat"', 'Did you mean --dialect esp-at?'],
    ['', 'there is no dialect ""', 'The dialects are docs, firmware, esp-at.'],
    ['docs,', 'there is no dialect ""', 'The dialects are docs, firmware, esp-at.'],
  ])('refuses %j before anything runs', async (typed, what, fix) => {
    const cwd = temporaryFolder({ 'scenarios/a.yaml': plain });
    const { exitCode, out, err } = await call(['--dialect', typed], { cwd });
    expect({ exitCode, out }).toStrictEqual({ exitCode: 2, out: '' });
    expect(err).toContain(what);
    expect(err).toContain(fix);
  });

  it('runs a dialect that is named twice once', async () => {
    const cwd = temporaryFolder({ 'scenarios/a.yaml': plain });
    const argv = ['--dialect', 'docs, docs', '--reporter', 'json'];
    expect(runs((await call(argv, { cwd })).out)).toEqual(['Plain docs passed']);
  });

  it('names the dialect in the line that replays a run', async () => {
    const cwd = temporaryFolder({ 'scenarios/a.yaml': 'name: A\ndoes: wobble' });
    const { out } = await call(['--dialect', 'firmware', '--check-determinism'], { cwd });
    expect(out).toContain('pnpm sim scenarios/a.yaml --seed 1 --dialect firmware --check-determ');
  });
});
