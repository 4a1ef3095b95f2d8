import { readFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { createTwin } from './create-twin.ts';

const root = new URL('../../../', import.meta.url);
const pages = [
  'README.md',
  'README.zh-CN.md',
  'docs/how-to/misbehaving-broker.md',
  'docs/how-to/write-a-scenario.md',
];

type Example = (create: typeof createTwin, out: Pick<Console, 'log'>) => Promise<void>;
const AsyncFunction = (async () => undefined).constructor as unknown as new (
  ...parts: string[]
) => Example;

/** The examples of a page that build a twin, without the line that imports it. */
function examplesOf(page: string): readonly string[] {
  const text = readFileSync(new URL(page, root), 'utf8');
  const blocks = [...text.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, block = '']) => block);
  return blocks
    .filter((block) => block.includes('createTwin('))
    .map((block) => block.replace("import { createTwin } from '@w800/scenario';\n", ''));
}

test.each(pages)('%s: every example that builds a twin runs to its end', async (page) => {
  const examples = examplesOf(page);
  expect(examples.length).toBeGreaterThan(0);
  for (const example of examples) {
    const closed = vi.fn<() => void>();
    const shown: unknown[] = [];
    const create: typeof createTwin = async (options) => {
      const twin = await createTwin(options);
      const close = twin.close.bind(twin);
      twin.close = () => close().then(closed);
      return twin;
    };
    const out = { log: (...words: unknown[]) => void shown.push(...words) };
    await new AsyncFunction('createTwin', 'console', example)(create, out);
    expect(closed).toHaveBeenCalledOnce();
    // What a line prints stands behind it.
    const promised = [...example.matchAll(/console\.log\(.*\/\/ (.*)$/gm)].map(([, word]) => word);
    expect(shown.map(String)).toEqual(promised);
  }
});
