import { expect, test } from 'vitest';
import { fromBytes, toBytes } from './byte-string.ts';
import { DataPrompt } from './data-prompt.ts';

test('CORE-19: it takes as many bytes as were announced and leaves the rest', () => {
  const got: string[] = [];
  const prompt = new DataPrompt(5, (data) => got.push(fromBytes(data)));
  expect(prompt.take(toBytes('xab'), 1)).toBe(3);
  expect(prompt.full).toBe(false);
  expect(prompt.take(toBytes('cdeAT'), 0)).toBe(3);
  expect(prompt.full).toBe(true);
  prompt.handOver();
  expect(got).toEqual(['abcde']);
});

test('the data is a copy: the chunk may be used again', () => {
  const chunk = toBytes('abc');
  let got = '';
  const prompt = new DataPrompt(3, (data) => (got = fromBytes(data)));
  prompt.take(chunk, 0);
  chunk.fill(0);
  prompt.handOver();
  expect(got).toBe('abc');
});
