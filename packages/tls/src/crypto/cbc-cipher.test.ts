import { cbc } from '@noble/ciphers/aes.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import forge from 'node-forge';
import { describe, expect, test } from 'vitest';
import { cbcCipher } from './cbc-cipher.ts';
import { contextBytes, setLength } from './record-cipher.ts';

const keys = {
  key: new Uint8Array(16).fill(1),
  macKey: new Uint8Array(32).fill(2),
  iv: new Uint8Array(),
};
const cipher = cbcCipher(keys, 'sha256');
const vector = new Uint8Array(16).fill(3);
const payload = utf8ToBytes('a payload');
const binary = (bytes: Uint8Array): string => String.fromCharCode(...bytes);
const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (char) => char.charCodeAt(0));

/** What another library makes of the MAC. */
function theirMac(content: Uint8Array): Uint8Array {
  const context = new Uint8Array(contextBytes);
  setLength(context, content.length);
  const mac = forge.hmac.create();
  mac.start('sha256', binary(keys.macKey));
  mac.update(binary(context) + binary(content));
  return bytesOf(mac.digest().getBytes());
}

/** A fragment with this padding, the byte that counts it included. */
function fragmentWith(padding: readonly number[], content = payload): Uint8Array {
  const block = Uint8Array.of(...content, ...theirMac(content), ...padding);
  const sealed = cbc(keys.key, vector, { disablePadding: true }).encrypt(block);
  return Uint8Array.of(...vector, ...sealed);
}

const open = (fragment: Uint8Array) => cipher.open(new Uint8Array(contextBytes), fragment);
const paddingOf = (byteCount: number): number[] =>
  Array.from({ length: byteCount }, () => byteCount - 1);

test('another library opens what was sealed', () => {
  const [iv, sealed] = cipher.seal(new Uint8Array(contextBytes), payload, () => vector);
  expect(iv).toBe(vector);
  const decipher = forge.cipher.createDecipher('AES-CBC', binary(keys.key));
  decipher.start({ iv: binary(vector) });
  decipher.update(forge.util.createBuffer(binary(sealed!)));
  decipher.finish();
  const block = bytesOf(decipher.output.getBytes());
  // It takes six bytes off the end, as the last one says: of padding in TLS one is left.
  expect(block).toEqual(Uint8Array.of(...payload, ...theirMac(payload), 6));
});

describe('padding', () => {
  test.each([7, 23, 247])('%i bytes of it are taken', (byteCount) => {
    expect(open(fragmentWith(paddingOf(byteCount)))).toEqual(payload);
  });

  test('each of its bytes has to say the same', () => {
    for (let at = 0; at < 22; at += 1) {
      const padding = paddingOf(23);
      padding[at] = 21;
      expect(open(fragmentWith(padding))).toBeUndefined();
    }
  });

  test('it cannot be longer than what there is', () => {
    const tooLong = Array.from({ length: 32 }, () => 255);
    expect(open(fragmentWith(tooLong, new Uint8Array()))).toBeUndefined();
  });
});
