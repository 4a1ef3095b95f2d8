import { expect, test } from 'vitest';
import { connectFailureOf } from './connect-failure.ts';

test.each([
  ['ECONNREFUSED', 'refused'],
  ['ETIMEDOUT', 'timeout'],
  ['EMFILE', 'no-socket'],
  ['EADDRNOTAVAIL', 'no-socket'],
  ['ENETUNREACH', 'unreachable'],
  ['EHOSTUNREACH', 'unreachable'],
  [undefined, 'unreachable'],
])('what the machine calls %s is %s to the module', (code, failure) => {
  const error = Object.assign(new Error('no'), code === undefined ? {} : { code });
  expect(connectFailureOf(error)).toBe(failure);
});
