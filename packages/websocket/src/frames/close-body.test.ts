import { describe, expect, it } from 'vitest';
import { encodeCloseBody } from './close-body.ts';

describe('the body of a Close', () => {
  it('is a code and a reason in UTF-8', () => {
    expect([...encodeCloseBody(1001, 'é')]).toEqual([3, 233, 0xc3, 0xa9]);
  });

  it('is empty without a code', () => {
    expect([...encodeCloseBody(undefined)]).toEqual([]);
  });
});
