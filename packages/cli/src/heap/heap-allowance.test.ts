import { describe, expect, it } from 'vitest';

import { allowedBytes, parseHeapAllowance } from './heap-allowance.ts';

describe('an allowance', () => {
  it.each([
    ['0', 118_992],
    ['512', 119_504],
    ['512B', 119_504],
    ['4KiB', 123_088],
    ['4 KiB', 123_088],
    ['5%', 124_941],
    ['100%', 237_984],
  ])('of %s lets 118,992 bytes grow to %i', (text, allowed) => {
    expect(allowedBytes(118_992, parseHeapAllowance(text))).toBe(allowed);
  });

  it('of a percentage gives no part of a byte', () => {
    expect(allowedBytes(199, parseHeapAllowance('1%'))).toBe(200);
  });

  it.each(['', '-1', '1.5%', '5 percent', '1001%', '1000001', '1000KiB', '5kb', '٣'])(
    'is not %j',
    (text) => {
      expect(() => parseHeapAllowance(text)).toThrow('512, 4KiB, 5%');
    },
  );
});
