import { describe, expect, test } from 'vitest';
import { runScenario } from '../run-scenario.ts';
import type { Scenario } from '../scenario.ts';
import { oomScenario } from '../testing/oom-scenario.ts';
import {
  forgetfulAfterFailure,
  freesTwiceAfterFailure,
  plantedBench,
} from '../testing/planted-bench.ts';
import { failAllocation } from './fail-allocation.ts';
import type { OomOptions } from './oom-run.ts';
import type { RequestTrial } from './request-trial.ts';
import { surveyRequests } from './survey-requests.ts';
import { tryRequest } from './try-request.ts';

const publishing = oomScenario(`
  - send: AT+MQTTPUB=0,"up","there",1,0
  - broker: { received: { topic: up, payload: there } }
`);

const receiving = oomScenario(`
  - send: AT+MQTTSUB=0,"down",1
  - broker: { publish: { topic: down, payload: here, qos: 1 } }
  - expect: '+MQTTSUBRECV:0,"down",4,here'
`);

/** Lets every request fail, or those of an owner. */
async function tryAll(
  scenario: Scenario,
  options: OomOptions & { readonly owner?: string } = {},
): Promise<readonly RequestTrial[]> {
  const { owner, ...run } = options;
  const { clean, verdict } = await surveyRequests(scenario, run);
  expect(verdict).toBe('passed');
  const trials: RequestTrial[] = [];
  for (const request of clean.requests) {
    if (owner !== undefined && request.owner !== owner) continue;
    trials.push((await tryRequest(scenario, request, clean, run)).trial);
  }
  expect(trials.length).toBeGreaterThan(0);
  return trials;
}

function outcomesOf(trials: readonly RequestTrial[]): ReadonlySet<string> {
  return new Set(trials.map(({ outcome }) => outcome));
}

describe('a request that fails', () => {
  test('ends well on every path of a publish', async () => {
    const trials = await tryAll(publishing);
    expect(trials.flatMap(({ violations }) => violations)).toEqual([]);
    expect(outcomesOf(trials)).toEqual(new Set(['unharmed', 'refused']));
    expect(new Set(trials.map(({ usableAfter }) => usableAfter))).toEqual(new Set(['clean']));
  });

  test('of a message that comes in closes the session, which is told', async () => {
    const trials = await tryAll(receiving, { owner: 'mqtt.message' });
    expect(outcomesOf(trials)).toEqual(new Set(['closed']));
    const texts = trials.flatMap(({ transcript }) => transcript.map(({ text }) => text));
    expect(texts).toContain('+MQTTDISCONNECTED:0');
  });

  test('of a segment is made up for by TCP, later', async () => {
    const late = oomScenario(`
  - send: AT+MQTTPUB=0,"up","there",1,0
    within: 100ms
`);
    expect(outcomesOf(await tryAll(late, { owner: 'tcp.send' }))).toContain('delayed');
  });

  test('of a module that starts keeps it from starting', async () => {
    const restart = oomScenario(`
  - send: AT+RST
    expect: [OK, ready]
  - send: AT
`);
    const trials = await tryAll(restart, { owner: 'at.process-task' });
    expect(outcomesOf(trials)).toEqual(new Set(['not-started']));
    expect(trials.flatMap(({ violations }) => violations)).toEqual([]);
  });

  test('leaves a command that waits for data with the data it asks for', async () => {
    const raw = oomScenario(`
  - send: AT+MQTTSUB=0,"down",1
  - send: AT+MQTTPUBRAW=0,"up",40,0,0
    expect: [OK, '>']
  - broker: { publish: { topic: down, payload: here, qos: 1 } }
  - expect: '+MQTTSUBRECV:0,"down",4,here'
  - data: { size: 40B }
    expect: '+MQTTPUB:OK'
`);
    for (const trial of await tryAll(raw, { owner: 'mqtt.message' })) {
      const { outcome, violations, transcript, usableAfter } = trial;
      expect([outcome, violations, usableAfter]).toEqual(['refused', [], 'clean']);
      expect(transcript.map(({ text }) => text)).toContain('x'.repeat(40));
    }
  });
});

