import type { TraceRecord } from '@w800/kernel';

import type { Failure, ScenarioResult, SkippedStep, Target } from '@w800/scenario';

const serialDefaults: Target['link']['settings'] = {
  baud: 115_200,
  dataBits: 8,
  parity: 'none',
  stopBits: 1,
  flowControl: 'none',
};

import type { Engine, EngineModule, LoadedScenario, Problem } from '../engine.ts';
import { exampleHeap } from './example-heap.ts';
import { fakeOom } from './fake-oom.ts';

/**
 * An engine whose scenarios say in a word how they end, for tests of what goes
 * on around an engine. A file has lines of `key: value`:
 *
 * `name`, `tags`, `shows` and `faults` (with commas), `seed` (1 if absent), and `does`: `pass`,
 * `fail`, `break`, `throw`, `fail-in NAME` (in that dialect), `wobble` (another digest each
 * time), `log` (records), `wait` (until interrupted), `hang` (for ever, deaf), `spin` (busy for
 * ever), `die` (ends the thread), `turns N` (takes N turns of the event loop), `tls N` (has N
 * sessions), `heap N` (takes N bytes of the heap, and one more for each seed).
 * `hang`, `spin` and `wait` say `underway` on the standard error. A file without
 * a name has a problem in line 2, column 3; one named `Explodes` cannot be loaded.
 */
export const engine: Engine = {
  fileBytesMax: 1000,
  dialects: [
    { name: 'docs', subject: 'the documents' },
    { name: 'firmware', subject: 'the firmware' },
    { name: 'esp-at', subject: 'ESP-AT' },
  ],
  faults: [
    { name: 'gone', class: 'sun' },
    { name: 'late', class: 'moon' },
  ],
  load,
  run,
  ...fakeOom,
  openTarget,
  portability,
  filesIn: (folder) => (path) => ({ ok: true, text: `${folder}: ${path}` }),
  readModule: () => ({ ok: true, slots: {} }),
};

interface FakeScenario extends LoadedScenario {
  readonly file: string;
  readonly does: string;
}

function load(text: string, file: string): ReturnType<Engine['load']> {
  const fields = new Map(
    text.split('\n').map((line): [string, string] => {
      const [key = '', value = ''] = line.split(': ');
      return [key.trim(), value.trim()];
    }),
  );
  const name = fields.get('name');
  if (name === 'Explodes') throw new Error('the loader fell over');
  if (name === undefined) return { ok: false, problems: [problemIn(file)] };
  const listIn = (key: string): readonly string[] =>
    (fields.get(key) ?? '').split(',').filter((word) => word !== '');
  const scenario: FakeScenario = {
    name,
    tags: listIn('tags'),
    shows: listIn('shows'),
    faults: listIn('faults'),
    seed: Number(fields.get('seed') ?? 1),
    dialect: fields.get('dialect'),
    file,
    does: fields.get('does') ?? 'pass',
  };
  return { ok: true, scenario };
}

function problemIn(file: string): Problem {
  return {
    code: 'FAKE_NO_NAME',
    file,
    line: 2,
    column: 3,
    what: 'a scenario needs a name',
    fix: 'Write `name:` and a sentence.',
  };
}

const link: Target['link'] = {
  name: 'tcp:127.0.0.1:3333',
  settable: false,
  settings: serialDefaults,
  lost: undefined,
  write() {},
  configure() {},
  read() {},
  close: () => Promise.resolve(),
};

/** There is a module at every target but `tcp:none:1`. */
async function openTarget(
  ...[{ text }]: Parameters<Engine['openTarget']>
): ReturnType<Engine['openTarget']> {
  if (text !== 'tcp:none:1') return { ok: true, target: { link }, close: () => link.close() };
  const what = 'the target is not there';
  const problem = { code: 'FAKE_TARGET', file: '', line: 0, column: 0, what, fix: 'Plug it in.' };
  return { ok: false, problems: [problem] };
}

const cut: readonly SkippedStep[] = [
  { line: 4, column: 3, word: 'broker', reason: 'needs the broker', follows: false },
  { line: 6, column: 3, word: 'fault', reason: 'needs the world', follows: false, cuts: true },
  { line: 7, column: 3, word: 'send', reason: 'follows the fault of line 6', follows: true },
];

