import { describe, expect, it } from 'vitest';
import { acceptKey } from './accept-key.ts';
import { base64 } from './base64.ts';

describe('an accept key', () => {
  it('is the one of the RFC for the key of the RFC', () => {
    expect(acceptKey('dGhlIHNhbXBsZSBub25jZQ==')).toBe('s3pPLMBiTxaQ9kYGzzhZRbK+xOo=');
  });

  it.each(['', 'f', 'fo', 'foo', 'foob', '\xff\xfe\xfb\xf0'])('is in base64: %j', (text) => {
    const bytes = Buffer.from(text, 'latin1');
    expect(base64(bytes)).toBe(bytes.toString('base64'));
  });
});
