import {
  BitString,
  Boolean,
  Constructed,
  fromBER,
  GeneralizedTime,
  Integer,
  Null,
  ObjectIdentifier,
  OctetString,
  Primitive,
  PrintableString,
  Sequence,
  Set as DerSet,
  UTCTime,
  Utf8String,
  type BaseBlock,
} from 'asn1js';

import { writeTime } from './certificate-time.ts';
import type { PublicKey } from './certificate.ts';
import { tags } from './der.ts';
import { attributeTypes } from './distinguished-name.ts';
import { curveTypes, keyTypes } from './read-public-key.ts';

export type Block = BaseBlock;

export function bytesOf(block: Block): Uint8Array {
  return new Uint8Array(block.toBER());
}

export function sequence(...value: readonly Block[]): Block {
  return new Sequence({ value: [...value] });
}

export function oid(value: string): Block {
  return new ObjectIdentifier({ value });
}

export function integer(value: bigint): Block {
  return Integer.fromBigInt(value);
}

export function octets(bytes: Uint8Array): Block {
  return new OctetString({ valueHex: new Uint8Array(bytes) });
}

export function bits(bytes: Uint8Array, unusedBits = 0): Block {
  return new BitString({ valueHex: new Uint8Array(bytes), unusedBits });
}

export function yes(): Block {
  return new Boolean({ value: true });
}

/** `[number]` around other values. */
export function wrapped(tagNumber: number, ...value: readonly Block[]): Block {
  return new Constructed({ idBlock: { tagClass: 3, tagNumber }, value: [...value] });
}

/** `[number]` in place of a value's own tag. */
export function tagged(tagNumber: number, bytes: Uint8Array): Block {
  return new Primitive({ idBlock: { tagClass: 3, tagNumber }, valueHex: new Uint8Array(bytes) });
}

/** Bytes that are DER already. */
export function parsed(der: Uint8Array): Block {
  return fromBER(new Uint8Array(der)).result;
}

export function time(seconds: number): Block {
  const { tag, text } = writeTime(seconds);
  return tag === tags.utcTime ? new UTCTime({ value: text }) : new GeneralizedTime({ value: text });
}

/** A Name of one attribute a step, `{ CN: 'module', O: 'Plant' }`, in that order. */
export function name(attributes: Readonly<Record<string, string>>): Block {
  const steps = Object.entries(attributes).map(([type, value]) => {
    const text = type === 'C' ? new PrintableString({ value }) : new Utf8String({ value });
    return new DerSet({ value: [sequence(oid(attributeTypes[type] ?? type), text)] });
  });
  return sequence(...steps);
}

/** SubjectPublicKeyInfo. */
export function publicKeyInfo(key: PublicKey): Block {
  if (key.kind === 'ec') {
    return sequence(sequence(oid(keyTypes.ec), oid(curveTypes[key.curve])), bits(key.point));
  }
  const numbers = sequence(integer(key.modulus), integer(key.exponent));
  return sequence(sequence(oid(keyTypes.rsa), new Null()), bits(bytesOf(numbers)));
}

/** AlgorithmIdentifier of a signature. */
export function signatureAlgorithm(kind: PublicKey['kind'], type: string): Block {
  return kind === 'rsa' ? sequence(oid(type), new Null()) : sequence(oid(type));
}
