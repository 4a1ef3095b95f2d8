import { fromBER, Integer, OctetString, Sequence } from 'asn1js';
import { pow } from '@noble/curves/abstract/modular.js';
import { bytesToNumberBE, numberToBytesBE } from '@noble/curves/utils.js';
import type { PrivateKey, PublicKey } from '../certificate/certificate.ts';
import type { Entropy } from './entropy.ts';

export type RsaPublicKey = PublicKey & { readonly kind: 'rsa' };
export type RsaPrivateKey = PrivateKey & { readonly kind: 'rsa' };

/** The numbers of a private key [RFC 8017 3.2]. */
interface RsaNumbers {
  readonly modulus: bigint;
  readonly exponent: bigint;
  readonly prime1: bigint;
  readonly prime2: bigint;
  readonly exponent1: bigint;
  readonly exponent2: bigint;
  readonly coefficient: bigint;
}

/** 00, the kind of block, eight bytes of padding at least, 00 [RFC 8017 7.2.1 and 9.2]. */
const paddingBytesMin = 11;
const forSignature = 1;
const forEncryption = 2;

/** The public half of a key. @returns undefined if the key cannot be read */
export function publicRsaOf(key: RsaPrivateKey): RsaPublicKey | undefined {
  const numbers = numbersOf(key);
  if (numbers === undefined) return undefined;
  const { modulus, exponent } = numbers;
  return { kind: 'rsa', bits: modulus.toString(2).length, modulus, exponent };
}

/** Encrypts to a key, PKCS#1 v1.5. @returns undefined if that is too long for the key */
export function encryptRsa(
  key: RsaPublicKey,
  plain: Uint8Array,
  entropy: Entropy,
): Uint8Array | undefined {
  const keyBytes = bytesOf(key.modulus);
  const paddingBytes = keyBytes - plain.length - 3;
  if (plain.length + paddingBytesMin > keyBytes) return undefined;
  const padding = entropy(paddingBytes).slice();
  // A zero would end the padding, so it is drawn again.
  for (let index = 0; index < paddingBytes; index += 1) {
    while (padding[index] === 0) padding.set(entropy(1), index);
  }
  return applyPublic(key, block(forEncryption, padding, plain));
}

/** Decrypts PKCS#1 v1.5. @returns undefined if it was not encrypted to this key */
export function decryptRsa(key: RsaPrivateKey, cipherText: Uint8Array): Uint8Array | undefined {
  const encoded = applyPrivate(key, cipherText);
  if (encoded === undefined || encoded[0] !== 0 || encoded[1] !== forEncryption) return undefined;
  const end = encoded.indexOf(0, 2);
  return end < paddingBytesMin - 1 ? undefined : encoded.subarray(end + 1);
}

/**
 * The signature block over what was signed, PKCS#1 v1.5.
 * @param info the DigestInfo
 * @returns undefined if the key cannot be read, or is too short for the hash
 */
export function signRsa(key: RsaPrivateKey, info: Uint8Array): Uint8Array | undefined {
  const numbers = numbersOf(key);
  const encoded = numbers && signatureBlock(bytesOf(numbers.modulus), info);
  return encoded && applyPrivate(key, encoded);
}

/** Whether the signature is the one over `info`. */
export function verifyRsa(key: RsaPublicKey, info: Uint8Array, signature: Uint8Array): boolean {
  const keyBytes = bytesOf(key.modulus);
  const expected = signatureBlock(keyBytes, info);
  if (expected === undefined || signature.length !== keyBytes) return false;
  if (bytesToNumberBE(signature) >= key.modulus) return false;
  // The block is built and compared whole, as its reading is where forgeries get in.
  const found = applyPublic(key, signature);
  return found.every((byte, index) => byte === expected[index]);
}

function signatureBlock(keyBytes: number, info: Uint8Array): Uint8Array | undefined {
  if (info.length + paddingBytesMin > keyBytes) return undefined;
  return block(forSignature, new Uint8Array(keyBytes - info.length - 3).fill(0xff), info);
}

function block(kind: number, padding: Uint8Array, content: Uint8Array): Uint8Array {
  const encoded = new Uint8Array(padding.length + content.length + 3);
  encoded[1] = kind;
  encoded.set(padding, 2);
  encoded.set(content, padding.length + 3);
  return encoded;
}

function applyPublic({ modulus, exponent }: RsaPublicKey, message: Uint8Array): Uint8Array {
  return numberToBytesBE(pow(bytesToNumberBE(message), exponent, modulus), bytesOf(modulus));
}

/** By the Chinese remainder theorem [RFC 8017 5.1.2], which takes a quarter of the time. */
function applyPrivate(key: RsaPrivateKey, message: Uint8Array): Uint8Array | undefined {
  const numbers = numbersOf(key);
  if (numbers === undefined) return undefined;
  const { modulus, prime1, prime2, exponent1, exponent2, coefficient } = numbers;
  const keyBytes = bytesOf(modulus);
  const number = bytesToNumberBE(message);
  if (message.length !== keyBytes || number >= modulus) return undefined;
  const first = pow(number % prime1, exponent1, prime1);
  const second = pow(number % prime2, exponent2, prime2);
  const lift = ((((first - second) * coefficient) % prime1) + prime1) % prime1;
  return numberToBytesBE(second + prime2 * lift, keyBytes);
}

function bytesOf(modulus: bigint): number {
  return Math.ceil(modulus.toString(16).length / 2);
}

/** A key is read once; `null` is one that cannot be. */
const read = new WeakMap<RsaPrivateKey, RsaNumbers | null>();

function numbersOf(key: RsaPrivateKey): RsaNumbers | undefined {
  let numbers = read.get(key);
  if (numbers === undefined) {
    numbers = readNumbers(key.der) ?? null;
    read.set(key, numbers);
  }
  return numbers ?? undefined;
}

/** Reads PKCS#1, or PKCS#8 around it. */
function readNumbers(der: Uint8Array): RsaNumbers | undefined {
  const fields = sequenceOf(der);
  const inner = fields?.[2];
  if (inner instanceof OctetString) return readNumbers(inner.valueBlock.valueHexView);
  const numbers = fields?.map((field) => (field instanceof Integer ? field.toBigInt() : 0n)) ?? [];
  const [, modulus, exponent, , prime1, prime2, exponent1, exponent2, coefficient] = numbers;
  if (!modulus || !exponent || !prime1 || !prime2) return undefined;
  if (!exponent1 || !exponent2 || !coefficient) return undefined;
  // The calculation relies on these two; what else may be wrong gives a wrong signature only.
  if (numbers.some((number) => number < 0n) || prime1 * prime2 !== modulus) return undefined;
  return { modulus, exponent, prime1, prime2, exponent1, exponent2, coefficient };
}

function sequenceOf(der: Uint8Array): readonly unknown[] | undefined {
  const { result, offset } = fromBER(der);
  return offset !== -1 && result instanceof Sequence ? result.valueBlock.value : undefined;
}
