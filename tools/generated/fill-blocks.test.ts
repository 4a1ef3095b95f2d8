import { expect, test } from 'vitest';

import { fillBlocks } from './fill-blocks.ts';

const page = 'before\n<!-- floors -->\nold\nlines\n<!-- /floors -->\nafter\n';

test('what stands between the marks of a known name is replaced, the marks stay', () => {
  const filled = fillBlocks(page, (name) => (name === 'floors' ? 'new\n' : undefined));
  expect(filled).toBe('before\n<!-- floors -->\nnew\n<!-- /floors -->\nafter\n');
});

test('a page is left alone where nobody knows the name', () => {
  expect(fillBlocks(page, () => undefined)).toBe(page);
});

test('filling twice changes nothing more', () => {
  const once = fillBlocks(page, () => '$& and $1\n');
  expect(once).toContain('$& and $1');
  expect(fillBlocks(once, () => '$& and $1\n')).toBe(once);
});
