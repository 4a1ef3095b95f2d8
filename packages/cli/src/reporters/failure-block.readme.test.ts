import { readFileSync } from 'node:fs';

import { loadScenario, runScenario } from '@w800/scenario';
import { expect, test } from 'vitest';

import { failureBlock } from './failure-block.ts';

const root = new URL('../../../../', import.meta.url);

/** What stands between the fences of the first block in that language. */
function block(page: string, language: string): string {
  const text = readFileSync(new URL(page, root), 'utf8');
  const [, inside] = new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\`$`, 'ms').exec(text) ?? [];
  if (inside === undefined) throw new Error(`${page} has no block of ${language}`);
  return inside;
}

test.each(['README.md', 'README.zh-CN.md'])(
  '%s: the example passes, and without a quote it gives the verdict that is shown',
  async (page) => {
    const example = block(page, 'yaml');
    const spoilt = example.replace(`5253"}"'`, `5253}"'`);
    expect(spoilt).not.toBe(example);
    const [passed, failed] = await Promise.all([example, spoilt].map(run));
    expect(passed?.verdict).toBe('passed');
    if (failed === undefined) throw new Error('nothing was run');
    const lines = failureBlock({ verdict: failed.verdict, result: failed, realMs: 1 }, plain);
    const shown = block(page, 'text').split('\n');
    expect(shown.slice(1, 1 + lines.length)).toEqual(lines);
    expect(shown[0]).toContain(`virtual ${(failed.virtualNs / 1e9).toFixed(1)} s`);
  },
);

function run(text: string) {
  const loaded = loadScenario(text, 'example.yaml');
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return runScenario(loaded.scenario);
}

function plain(_style: string, text: string): string {
  return text;
}