describe('planted', () => {
  test('a leak of a handshake of a session that did not come about is named', async () => {
    const openBench = plantedBench(forgetfulAfterFailure('tcp.socket'));
    const trials = await tryAll(publishing, { owner: 'mqtt.publish', openBench });
    const [first] = trials;
    expect(first?.outcome).toBe('wrong');
    expect(first?.violations[0]).toMatchObject({ rule: 'leak' });
    expect(first?.violations[0]?.what).toMatch(
      /^tcp\.socket holds \d+ blocks? and \d+ bytes too many after AT\+MQTTCLEAN$/,
    );
  });

  test('a leak of a request that was refused half way is named', async () => {
    const openBench = plantedBench(forgetfulAfterFailure('mqtt.client'));
    const trials = await tryAll(publishing, { owner: 'mqtt.client', openBench });
    const leaks = trials.filter(({ violations }) => violations.some(({ rule }) => rule === 'leak'));
    // Of the first block there is nothing to give back but when the module is used again.
    expect(leaks).toHaveLength(trials.length);
    for (const { violations } of leaks) expect(violations[0]?.what).toMatch(/^mqtt\.client holds/);
  });

  test('a block that is freed twice is named', async () => {
    const openBench = plantedBench(freesTwiceAfterFailure('mqtt.client'));
    const trials = await tryAll(publishing, { owner: 'mqtt.publish', openBench });
    for (const { outcome, violations } of trials) {
      expect(outcome).toBe('wrong');
      expect(violations.map(({ rule }) => rule)).toEqual(['bug']);
      expect(violations[0]?.what).toMatch(/block of mqtt\.client at .* was freed before/);
    }
  });

  test('a module that says nothing of what it lost has kept silent', async () => {
    const { clean } = await surveyRequests(receiving);
    const [request] = clean.requests.filter(({ owner }) => owner === 'mqtt.message');
    if (request === undefined) throw new Error('a message asks for memory');
    const deaf = oomScenario(`
  - send: AT+MQTTSUB=0,"down",1
  - broker: { publish: { topic: down, payload: here, qos: 1 } }
  - expect: '+MQTTSUBRECV:0,"down",4,gone'
`);
    // Nothing fails here by itself: the closing would be as usual, so nobody has told.
    const closings = [{ text: '+MQTTDISCONNECTED:0', lines: 0 }];
    const { trial } = await tryRequest(deaf, request, { ...clean, closings });
    expect(trial.violations.map(({ rule }) => rule)).toEqual(['silent']);
    expect(trial.violations[0]?.what).toContain('"+MQTTSUBRECV:0,"down",4,gone" did not come');
  });
});

test('a trial is the same every time, and begins as the run with --fail-allocation', async () => {
  const { clean } = await surveyRequests(publishing);
  const [request] = clean.requests.filter(({ owner }) => owner === 'mqtt.publish');
  if (request === undefined) throw new Error('a publish asks for memory');
  const one = await tryRequest(publishing, request, clean);
  const other = await tryRequest(publishing, request, clean);
  expect(other.result.digest).toBe(one.result.digest);
  const companion = failAllocation(request.number);
  const alone = await runScenario(publishing, { companion });
  expect(alone.verdict).toBe('failed');
  expect(alone.failure?.line).toBe(one.result.failure?.line);
  expect(alone.findings).toEqual(one.result.findings);
  expect(alone.findings[0]?.text).toContain(`Request ${request.number} for memory, `);
});

test('an interrupted trial has no verdict', async () => {
  const { clean } = await surveyRequests(publishing);
  const [request] = clean.requests;
  if (request === undefined) throw new Error('there are requests');
  const signal = AbortSignal.abort();
  const { trial } = await tryRequest(publishing, request, clean, { signal });
  expect(trial.outcome).toBe('interrupted');
});
