import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { loadScenario } from './load-scenario.ts';

const root = new URL('../../../', import.meta.url);
const pages = [
  'README.md',
  'README.zh-CN.md',
  'docs/how-to/break-things.md',
  'docs/how-to/heap.md',
  'docs/how-to/misbehaving-broker.md',
  'docs/how-to/write-a-scenario.md',
];

/** A page's examples in YAML, each made whole: some show a step or a world alone. */
function examplesOf(page: string): readonly string[] {
  const text = readFileSync(new URL(page, root), 'utf8');
  const blocks = [...text.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, block = '']) => block);
  return blocks.map((block) => {
    const whole = /^\s*- /.test(block) ? `steps:\n${block}` : block;
    const named = /^name:/m.test(whole) ? whole : `name: example\n${whole}`;
    return /^steps:/m.test(named) ? named : `${named}steps: []\n`;
  });
}

test.each(pages)('%s: every example in YAML is a scenario, or a part of one', (page) => {
  const examples = examplesOf(page);
  expect(examples.length).toBeGreaterThan(0);
  const problems = examples.flatMap((example) => {
    // A packet identifier that an example takes from the one before it.
    const loaded = loadScenario(`vars: { first: '1' }\n${example}`, page);
    return loaded.ok ? [] : loaded.problems;
  });
  expect(problems).toEqual([]);
});
