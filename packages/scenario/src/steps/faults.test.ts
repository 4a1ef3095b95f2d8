import { second, type TraceRecord } from '@w800/kernel';
import { expect, test } from 'vitest';
import { faultList } from '../faults/fault-list.ts';
import { faultApplied } from '../faults/fault-trace.ts';
import { loadScenario } from '../load-scenario.ts';
import { runSteps } from '../testing/run-steps.ts';

async function recordsOf(steps: string, seed: number): Promise<readonly TraceRecord[]> {
  const records: TraceRecord[] = [];
  const { result } = await runSteps(
    `steps:\n${steps}`,
    {},
    ({ kernel }) =>
      kernel.trace.onAny((record) => {
        if (record.kind.startsWith('fault.')) records.push(record);
      }),
    { seed },
  );
  expect(result.verdict).toBe('passed');
  return records;
}

const choice = `
  - faults:
      of: [{ link: down }, { uplink: down }]
      times: 40
      within: 60s
      for: 1us
  - wait: 60s`;

test('the seed decides which of the choice comes, and when; each is repaired after its time', async () => {
  const records = await recordsOf(choice, 1);
  const applied = records.filter(({ kind }) => kind === 'fault.applied');
  expect(applied).toHaveLength(40);
  expect(records).toHaveLength(80);
  for (const name of ['link', 'uplink']) {
    expect(applied.filter(({ data }) => data['name'] === name).length).toBeGreaterThan(8);
  }
  const instants = applied.map(({ at }) => at);
  expect(instants).toEqual(instants.toSorted((one, other) => one - other));
  expect(Math.max(...instants)).toBeLessThan(60.3 * second);
  expect(await recordsOf(choice, 1)).toEqual(records);
  expect(await recordsOf(choice, 2)).not.toEqual(records);
});

test('what has not come when all is repaired, never comes', async () => {
  const records = await recordsOf(`${choice.replace('60s', '1h')}\n  - repair: all`, 1);
  expect(records.filter(({ kind }) => kind === 'fault.applied').length).toBeLessThan(20);
});

test('any fault that is left may come, and one is to be left', async () => {
  const names = faultList.map(({ name }) => name).filter((name) => name !== 'link');
  const except = `except: [${names.join(', ')}]`;
  const records = await recordsOf(
    `  - faults: { any: true, ${except}, within: 1s, times: 3 }\n  - wait: 1s`,
    1,
  );
  expect(records.map(({ data }) => data)).toEqual(
    Array.from({ length: 3 }, () => ({ name: 'link', value: '"down"' })),
  );
  const none = `faults: { any: true, except: [${[...names, 'link'].join(', ')}], within: 1s }`;
  const loaded = loadScenario(`name: t\nsteps:\n  - ${none}`, 't.yaml');
  expect(loaded).toMatchObject({ problems: [{ line: 3, what: 'nothing is left that may break' }] });
});

test.each([
  ['neither', [], ['link']],
  ['TLS', [{ tls: { identities: [] } }], ['link', 'tls-silent']],
  ['WebSocket', [{}, { websocket: {} }], ['link', 'websocket-status']],
])(
  'at a broker that speaks %s, any fault is any but those of the others',
  async (_what, ports, wanted) => {
    const kept = ['link', 'tls-silent', 'websocket-status'];
    const others = faultList.map(({ name }) => name).filter((name) => !kept.includes(name));
    const drawn = `{ any: true, except: [${others.join(', ')}], within: 1s, times: 30 }`;
    const names = new Set<unknown>();
    const { result } = await runSteps(
      `steps:\n  - faults: ${drawn}\n  - wait: 1s`,
      {},
      ({ broker, kernel }) => {
        const listener = { port: 1, changeTls() {}, changeWebSocket() {}, overlay: () => () => {} };
        const silent = { tls: undefined, websocket: undefined };
        for (const one of ports) broker.listeners.push({ ...listener, ...silent, ...one });
        kernel.trace.on(faultApplied, ({ data }) => names.add(data.name));
      },
    );
    expect(result.verdict).toBe('passed');
    expect(names).toEqual(new Set(wanted));
  },
);
