import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testCa } from '@w800/tls';
import { expect, test } from 'vitest';
import { createTwin } from '../create-twin.ts';
import { worldSchema } from '../world/world-schema.ts';
import { moduleSlotsOf } from './module-slots-of.ts';

const world = worldSchema.parse({ certificates: { 'our-ca': { ca: true } } });

test('a program names certificates of the world and files, as a scenario does', () => {
  const folder = mkdtempSync(join(tmpdir(), 'w800-slots-'));
  try {
    const path = join(folder, 'ca.pem');
    writeFileSync(path, testCa.pem);
    expect(moduleSlotsOf({ ca: path, certificate: 'our-ca' }, world)).toEqual({
      ca: { pem: testCa.pem },
      identity: { name: 'our-ca' },
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test.each([
  [{ ca: 'ourca' }, 'module.ca: no certificate is called ourca. Did you mean `our-ca`?'],
  [{ ca: '/no.pem' }, 'module.ca: /no.pem cannot be read: there is no such file. Files are'],
  [{ key: '/no.pem' }, 'module.key: a key goes with its certificate. Leave `key` out'],
])('%j is refused with what helps', async (module, text) => {
  expect(() => moduleSlotsOf(module, world)).toThrow(RangeError);
  await expect(
    createTwin({ module, world: { certificates: { 'our-ca': { ca: true } } } }),
  ).rejects.toThrow(text);
});
