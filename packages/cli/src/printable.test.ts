import { expect, it } from 'vitest';

import { printable } from './printable.ts';

it.each([
  ['AT+CWMODE=1\r\n', 'AT+CWMODE=1\\r\\n'],
  ['\u001b[2J\u0000\u007f\u009b31m', '\\x1b[2J\\x00\\x7f\\x9b31m'],
  ['a\u202eb\u2028c', 'a\\u202eb\\u2028c'],
  ['灯 é 😀', '灯 é 😀'],
])('%j', (text, shown) => {
  expect(printable(text)).toBe(shown);
});
