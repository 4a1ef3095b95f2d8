import { second } from '@w800/kernel';
import type { TargetLink } from '@w800/live';
import { describe, expect, onTestFinished, test } from 'vitest';
import { loadScenario } from './load-scenario.ts';
import { runScenario, type RunOptions } from './run-scenario.ts';
import type { ScenarioResult } from './scenario-result.ts';
import type { Target } from './target.ts';
import { ServedTwin } from './testing/served-twin.ts';

const world = {
  wifi: { ssid: 'home', password: '12345678' },
  broker: { host: '192.168.10.234' },
};
async function desk(): Promise<{ twin: ServedTwin } & Pick<Target, 'link' | 'clock'>> {
  const twin = await ServedTwin.open(world);
  onTestFinished(() => twin.close());
  return { twin, link: twin.link, clock: twin.clock };
}

/** The same way to the module, with a line that can be set. */
function settable(twin: ServedTwin, link: TargetLink): { link: TargetLink; rates: string[] } {
  const rates: string[] = [];
  let { settings } = link;
  return {
    rates,
    link: {
      name: link.name,
      settable: true,
      lost: undefined,
      get settings() {
        return settings;
      },
      configure(wanted) {
        settings = wanted;
        rates.push(`${wanted.baud} ${wanted.parity} ${wanted.stopBits}`);
        twin.set(wanted);
      },
      write: (bytes) => link.write(bytes),
      read: (reader) => link.read(reader),
      close: () => Promise.resolve(),
    },
  };
}

async function run(
  steps: string,
  target: Target,
  options: RunOptions = {},
): Promise<ScenarioResult> {
  const loaded = loadScenario(`name: t\n${steps}`, 't.yaml');
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return runScenario(loaded.scenario, { ...options, target });
}

