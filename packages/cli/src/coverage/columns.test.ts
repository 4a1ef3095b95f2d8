import { expect, it } from 'vitest';

import { columns } from './columns.ts';

it('makes each column as wide as its widest text and leaves no space at the end', () => {
  expect(
    columns([
      ['a', 'bbb', ''],
      ['cc', 'd'],
    ]),
  ).toStrictEqual(['a   bbb', 'cc  d']);
});
