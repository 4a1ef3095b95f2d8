import { expect, test } from 'vitest';
import { figure, valuesOf } from './figure.ts';

test('a set of figures gives its bare numbers under the same names', () => {
  const figures = {
    frameBits: figure(10, 'bits', 'derived', '1 + 8 + 1'),
    ringBytes: figure(1024, 'bytes', 'documented', 'AT init'),
  };
  expect(valuesOf(figures)).toEqual({ frameBits: 10, ringBytes: 1024 });
});
