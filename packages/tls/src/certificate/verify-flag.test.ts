import { expect, test } from 'vitest';

import { alertOf, verifyFlags } from './verify-flag.ts';

test('each flag has the alert that mbedTLS picks for it', () => {
  expect(Object.fromEntries(verifyFlags.map((flag) => [flag, alertOf([flag])]))).toEqual({
    EXPIRED: 'certificate_expired',
    CN_MISMATCH: 'bad_certificate',
    NOT_TRUSTED: 'unknown_ca',
    MISSING: 'certificate_unknown',
    OTHER: 'access_denied',
    FUTURE: 'certificate_unknown',
    KEY_USAGE: 'unsupported_certificate',
    EXT_KEY_USAGE: 'unsupported_certificate',
    BAD_MD: 'certificate_unknown',
    BAD_PK: 'unsupported_certificate',
    BAD_KEY: 'unsupported_certificate',
  });
});

test('of several flags the one that mbedTLS asks for first speaks', () => {
  expect(alertOf(['EXPIRED', 'NOT_TRUSTED'])).toBe('certificate_expired');
  expect(alertOf(['EXPIRED', 'BAD_KEY'])).toBe('unsupported_certificate');
  expect(alertOf(['CN_MISMATCH', 'KEY_USAGE'])).toBe('bad_certificate');
  expect(alertOf(['NOT_TRUSTED', 'FUTURE'])).toBe('unknown_ca');
  expect(alertOf([...verifyFlags])).toBe('access_denied');
});
