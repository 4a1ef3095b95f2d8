import { describe, expect, test } from 'vitest';
import { createTwin } from './create-twin.ts';
import { loadScenario } from './load-scenario.ts';
import { runScenario } from './run-scenario.ts';
import { scenarioDialects } from './scenario-dialects.ts';

function load(text: string) {
  const loaded = loadScenario(text, 'f.yaml');
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return loaded.scenario;
}

const steps = `steps:
  - send: AT+SYSSTORE?
    expect: ['+SYSSTORE:1', OK]
`;

describe('the dialect of a scenario', () => {
  test('is docs unless it names another', async () => {
    const plain = await runScenario(load(`name: t\n${steps}`));
    expect(plain).toMatchObject({ dialect: 'docs', verdict: 'passed', findings: [] });
    const named = await runScenario(load(`name: t\ndialect: firmware\n${steps}`));
    expect(named).toMatchObject({ dialect: 'firmware', verdict: 'failed' });
    expect(named.failure?.got).toContain('+SYSSTORE::1');
    expect(named.findings).toMatchObject([{ id: 'firmware.sysstore-colons' }]);
    expect(named.failure?.replay).toBe('pnpm sim f.yaml --seed 0');
  });

  test('gives way to the one of the run, and the replay says so', async () => {
    const scenario = load(`name: t\n${steps}`);
    const result = await runScenario(scenario, { dialect: 'firmware' });
    expect(result).toMatchObject({ dialect: 'firmware', verdict: 'failed' });
    expect(result.failure?.replay).toBe('pnpm sim f.yaml --seed 0 --dialect firmware');
    const back = load(`name: t\ndialect: firmware\n${steps}`);
    expect(await runScenario(back, { dialect: 'docs' })).toMatchObject({ verdict: 'passed' });
  });

  test.each([
    ['firmwear', 'Did you mean `firmware`?'],
    ['klingon', 'Known here: `docs`, `firmware`, `esp-at`.'],
  ])('%s is refused at its place', (name, fix) => {
    const loaded = loadScenario(`name: t\ndialect: ${name}\n${steps}`, 'f.yaml');
    expect(loaded).toMatchObject({ ok: false, problems: [{ line: 2, column: 10, fix }] });
  });
});

describe('createTwin', () => {
  test('speaks the dialect it is given', async () => {
    const twin = await createTwin({ dialect: 'esp-at' });
    try {
      await expect(twin.exchange('AT+FAKE', 'ERROR')).resolves.toBeUndefined();
    } finally {
      await twin.close();
    }
  });

  test('refuses a dialect that is none, with the word that was meant', async () => {
    await expect(createTwin({ dialect: 'esp_at' })).rejects.toThrow('Did you mean `esp-at`?');
  });
});

test('every dialect can be named in a scenario', () => {
  const names = scenarioDialects.map(({ name }) => name);
  expect(names).toEqual(['docs', 'firmware', 'esp-at']);
  for (const name of names) expect(load(`name: t\ndialect: ${name}\n${steps}`).dialect).toBe(name);
});