describe('a scenario on a module outside', () => {
  test('restarts it, runs in real time and says what it left out', async () => {
    const { link, clock } = await desk();
    const result = await run(
      `steps:
  - expect: ready
  - send: AT+CWJAP="home","12345678"
    expect: [WIFI CONNECTED, OK, WIFI GOT IP]
    within: 15s
  - broker: { clients: [] }
  - send: AT+MQTTCONN?
    expect: [{ regex: '\\+MQTTCONN:0,.*' }, OK]
  - fault: { link: down }
  - send: AT
`,
      { link, clock },
    );
    expect(result.failure).toBeUndefined();
    expect(result).toMatchObject({
      verdict: 'passed',
      digest: '',
      steps: 6,
      stepsDone: 3,
      target: {
        name: link.name,
        skipped: [
          { line: 7, word: 'broker', reason: 'needs the embedded broker', follows: false },
          { line: 10, word: 'fault', reason: 'needs the simulated world', follows: false },
          { line: 11, word: 'send', reason: 'follows the fault of line 10', follows: true },
        ],
      },
    });
  });

  test('does what records surrounds, uncounted', async () => {
    const { link, clock } = await desk();
    const counted =
      'records: { event: tcp.segment, count: "== 99" }, steps: [{ send: AT+NONSENSE }]';
    const result = await run(`steps: [{ ${counted} }]`, { link, clock });
    expect(result.failure?.message).toContain('the module answered "CMD FORMAT ERR"');
    const good = await run(`steps: [{ ${counted.replace('+NONSENSE', '')} }]`, { link, clock });
    expect(good).toMatchObject({ verdict: 'passed', steps: 2, stepsDone: 1 });
  });

  test('fails as on the twin, with what came', async () => {
    const { link, clock } = await desk();
    const result = await run('steps: [{ send: AT+NONSENSE }]', { link, clock });
    expect(result.verdict).toBe('failed');
    expect(result.failure?.message).toContain('the module answered "CMD FORMAT ERR"');
    expect(result.failure?.replay).toBe(`pnpm sim --target ${link.name} t.yaml`);
  });

  test('finds it in the middle of a line, or waiting for a payload', async () => {
    const { twin, link, clock } = await desk();
    twin.type('AT+CWMO');
    expect(await run('steps: [{ send: AT }]', { link, clock })).toMatchObject({
      verdict: 'passed',
    });
    twin.type('AT+MQTTUSERCFG=0,1,"W800","","",0,0,""\r\nAT+MQTTLONGCLIENTID=0,600\r\nabc');
    expect(await run('steps: [{ send: AT }]', { link, clock })).toMatchObject({
      verdict: 'passed',
    });
  });

  test('begins from factory settings only when told to', async () => {
    const { link, clock } = await desk();
    const set = 'steps: [{ send: AT+CWMODE=3 }]';
    const mode = (number: number) =>
      `steps: [{ send: AT+CWMODE?, expect: ['+CWMODE:${number}', OK] }]`;
    expect(await run(set, { link, clock })).toMatchObject({ verdict: 'passed' });
    expect(await run(mode(3), { link, clock })).toMatchObject({ verdict: 'passed' });
    expect(await run(mode(1), { link, clock, restore: true })).toMatchObject({ verdict: 'passed' });
  });

  test('that vanishes in the middle fails with a clear word, and so does the next', async () => {
    const { twin, link, clock } = await desk();
    const result = await run(
      'steps: [{ send: AT }, { wait: 1h }]',
      { link, clock },
      {
        onStep: ({ text }) => {
          if (text.includes('wait')) twin.vanish();
        },
      },
    );
    expect(result.verdict).toBe('failed');
    expect(result.failure?.message).toContain(`${link.name} is gone: `);
    expect(result.failure?.message).toContain('Plug it in.');
    const next = await run('steps: [{ send: AT }]', { link, clock });
    expect(next.verdict).toBe('failed');
    expect(next.failure?.message).toContain('is gone');
  });

  test('that says nothing is told apart from one that speaks at another rate', async () => {
    const { twin, link, clock } = await desk();
    twin.answer('');
    const silent = await run('steps: [{ send: AT }]', { link, clock, patienceNs: 1 });
    expect(silent.failure?.message).toContain('nothing came at all');
    expect(silent.failure?.message).toContain('is 115200 its baud rate?');
    twin.answer('\xfe\x80\x00\xff');
    const garbage = await run('steps: [{ send: AT }]', { link, clock, patienceNs: 1 });
    expect(garbage.failure?.message).toContain('what came was "þ\\x80\\x00ÿ');
    expect(garbage.failure?.message).toContain('The baud rate is probably another one');
  });

  test('is interrupted in the middle of a wait', async () => {
    const { link, clock } = await desk();
    const ending = new AbortController();
    const result = await run(
      'steps: [{ wait: 1h }]',
      { link, clock },
      {
        signal: ending.signal,
        onStep: () => setImmediate(() => ending.abort()),
      },
    );
    expect(result.verdict).toBe('interrupted');
  });

  test('has its line set by a scenario, and back at its end', async () => {
    const { twin, link: plain, clock } = await desk();
    const { link, rates } = settable(twin, plain);
    const steps = [
      'send: AT+UART_DEF=9600,8,3,2,0',
      'host: { baud: 9600, stopBits: 2, parity: even }',
      'send: AT',
    ];
    const text = `steps:\n${steps.map((step) => `  - ${step}\n`).join('')}`;
    expect(await run(text, { link: plain, clock })).toMatchObject({
      verdict: 'skipped',
      target: { reason: 'needs a line that can be set from here' },
    });
    expect(await run(text, { link, clock })).toMatchObject({ verdict: 'passed', stepsDone: 3 });
    expect(rates).toEqual(['9600 even 2', '115200 none 1']);
    const next = "steps: [{ send: AT+UART_DEF?, expect: ['+UART_DEF:115200,8,1,0,0', OK] }]";
    expect(await run(next, { link, clock })).toMatchObject({ verdict: 'passed' });
  });

  test('is not touched by one of which nothing can be run', async () => {
    const { twin, link, clock } = await desk();
    const result = await run('twinOnly: it is about time\nsteps: [{ send: AT }]', { link, clock });
    expect(result).toMatchObject({ verdict: 'skipped', target: { reason: 'it is about time' } });
    expect(twin.heardBytes).toBe(0);
  });

  test('gives every byte both ways, exactly, with its instant', async () => {
    const { link, clock } = await desk();
    const heard: [string, string, number][] = [];
    await run(
      'steps: [{ send: AT }]',
      { link, clock },
      {
        onBytes: (from, bytes, at) => heard.push([from, Buffer.from(bytes).toString('latin1'), at]),
      },
    );
    const typedAt = heard.findIndex(([from]) => from === 'host');
    expect(heard[typedAt]?.[1]).toBe('AT\r\n');
    const answer = heard.slice(typedAt + 1);
    expect(answer.map(([, text]) => text).join('')).toBe('\r\nOK\r\n');
    const lasted = (answer.at(-1)?.[2] ?? 0) - (heard[typedAt]?.[2] ?? 0);
    expect(lasted).toBeGreaterThan(0);
    expect(lasted).toBeLessThan(5 * second);
  });
});
