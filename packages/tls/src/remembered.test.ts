import { expect, test } from 'vitest';
import { Remembered } from './remembered.ts';

test('the same key is worked out once, another one for itself', () => {
  const remembered = new Remembered<string>(2);
  const worked: string[] = [];
  const recall = (key: string): string =>
    remembered.recall(key, () => {
      worked.push(key);
      return `of ${key}`;
    });
  expect(['a', 'b', 'a', 'b'].map(recall)).toEqual(['of a', 'of b', 'of a', 'of b']);
  expect(worked).toEqual(['a', 'b']);
  expect(['c', 'b', 'a'].map(recall)).toEqual(['of c', 'of b', 'of a']);
  expect(worked).toEqual(['a', 'b', 'c', 'a']);
});

test('what fails is tried again, by throwing or without a result', () => {
  const remembered = new Remembered<string | undefined>(2);
  const fail = (): never => {
    throw new Error('no');
  };
  expect(() => remembered.recall('a', fail)).toThrow('no');
  expect(remembered.recall('a', () => undefined)).toBeUndefined();
  expect(remembered.recall('a', () => 'yes')).toBe('yes');
});
