import { expect, it } from 'vitest';

import { fitColumns } from './fit-columns.ts';

it.each([
  ['abcdef', 6, 'abcdef'],
  ['abcdef', 5, 'abcd…'],
  ['灯灯灯', 6, '灯灯灯'],
  ['灯灯灯', 5, '灯灯…'],
  ['灯灯灯', 4, '灯…'],
  ['😀b', 2, '…'],
])('%s in %d columns', (text, columns, fitting) => {
  expect(fitColumns(text, columns)).toBe(fitting);
});
