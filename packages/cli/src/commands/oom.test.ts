import { describe, expect, it } from 'vitest';

import { callTwin } from '../testing/call-twin.ts';
import { call } from '../testing/call.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';

function folderOf(does: Readonly<Record<string, string>>): string {
  const files = Object.entries(does).map(([file, what]) => {
    return [file, `name: ${what} in ${file}\nseed: 3\ndoes: ${what}\n`] as const;
  });
  return temporaryFolder(Object.fromEntries(files));
}

describe('pnpm sim oom', () => {
  it('shows a row for every owner and command, and how it all went', async () => {
    const cwd = folderOf({ 'a.yaml': 'ask 5' });
    const { exitCode, out, err } = await call(['oom', 'a.yaml'], { cwd });
    expect([exitCode, err]).toEqual([0, '']);
    expect(out).toBe(
      '✓ ask 5 in a.yaml  (a.yaml)  5 requests\n' +
        '    owner     command           requests  refused\n' +
        '    tls.peer  AT+MQTTCONN              1        1\n' +
        '    tcp.send  AT+MQTTCONN              1        1\n' +
        '    tls.peer  between commands         2        2\n' +
        '    tcp.send  between commands         1        1\n\n' +
        '1 scenario, 5 failing requests: 5 refused\n' +
        'every run ended as documented, nothing leaked, the module worked again  real 88 ms\n',
    );
  });

  it('tells of every violation what, whose, when and how to see it again, and ends with 1', async () => {
    const cwd = folderOf({ 'a.yaml': 'leak 2', 'b.yaml': 'pass' });
    const { exitCode, out } = await call(['oom', '.'], { cwd });
    expect(exitCode).toBe(1);
    expect(out).toContain('✗ leak 2 in a.yaml  (a.yaml)  3 requests\n');
    expect(out).toContain(
      '  request 2: tcp.send, 200 bytes, at 0.002 s, in AT+MQTTCONN\n' +
        '    leak      tls.peer holds 1 block and 969 bytes too many\n' +
        '    last              1.5 s  module  ERROR\n' +
        '    replay  pnpm sim a.yaml --seed 3 --fail-allocation 2\n',
    );
    expect(out).toContain('✓ pass in b.yaml');
    expect(out).toContain(
      '2 scenarios, 4 failing requests: 1 unharmed, 2 refused, 1 WRONG\n' +
        'not every run ended as documented  real ',
    );
  });

  it('looks at one request alone, and shows its transcript', async () => {
    const cwd = folderOf({ 'a.yaml': 'ask 5' });
    const { exitCode, out } = await call(['oom', 'a.yaml', '--only', '4', '--seed', '9'], { cwd });
    expect(exitCode).toBe(0);
    expect(out).toContain('  request 4: tcp.send, 400 bytes, at 0.004 s, between commands\n');
    expect(out).toContain('module  ERROR\n');
    expect(out).toContain('replay  pnpm sim a.yaml --seed 9 --fail-allocation 4\n');
    expect(out).toContain('1 scenario, 1 failing request: 1 refused\n');
  });

  it('says how many requests there are when one is asked for that there is not', async () => {
    const cwd = folderOf({ 'a.yaml': 'ask 5' });
    expect(await call(['oom', 'a.yaml', '--only', '6'], { cwd })).toEqual({
      exitCode: 2,
      out: '',
      err:
        'a.yaml: there is no request 6 for memory in this scenario [CLI_REQUEST_UNKNOWN]\n' +
        '    Give a number from 1 to 5.\n',
    });
  });

  it('lets nothing fail in a scenario that does not pass by itself', async () => {
    const cwd = folderOf({ 'a.yaml': 'fail' });
    const { exitCode, out } = await call(['oom', 'a.yaml'], { cwd });
    expect(exitCode).toBe(1);
    expect(out).toContain('  without any failure the scenario does not pass: failed\n');
    expect(out).toContain('1 scenario, 0 failing requests: nothing to try\n');
  });

  it('gives everything as JSON, in which nothing depends on the number of jobs', async () => {
    const cwd = folderOf({ 'a.yaml': 'leak 2', 'b.yaml': 'ask 7' });
    const documentOf = async (...options: readonly string[]) => {
      const { exitCode, out } = await call(['oom', '.', '--json', ...options], { cwd });
      expect(exitCode).toBe(1);
      const document = JSON.parse(out) as Record<string, unknown>;
      expect(document).toMatchObject({ format: 'w800-twin-oom/1', isSound: false });
      return { ...document, realMs: 0 };
    };
    const alone = await documentOf();
    expect(alone).toMatchObject({
      isFinished: true,
      outcomes: { refused: 9, wrong: 1 },
      scenarios: [
        { file: 'a.yaml', tried: 3, verdict: 'passed' },
        { file: 'b.yaml', tried: 7 },
      ],
    });
    expect(await documentOf('--jobs', '2')).toEqual(alone);
  });

  it('sums up what was done when it is interrupted, and ends with 130', async () => {
    const cwd = folderOf({ 'a.yaml': 'hang-at 2', 'b.yaml': 'ask 4' });
    const interruption = new AbortController();
    const called = call(['oom', '.'], { cwd, signal: interruption.signal });
    setTimeout(() => interruption.abort(), 100);
    const { exitCode, out } = await called;
    expect(exitCode).toBe(130);
    expect(out).toContain('1 refused, 1 interrupted, 5 not tried\n');
    expect(out).toContain('interrupted; what was tried ended as documented');
  });

  it('looks into the folder that comes with the product when no path is given', async () => {
    const cwd = temporaryFolder({ 'scenarios/heap/oom/x.yaml': 'name: X\ndoes: ask 1\n' });
    const { exitCode, out } = await call(['oom'], { cwd });
    expect(exitCode).toBe(0);
    expect(out).toContain('(scenarios/heap/oom/x.yaml)');
  });

  it('takes certificates in place of those of the scenarios, and says so in the replay', async () => {
    const cwd = folderOf({ 'a.yaml': 'leak 1' });
    const { out } = await call(['oom', 'a.yaml', '--ca', 'none'], { cwd });
    expect(out).toContain('replay  pnpm sim a.yaml --seed 3 --ca none --fail-allocation 1\n');
  });

  it('suggests the command for a word that is nearly one', async () => {
    const { exitCode, err } = await call(['ooom'], { cwd: temporaryFolder() });
    expect(exitCode).toBe(2);
    expect(err).toContain('Did you mean the command `pnpm sim oom`?');
  });
});

