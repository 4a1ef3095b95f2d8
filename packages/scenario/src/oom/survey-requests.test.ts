import { describe, expect, test } from 'vitest';
import { oomScenario } from '../testing/oom-scenario.ts';
import { forgetful, plantedBench } from '../testing/planted-bench.ts';
import { surveyRequests } from './survey-requests.ts';

const receiving = oomScenario(`
  - send: AT+MQTTSUB=0,"down",1
  - broker: { publish: { topic: down, payload: here, qos: 1 } }
  - expect: '+MQTTSUBRECV:0,"down",4,here'
  - send: AT+MQTTPUB=0,"up","there",1,0
`);

describe('the requests of a scenario', () => {
  test('are numbered from ready on, with owner, size, instant and command', async () => {
    const { verdict, clean, violations } = await surveyRequests(receiving);
    expect([verdict, violations]).toEqual(['passed', []]);
    const { requests } = clean;
    expect(requests.map(({ number }) => number)).toEqual(requests.map((_one, at) => at + 1));
    const message = requests.filter(({ owner }) => owner === 'mqtt.message');
    expect(message.map((one) => [one.requestedBytes, one.command])).toEqual([
      [4, ''],
      [4, ''],
    ]);
    const publishing = requests.filter(({ owner }) => owner === 'mqtt.publish');
    expect(new Set(publishing.map(({ command }) => command))).toEqual(new Set(['AT+MQTTPUB']));
    const instants = requests.map(({ at }) => at);
    expect(instants).toEqual(instants.toSorted((one, other) => one - other));
    expect(instants[0]).toBeGreaterThan(300_000_000);
  });

  test('are the same every time', async () => {
    expect(await surveyRequests(receiving)).toEqual(await surveyRequests(receiving));
  });

  test('those of what is done afterwards are none of them', async () => {
    const { clean } = await surveyRequests(receiving);
    const commands = new Set(clean.requests.map(({ command }) => command));
    expect(commands).not.toContain('AT+MQTTCLEAN');
    expect(clean.answers.map(({ line }) => line)).toContain('AT+MQTTCLEAN=0');
    expect(clean.closings).toEqual([]);
  });

  test('a session leaves nothing but what the firmware keeps', async () => {
    const { clean } = await surveyRequests(receiving);
    expect(clean.isUsable).toBe(true);
    expect(clean.used['mqtt.task']?.blocks).toBe(2);
    for (const owner of ['mqtt.client', 'tcp.socket', 'mqtt.message']) {
      expect(clean.cleaned).not.toHaveProperty([owner]);
    }
  });
});

describe('a leak without any failure', () => {
  test('in every session is found, and its owner named', async () => {
    const openBench = plantedBench(forgetful('mqtt.client'));
    const { violations } = await surveyRequests(receiving, { openBench });
    expect(violations.map(({ rule }) => rule)).toContain('leak');
    for (const { what } of violations) expect(what).toMatch(/^mqtt\.client holds \d+ blocks and/);
  });

  test('in what only the scenario does is found by doing it again', async () => {
    const openBench = plantedBench(forgetful('mqtt.message'));
    const { violations } = await surveyRequests(receiving, { openBench });
    const what = 'mqtt.message holds 2 blocks and 8 bytes too many after the second time';
    expect(violations).toEqual([{ rule: 'leak', what }]);
  });
});

test('a scenario that does not pass says why', async () => {
  const wrong = oomScenario('  - send: { raw: "AT+NEVER\\r\\n" }');
  const { verdict, failure } = await surveyRequests(wrong);
  expect(verdict).toBe('failed');
  expect(failure?.message).toContain('CMD FORMAT ERR');
});
