import type { MemoryRequest, RequestTrial } from '@w800/scenario';

import type { Engine, LoadedScenario } from '../engine.ts';

/**
 * The requests of the fake engine: a scenario that does `ask N` makes N, each
 * of which ends in `ERROR` when it fails; one that does `leak N` makes three,
 * and the N-th leaks; one that does `hang-at N` makes three, and never gets
 * over the N-th. Any other makes one, which nobody misses.
 */
export const fakeOom: Pick<Engine, 'surveyRequests' | 'tryRequest'> = {
  surveyRequests,
  tryRequest,
};

function surveyRequests(
  ...[scenario]: Parameters<Engine['surveyRequests']>
): ReturnType<Engine['surveyRequests']> {
  const [verb, count] = wordsOf(scenario);
  const length = verb === 'ask' ? count : verb === 'pass' ? 1 : 3;
  const requests = Array.from({ length }, (_one, index) => requestAt(index + 1));
  const rest = { isUsable: true, answers: [], closings: [], cleaned: {}, used: {}, restarted: {} };
  const verdict = verb === 'fail' ? 'failed' : 'passed';
  return Promise.resolve({ verdict, clean: { requests, ...rest }, violations: [] });
}

async function tryRequest(
  ...[scenario, request, , { seed, dialect = 'docs', signal }]: Parameters<Engine['tryRequest']>
): ReturnType<Engine['tryRequest']> {
  const [verb, count] = wordsOf(scenario);
  const { name } = scenario;
  if (verb === 'hang-at' && count === request.number) await interruption(signal);
  const result = {
    name,
    file: '',
    seed,
    dialect,
    verdict: 'failed' as const,
    virtualNs: 1_000_000_000,
    digest: `${name}/${request.number}`,
    steps: 3,
    stepsDone: 1,
    findings: [],
  };
  const trial = {
    request,
    outcome: outcomeOf(verb),
    usableAfter: 'clean' as const,
    overAt: 2_000_000_000,
  };
  const leak = { rule: 'leak' as const, what: 'tls.peer holds 1 block and 969 bytes too many' };
  const isLeak = verb === 'leak' && count === request.number;
  const transcript = [{ at: 1_500_000_000, direction: 'module' as const, text: 'ERROR' }];
  const told: RequestTrial = signal.aborted
    ? { ...trial, outcome: 'interrupted', violations: [], transcript }
    : isLeak
      ? { ...trial, outcome: 'wrong', violations: [leak], transcript }
      : { ...trial, violations: [], transcript };
  return { trial: told, result };
}

function wordsOf(scenario: LoadedScenario): readonly [string, number] {
  const does = 'does' in scenario && typeof scenario.does === 'string' ? scenario.does : '';
  const [verb = '', count = '0'] = does.split(' ');
  return [verb, Number(count)];
}

function requestAt(number: number): MemoryRequest {
  const owner = number % 2 === 1 ? 'tls.peer' : 'tcp.send';
  const command = number < 3 ? 'AT+MQTTCONN' : '';
  return { number, at: number * 1_000_000, owner, requestedBytes: 100 * number, command };
}

function outcomeOf(verb: string): RequestTrial['outcome'] {
  return verb === 'pass' ? 'unharmed' : 'refused';
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
