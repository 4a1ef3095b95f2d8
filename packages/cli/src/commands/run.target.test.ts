import { describe, expect, it } from 'vitest';

import { call } from '../testing/call.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';

const target = 'tcp:127.0.0.1:3333';
const files = {
  'scenarios/a.yaml': 'name: Whole',
  'scenarios/b.yaml': 'name: In part\ndoes: cut',
  'scenarios/c.yaml': 'name: Not at all\ndoes: skip',
  'w.yaml': 'world: {}',
};

function onTarget(...words: readonly string[]) {
  return call(['--target', target, ...words], { cwd: temporaryFolder(files) });
}

describe('a run on a real module', () => {
  it('tells what was skipped and why, and that nothing is deterministic', async () => {
    const { exitCode, out } = await onTarget();
    expect(out).toBe(
      [
        '✓ Whole  (scenarios/a.yaml)  8 ms',
        '✓ In part  (scenarios/b.yaml)  8 ms',
        '    skipped: broker (line 4): needs the broker',
        '    skipped: fault (line 6): needs the world',
        '    skipped: 1 step from line 7 on: follows the fault of line 6',
        '○ Not at all  (scenarios/c.yaml)  8 ms',
        '    skipped: it is about time',
        '',
        '3 scenarios: 2 passed, 1 skipped, 3 steps skipped',
        `real 56 ms on ${target}, not deterministic`,
        '',
      ].join('\n'),
    );
    expect(exitCode).toBe(0);
  });

  it('says the same as JSON, without digests', async () => {
    const { out } = await onTarget('--reporter', 'json');
    expect(out).not.toContain('digest');
    const report = JSON.parse(out) as Record<string, unknown>;
    expect(report).toMatchObject({
      target,
      deterministic: false,
      summary: { passed: 2, skipped: 1 },
      runs: [
        { target: { name: target, skipped: [] } },
        { target: { skipped: [{ line: 4, word: 'broker' }, { line: 6 }, { line: 7 }] } },
        { verdict: 'skipped', target: { reason: 'it is about time' } },
      ],
    });
  });

  it('says the same to CI servers', async () => {
    const junit = (await onTarget('--reporter', 'junit')).out;
    expect(junit).not.toContain('digest');
    expect(junit).toContain('tests="3" failures="0" errors="0" skipped="1"');
    expect(junit).toContain('<skipped message="skipped: it is about time"/>');
    expect(junit).toContain('<system-out>skipped: broker (line 4): needs the broker\nskipped: f');
    const tap = (await onTarget('--reporter', 'tap')).out;
    expect(tap).toContain('ok 2 - In part (scenarios/b.yaml) seed 1\n# skipped: broker (line 4)');
    expect(tap).toContain('ok 3 - Not at all (scenarios/c.yaml) seed 1 # SKIP it is about time\n');
    const github = (await onTarget('--reporter', 'github')).out;
    expect(github).toContain('::notice file=scenarios/c.yaml');
    expect(github).not.toContain('::error');
  });

  it.each([
    [['--jobs', '2'], '--jobs does not go with --target: there is one module'],
    [['--check-determinism'], '--check-determinism does not go with --target: no two runs'],
    [['--repeat', '2'], '--repeat does not go with --target: it repeats with further seeds'],
    [['--seed', '1'], '--seed does not go with --target: a real module has none'],
    [['--dialect', 'docs,firmware'], '--dialect with several names does not go with --target'],
    [['--world', 'nowhere.yaml'], 'nowhere.yaml: cannot be read'],
  ])('is refused with %j', async (words, what) => {
    const { exitCode, err } = await onTarget(...words);
    expect(exitCode).toBe(2);
    expect(err).toContain(what);
  });

  it.each([
    [['--restore'], '--restore says something about a real module'],
    [['--world', 'w.yaml'], '--world says something about a real module'],
    [['--wait-max', '2s'], '--wait-max says something about a real module'],
  ])('has to be one where %j is asked for', async (words, what) => {
    const { exitCode, err } = await call(words, { cwd: temporaryFolder(files) });
    expect(exitCode).toBe(2);
    expect(err).toContain(what);
    expect(err).toContain('Add --target, for instance');
  });

  it('is not begun when the module is not there', async () => {
    const cwd = temporaryFolder(files);
    const { exitCode, out, err } = await call(['--target', 'tcp:none:1'], { cwd });
    expect([exitCode, out]).toEqual([2, '']);
    expect(err).toContain('the target is not there [FAKE_TARGET]');
    expect(err).toContain('Plug it in.');
  });
});

describe('check --portable', () => {
  it('tells how much of each a real module can show', async () => {
    const { exitCode, out } = await call(['check', '--portable'], { cwd: temporaryFolder(files) });
    expect(out).toBe(
      [
        '✓ Whole  (scenarios/a.yaml)  8 of 8 steps',
        '◐ In part  (scenarios/b.yaml)  5 of 8 steps',
        '    skipped: broker (line 4): needs the broker',
        '    skipped: fault (line 6): needs the world',
        '    skipped: 1 step from line 7 on: follows the fault of line 6',
        '○ Not at all  (scenarios/c.yaml)  0 of 8 steps',
        '    skipped: it is about time',
        '',
        '3 scenarios: 1 portable, 1 in part, 1 not at all',
        '',
      ].join('\n'),
    );
    expect(exitCode).toBe(0);
  });

  it('tells the problems of a file first', async () => {
    const cwd = temporaryFolder({ 'scenarios/a.yaml': 'nothing: here' });
    expect((await call(['check', '--portable'], { cwd })).exitCode).toBe(2);
  });
});
