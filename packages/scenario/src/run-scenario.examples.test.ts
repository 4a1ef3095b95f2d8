import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { loadScenario } from './load-scenario.ts';
import { runScenario } from './run-scenario.ts';

const page = 'docs/how-to/write-a-scenario.md';
const text = readFileSync(new URL(`../../../${page}`, import.meta.url), 'utf8');
const whole = [...text.matchAll(/^```yaml\n(.*?)^```$/gms)]
  .map(([, block = '']) => block)
  .filter((block) => /^name:/m.test(block));

test(`${page}: every whole scenario passes`, async () => {
  expect(whole.length).toBeGreaterThan(1);
  for (const block of whole) {
    const loaded = loadScenario(block, page);
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
    const { verdict, failure } = await runScenario(loaded.scenario);
    expect([loaded.scenario.name, verdict, failure?.message]).toEqual([
      loaded.scenario.name,
      'passed',
      undefined,
    ]);
  }
});