const publishing = `
name: A publish
world:
  wifi: { ssid: home, password: '12345678' }
  broker: { host: 192.168.10.234, port: 1883 }
steps:
  - send: AT+CWJAP="home","12345678"
    within: 15s
  - send: AT+MQTTUSERCFG=0,1,"W800","","",0,0,""
  - send: AT+MQTTCONN=0,"192.168.10.234",1883,0
  - send: AT+MQTTPUB=0,"up","there",1,0
`;

describe('on the twin', () => {
  it('every request of a publish fails once, and the command that shows it again does', async () => {
    const cwd = temporaryFolder({ 'a.yaml': publishing });
    const { exitCode, out } = await callTwin(['oom', 'a.yaml', '--json'], cwd);
    expect(exitCode).toBe(0);
    const document = JSON.parse(out) as {
      scenarios: readonly {
        readonly requests: number;
        readonly trials: readonly { number: number; owner: string; outcome: string }[];
      }[];
    };
    const [told] = document.scenarios;
    if (told === undefined) throw new Error('there is one scenario');
    const { requests, trials } = told;
    expect(trials.map(({ number }) => number)).toEqual(trials.map((_one, at) => at + 1));
    expect(trials).toHaveLength(requests);
    const refused = trials.find(({ owner }) => owner === 'mqtt.publish');
    expect(refused?.outcome).toBe('refused');
    const nth = String(refused?.number);
    const again = await callTwin(['a.yaml', '--fail-allocation', nth], cwd);
    expect(again.exitCode).toBe(1);
    expect(again.out).toContain(`Request ${nth} for memory, `);
    expect(again.out).toContain('the module answered "ERROR"');
    expect(again.out).toContain(`replay    pnpm sim a.yaml --seed 0 --fail-allocation ${nth}\n`);
  });
});
