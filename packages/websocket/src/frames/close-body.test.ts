import { describe, expect, it } from 'vitest';
import { decodeCloseBody, encodeCloseBody } from './close-body.ts';

const codeOf = (code: number): number | undefined => decodeCloseBody(encodeCloseBody(code)).code;

describe('the body of a Close', () => {
  it('is a code and a reason in UTF-8', () => {
    expect([...encodeCloseBody(1001, 'é')]).toEqual([3, 233, 0xc3, 0xa9]);
    expect(decodeCloseBody(Uint8Array.of(3, 233, 0xc3, 0xa9))).toEqual({
      code: 1001,
      reason: 'é',
    });
  });

  it('may be missing', () => {
    expect([...encodeCloseBody(undefined)]).toEqual([]);
    expect(decodeCloseBody(new Uint8Array(0))).toEqual({ code: undefined, reason: '' });
  });

  it.each([1000, 1003, 1007, 1014, 3000, 4999])('may carry %i', (code) => {
    expect(decodeCloseBody(encodeCloseBody(code))).toEqual({ code, reason: '' });
  });

  it.each([0, 999, 1004, 1005, 1006, 1015, 2999, 5000])('must not carry %i', (code) => {
    expect(decodeCloseBody(encodeCloseBody(code))).toHaveProperty('what');
    expect(codeOf(code)).toBe(1002);
  });

  it('has a reason in UTF-8', () => {
    expect(decodeCloseBody(Uint8Array.of(3, 232, 0xff))).toMatchObject({ code: 1007 });
  });
});
