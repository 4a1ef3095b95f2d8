import { expect, test } from 'vitest';
import { refused } from './parameter.ts';
import { summary } from './testing/sample-commands.ts';
import { repeated } from './repeated.ts';
import { text } from './text.ts';

const names = repeated(text({ bytesMin: 0, bytesMax: 9, summary, label: 'alpn' }), { max: 5 });

test('it is the rest of the arguments, in order, or none', () => {
  expect(names.read([2, 'a', ''], 1)).toEqual(['a', '']);
  expect(names.read([0], 1)).toEqual([]);
});

test('one that is not allowed, an empty field included, refuses all', () => {
  expect(names.read(['a', undefined], 0)).toBe(refused);
  expect(names.read(['a', 1], 0)).toBe(refused);
});

test('it keeps the summary and the label of what it repeats', () => {
  expect(names).toMatchObject({ summary, label: 'alpn', max: 5 });
  expect(repeated(text({ bytesMin: 0, bytesMax: 9, summary }), { max: 5 })).not.toHaveProperty(
    'label',
  );
});
