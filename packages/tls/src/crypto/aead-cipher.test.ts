import forge from 'node-forge';
import { expect, test } from 'vitest';
import { gcmCipher } from './aead-cipher.ts';
import { contextBytes } from './record-cipher.ts';

const binary = (bytes: Uint8Array): string => String.fromCharCode(...bytes);

test.each([16, 32])('another library opens what GCM sealed with a key of %i bytes', (keyBytes) => {
  const keys = {
    key: Uint8Array.from({ length: keyBytes }, (_, index) => index),
    macKey: new Uint8Array(),
    iv: Uint8Array.of(9, 8, 7, 6),
  };
  const context = new Uint8Array(contextBytes);
  context.set([0, 0, 0, 0, 0, 0, 1, 2, 23, 3, 3]);
  const payload = Uint8Array.from({ length: 100 }, (_, index) => index);
  const [explicit, sealed] = gcmCipher(keys).seal(context, payload, () => new Uint8Array());
  expect(explicit).toEqual(Uint8Array.of(0, 0, 0, 0, 0, 0, 1, 2));
  const decipher = forge.cipher.createDecipher('AES-GCM', binary(keys.key));
  decipher.start({
    iv: binary(Uint8Array.of(9, 8, 7, 6, 0, 0, 0, 0, 0, 0, 1, 2)),
    additionalData: binary(Uint8Array.of(0, 0, 0, 0, 0, 0, 1, 2, 23, 3, 3, 0, 100)),
    tag: forge.util.createBuffer(binary(sealed!.subarray(100))),
  });
  decipher.update(forge.util.createBuffer(binary(sealed!.subarray(0, 100))));
  expect(decipher.finish()).toBe(true);
  expect(decipher.output.getBytes()).toBe(binary(payload));
});