/** A scenario that does `cut` is portable in part, one that does `skip` not at all. */
function portability(scenario: LoadedScenario): ReturnType<Engine['portability']> {
  const { does } = scenario as FakeScenario;
  if (does === 'skip') return { steps: 8, skipped: [], reason: 'it is about time' };
  return { steps: 8, skipped: does === 'cut' ? cut : [] };
}

let runs = 0;

async function run(...[scenario, options]: Parameters<Engine['run']>): Promise<ScenarioResult> {
  const { name, file, does } = scenario as FakeScenario;
  const { seed, dialect = 'docs', signal, onRecord, target, onBytes, onStep } = options;
  const [verb = '', count = '0'] = does.split(' ');
  runs += 1;
  const result = {
    name,
    file,
    seed,
    dialect,
    verdict: 'passed' as const,
    virtualNs: 12_345_678_900,
    digest: `${name}/${seed}`,
    steps: 3,
    stepsDone: 3,
    findings: [],
    ...(target === undefined ? {} : targetOf(scenario, target)),
  };
  if (target !== undefined && verb === 'skip') return { ...result, verdict: 'skipped' };
  onStep?.({ line: 3, column: 3, text: 'send: AT' });
  onBytes?.('host', Buffer.from('AT\r\n'), 1_000_000);
  onBytes?.('module', Buffer.from('\r\nOK\r\n'), target === undefined ? 3_000_000 : 90_000_000);
  if (verb === 'fail' || (verb === 'fail-in' && count === dialect))
    return { ...result, verdict: 'failed', stepsDone: 1, failure: failureIn(file) };
  if (verb === 'break') return { ...result, verdict: 'broken', failure: failureIn(file) };
  if (verb === 'throw') throw new Error('the engine fell over');
  if (verb === 'wobble') return { ...result, digest: String(runs) };
  if (verb === 'log') for (const record of records(name)) onRecord?.(record);
  if (verb === 'heap') {
    const { heap, timeline } = exampleHeap(Number(count) + seed);
    options.onHeapTimeline?.(timeline);
    return { ...result, heap };
  }
  if (verb === 'die') process.exit(7);
  if (['hang', 'spin', 'wait'].includes(verb)) process.stderr.write('underway\n');
  if (verb === 'hang') await new Promise(() => setInterval(() => {}, 1000));
  if (verb === 'wait') await interruption(signal);
  if (verb === 'tls') for (const line of secretLines(Number(count))) options.secrets?.(line);
  if (verb === 'turns') await turns(Number(count));
  if (verb === 'spin') spin();
  return signal.aborted ? { ...result, verdict: 'interrupted', stepsDone: 2 } : result;
}

function targetOf(scenario: LoadedScenario, { link: { name } }: Target) {
  const { reason, skipped } = portability(scenario);
  const target = { name, skipped, ...(reason === undefined ? {} : { reason }) };
  return { target, digest: '' };
}

function failureIn(file: string): Failure {
  return {
    file,
    line: 12,
    column: 5,
    step: 'send: AT+CWJAP="home","wrong"',
    expected: 'OK within 15 s',
    got: ['WIFI DISCONNECT', 'ERROR'],
    transcript: [
      { at: 312_450_000, direction: 'host', text: 'AT+CWJAP="home","wrong"\r\n' },
      { at: 5_312_450_999, direction: 'module', text: 'ERROR\r\n' },
    ],
    replay: `pnpm sim ${file} --seed 1`,
    message: 'an expected line did not come',
  };
}

function records(name: string): readonly TraceRecord[] {
  return [
    { at: 86_750, kind: 'uart.tx', data: { bytes: Uint8Array.of(0x41, 0x54, 0xff), name } },
    { at: 173_500, kind: 'at.reply', data: { nested: [{ bytes: Uint8Array.of(0) }, null] } },
  ];
}

function secretLines(count: number): readonly string[] {
  return Array.from({ length: count }, (_one, index) => `CLIENT_RANDOM 0${index} ff`);
}

/** Busy for ever: a worker at this can only be ended from outside. */
function spin(): never {
  for (;;);
}

async function interruption(signal: AbortSignal): Promise<void> {
  // Something must keep the process alive, as a real engine's work does.
  const alive = setInterval(() => {}, 1000);
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve());
  });
  clearInterval(alive);
}

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

export const fakeEngineUrl: string = import.meta.url;

export const fakeWorkerUrl: string = new URL('../worker-boot.js', import.meta.url).href;

export const importFakeEngine = (): Promise<EngineModule> => Promise.resolve({ engine });
