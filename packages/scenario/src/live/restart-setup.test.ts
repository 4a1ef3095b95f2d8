import { describe, expect, test } from 'vitest';
import { liveSetup } from './live-setup.ts';
import { restartSetup } from './restart-setup.ts';

const old = liveSetup({ seed: 3, module: { ca: 'none' } });

describe('the setup of a module that takes the place of another', () => {
  test('is as it was where nothing is said', () => {
    expect(restartSetup(old, {})).toEqual(old);
    expect(restartSetup(old, { seed: 4, dialect: 'firmware' })).toEqual({
      ...old,
      seed: 4,
      dialect: 'firmware',
    });
    expect(restartSetup(old, { module: {} })).toEqual({ ...old, module: {} });
  });

  test('takes certificates of the world that comes with it, or that was there', () => {
    const world = { certificates: { 'our-ca': { ca: true } } };
    const module = { ca: 'our-ca', certificate: 'none' };
    const slots = { ca: { name: 'our-ca' }, identity: 'none' };
    expect(restartSetup(old, { world, module })).toMatchObject({ module: slots });
    expect(restartSetup({ ...old, world }, { module })).toMatchObject({ module: slots });
  });

  test.each([
    [{ ca: 'our-ca' }, 'module.ca: no certificate is called our-ca'],
    [{ ca: '/etc/passwd.pem' }, 'cannot be read: no files are at hand here'],
    [{ ca: 7 }, 'expected string, received number'],
    [{ cert: 'none' }, 'Unrecognized key'],
  ])('refuses %j', (module, text) => {
    expect(() => restartSetup(old, { module })).toThrow(text);
  });
});
