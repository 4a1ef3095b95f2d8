import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { describe, expect, it, onTestFinished } from 'vitest';

import { parseJsonReport } from './testing/parse-json-report.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
const main = fileURLToPath(new URL('./testing/fake-main.ts', import.meta.url));

interface Ended {
  readonly exitCode: number | null;
  readonly out: string;
  readonly err: string;
}

/** A real process, which does not outlive the test. */
function launch(cwd: string, argv: readonly string[], more: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, ['--import', loader, main, ...argv], {
    cwd,
    env: { ...process.env, CI: 'true', NO_COLOR: '1', FORCE_COLOR: undefined, ...more },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

/** Runs one to its end. `onError` sees what it has written to its standard error so far. */
function start(
  cwd: string,
  argv: readonly string[],
  onError: (child: ReturnType<typeof spawn>, err: string) => void = () => {},
  more: NodeJS.ProcessEnv = {},
): Promise<Ended> {
  const child = launch(cwd, argv, more);
  let [out, err] = ['', ''];
  child.stdout.on('data', (data) => (out += data));
  child.stderr.on('data', (data) => {
    err += data;
    onError(child, err);
  });
  return new Promise((resolve) => {
    child.on('close', (exitCode) => resolve({ exitCode, out, err }));
  });
}

function signalWhenUnderway(signal: NodeJS.Signals) {
  return (child: ReturnType<typeof spawn>, err: string) => {
    if (err === 'underway\n') child.kill(signal);
  };
}

const folder = () =>
  temporaryFolder({
    'scenarios/a.yaml': 'name: First',
    'scenarios/b.yaml': 'name: Waits\ndoes: wait',
    'scenarios/c.yaml': 'name: Never',
  });

describe('the process', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    'ends on %s with a summary of what was done and code 130',
    async (signal) => {
      const argv = ['--reporter', 'pretty', '--reporter', 'json=report.json'];
      const cwd = folder();
      const { exitCode, out, err } = await start(cwd, argv, signalWhenUnderway(signal));
      expect({ exitCode, err }).toStrictEqual({ exitCode: 130, err: 'underway\n' });
      expect(out).toContain('✓ First');
      expect(out).toContain('3 scenarios: 1 passed, 1 interrupted, 1 not run\n');
      const { summary } = parseJsonReport(readFileSync(join(cwd, 'report.json'), 'utf8'));
      expect(summary).toMatchObject({ passed: 1, interrupted: 1, notRun: 1 });
    },
  );

  it('hears a signal among runs too short to be interrupted', async () => {
    const cwd = temporaryFolder({ 'scenarios/a.yaml': 'name: A' });
    let out = '';
    const child = launch(cwd, ['--repeat', '1000000', '--reporter', 'tap']);
    child.stdout.on('data', (data) => {
      if (out === '') child.kill('SIGINT');
      out = (out + data).slice(-200);
    });
    const exitCode = await new Promise((resolve) => child.on('close', resolve));
    expect(exitCode).toBe(130);
    expect(out).toMatch(/Bail out! Interrupted, \d+ not run\n$/);
  });

  it('ends workers too, one of them busy for ever', async () => {
    const cwd = temporaryFolder({
      'scenarios/a.yaml': 'name: Spins\ndoes: spin',
      'scenarios/b.yaml': 'name: Waits\ndoes: wait',
    });
    let signalled = false;
    const { exitCode, out } = await start(cwd, ['--jobs', '2'], (child, err) => {
      if (!signalled && err.includes('underway\n')) signalled = child.kill('SIGINT');
    });
    expect(exitCode).toBe(130);
    expect(out).toMatch(/2 scenarios: [12] interrupted/);
  });

  it('ends at once at a second Ctrl-C, without waiting for a summary', async () => {
    const cwd = temporaryFolder({ 'scenarios/a.yaml': 'name: Hangs\ndoes: hang' });
    let timer: NodeJS.Timeout | undefined;
    onTestFinished(() => clearInterval(timer));
    const onError = (child: ReturnType<typeof spawn>): void => {
      timer ??= setInterval(() => child.kill('SIGINT'), 50);
    };
    const { exitCode, out } = await start(cwd, [], onError, { W800_FAKE_PATIENT: '1' });
    expect({ exitCode, out }).toStrictEqual({ exitCode: 130, out: '' });
  });

  it('goes on quietly when the reader of its output has gone', async () => {
    const cwd = temporaryFolder({ 'scenarios/a.yaml': 'name: A\ndoes: turns 3' });
    const argv = ['--repeat', '200', '--reporter', 'pretty', '--reporter', 'json=report.json'];
    const child = launch(cwd, argv);
    let err = '';
    child.stderr.on('data', (data) => (err += data));
    child.stdout.once('data', () => child.stdout.destroy());
    const exitCode = await new Promise((resolve) => child.on('close', resolve));
    expect({ exitCode, err }).toStrictEqual({ exitCode: 0, err: '' });
    const { summary } = parseJsonReport(readFileSync(join(cwd, 'report.json'), 'utf8'));
    expect(summary['passed']).toBe(200);
  });

  it('tells a fault of its own in a few words, with the stack on request only', async () => {
    const cwd = temporaryFolder({ 'scenarios/a.yaml': 'name: Explodes' });
    const short = await start(cwd, []);
    expect(short.exitCode).toBe(3);
    expect(short.err).toContain('internal error: the loader fell over\nThis is a fault of W800');
    expect(short.err).not.toContain('    at ');
    const long = await start(cwd, ['--debug']);
    expect(long.exitCode).toBe(3);
    expect(long.err).toContain('    at ');
  });

  it('reports the same with one job and with three, however long each takes', async () => {
    const names = ['turns 50', 'log', 'fail', 'turns 5', 'pass', 'log', 'turns 20', 'pass'];
    const files = names.map((does, index): [string, string] => [
      `scenarios/${index}.yaml`,
      `name: N${index}\ndoes: ${does}`,
    ]);
    const cwd = temporaryFolder(Object.fromEntries(files));
    const shared = ['--repeat', '3', '--check-determinism', '--log', 'log.jsonl'];
    const reports: string[] = [];
    for (const jobs of ['1', '3']) {
      const { out } = await start(cwd, [...shared, '--jobs', jobs, '--reporter', 'json=r.json']);
      const report = readFileSync(join(cwd, 'r.json'), 'utf8').replace(/"realMs": \d+/g, '');
      reports.push(out + report + readFileSync(join(cwd, 'log.jsonl'), 'utf8'));
    }
    expect(reports[0]).toContain('"file": "scenarios/7.yaml"');
    expect(reports[1]).toBe(reports[0]);
  });

  it('survives a worker that dies, and ends with code 3', async () => {
    const cwd = temporaryFolder({
      'scenarios/a.yaml': 'name: Dies\ndoes: die',
      'scenarios/b.yaml': 'name: Lives',
    });
    const { exitCode, out } = await start(cwd, ['--jobs', '2']);
    expect(exitCode).toBe(3);
    expect(out).toContain('! Dies');
    expect(out).toContain('the worker died: it ended with exit code 7');
    expect(out).toContain('✓ Lives');
  });
});
