import { second } from '@w800/kernel';
import { expect, test } from 'vitest';
import { runSteps } from '../testing/run-steps.ts';
import type { ScriptedBench } from '../testing/scripted-bench.ts';

const message = { at: 0, clientId: 'c', topic: 't', qos: 1, retain: false, dup: false } as const;
const payload = new TextEncoder().encode('hello');

test('a message is waited for and read once', async () => {
  const steps = `steps:
  - broker: { received: { topic: t, payload: hello, qos: 1, retain: false } }
  - broker: { received: { topic: t } }
    within: 2s`;
  const { result } = await runSteps(steps, {}, ({ kernel, broker }) => {
    kernel.after(second, () => broker.received.push({ ...message, payload }));
  });
  expect(result).toMatchObject({ stepsDone: 1, virtualNs: 3 * second });
  expect(result.failure?.expected).toBe('a message with topic "t"');
});

test.each([
  ['topic: u', 'topic "u"'],
  ['payload: hell', 'payload "hell"'],
  ['payload: ""', 'payload ""'],
  ['qos: 0', 'QoS 0'],
  ['retain: true', 'retained'],
])('a message that differs from %s does not do', async (wanted, shown) => {
  const steps = `steps: [{ broker: { received: { ${wanted} } } }]`;
  const { result } = await runSteps(steps, {}, ({ broker }) => {
    broker.received.push({ ...message, payload });
  });
  expect(result.failure?.expected).toBe(`a message with ${shown}`);
  expect(result.failure?.got).toEqual([
    'a message with topic "t", payload "hello", QoS 1, not retained',
  ]);
});

test('the broker publishes, drops a client and drops all', async () => {
  const steps = `vars: { id: c1 }
steps:
  - broker: { publish: { topic: 't/\${id}', payload: hello, qos: 2, retain: true } }
  - broker: { disconnect: '\${id}' }
  - broker: { disconnect: true }
  - broker: { host: nowhere, disconnect: true }`;
  const { bench, result } = await runSteps(steps, {});
  expect(bench.broker.published).toEqual([{ topic: 't/c1', payload, qos: 2, retain: true }]);
  expect(bench.broker.dropped).toEqual(['c1', undefined]);
  expect(result.failure?.got).toEqual(['192.168.10.234', 'other.example']);
});

test('clients are waited for, in any order', async () => {
  const connect = ({ kernel, broker }: ScriptedBench) => {
    kernel.after(second, () => (broker.connected = ['b', 'a']));
  };
  const { result } = await runSteps('steps: [{ broker: { clients: [a, b] } }]', {}, connect);
  expect(result).toMatchObject({ verdict: 'passed', virtualNs: second });
  const other = await runSteps('steps: [{ broker: { clients: [a] } }]', {}, connect);
  expect(other.result.failure?.message).toContain('connected are b, a, not a, after 5 s');
});
