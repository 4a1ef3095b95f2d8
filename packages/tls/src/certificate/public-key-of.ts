import { integerOf, readDer } from './der.ts';
import type { Certificate, PrivateKey, PublicKey } from './certificate.ts';
import { sameBytes } from './distinguished-name.ts';
import { curves } from './read-public-key.ts';

/** The public half of a private key. */
export function publicKeyOf(key: PrivateKey): PublicKey {
  if (key.kind === 'ec') {
    const point = curves[key.curve].getPublicKey(key.scalar, false);
    return { kind: 'ec', curve: key.curve, point };
  }
  const [modulus, exponent] = readDer(key.der).children.slice(1, 3).map(integerOf) as [
    bigint,
    bigint,
  ];
  return { kind: 'rsa', bits: key.bits, modulus, exponent };
}

/** Is this the key whose public half the certificate carries? */
export function keyFits(key: PrivateKey, { publicKey }: Certificate): boolean {
  const own = publicKeyOf(key);
  if (own.kind === 'rsa') return publicKey.kind === 'rsa' && own.modulus === publicKey.modulus;
  return (
    publicKey.kind === 'ec' &&
    own.curve === publicKey.curve &&
    sameBytes(own.point, publicKey.point)
  );
}
