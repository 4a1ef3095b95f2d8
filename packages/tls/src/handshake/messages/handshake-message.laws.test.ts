import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeCertificates, encodeCertificates } from './certificate-message.ts';
import { decodeCertificateRequest, encodeCertificateRequest } from './certificate-request.ts';
import { decodeClientHello, encodeClientHello } from './client-hello.ts';
import { decodeClientKeyExchange, encodeClientKeyExchange } from './client-key-exchange.ts';
import { decodeProtocolNames, encodeProtocolNames } from './protocol-names.ts';
import { decodeServerHello, encodeServerHello } from './server-hello.ts';
import {
  decodeServerKeyExchange,
  encodeExchangeParameters,
  encodeServerKeyExchange,
} from './server-key-exchange.ts';
import { decodeServerName, encodeServerName } from './server-name.ts';
import { decodeSessionTicket, encodeSessionTicket } from './session-ticket.ts';

const word = fc.nat(0xffff);
const bytes = (maxLength: number, minLength = 0): fc.Arbitrary<Uint8Array> =>
  fc.uint8Array({ minLength, maxLength });
const random = bytes(32, 32);
const extensions = fc.array(fc.record({ id: word, data: bytes(40) }), { maxLength: 4 });

/** A message: what it may say, and both directions. */
interface Codec<Value> {
  readonly name: string;
  readonly value: fc.Arbitrary<Value>;
  readonly encode: (value: Value) => Uint8Array;
  readonly decode: (body: Uint8Array) => Value | string | undefined;
}

function codec<Value>(each: Codec<Value>): Codec<unknown> {
  return each as unknown as Codec<unknown>;
}

const codecs = [
  codec({
    name: 'ClientHello',
    value: fc.record({
      version: word,
      random,
      sessionId: bytes(32),
      suites: fc.array(word, { minLength: 1, maxLength: 40 }),
      extensions,
    }),
    encode: encodeClientHello,
    decode: decodeClientHello,
  }),
  codec({
    name: 'ServerHello',
    value: fc.record({
      version: word,
      random,
      sessionId: bytes(32),
      suite: word,
      compression: fc.nat(255),
      extensions,
    }),
    encode: encodeServerHello,
    decode: decodeServerHello,
  }),
  codec({
    name: 'Certificate',
    value: fc.array(bytes(100), { maxLength: 4 }),
    encode: encodeCertificates,
    decode: decodeCertificates,
  }),
  codec({
    name: 'CertificateRequest',
    value: fc.record({
      types: bytes(5),
      schemes: fc.array(word, { maxLength: 9 }),
      authorities: fc.array(bytes(30), { maxLength: 3 }),
    }),
    encode: encodeCertificateRequest,
    decode: decodeCertificateRequest,
  }),
  codec({
    name: 'ServerKeyExchange',
    value: fc.record({
      group: word,
      publicKey: bytes(133),
      signed: fc.record({ scheme: word, signature: bytes(80) }),
    }),
    encode: ({ group, publicKey, signed }) =>
      encodeServerKeyExchange(encodeExchangeParameters(group, publicKey), signed),
    decode: decodeServerKeyExchange,
  }),
  codec({
    name: 'ClientKeyExchange',
    value: bytes(255),
    encode: (value) => encodeClientKeyExchange('ec', value),
    decode: (body) => decodeClientKeyExchange('ec', body),
  }),
  codec({
    name: 'NewSessionTicket',
    value: fc.record({ lifetimeSeconds: fc.nat(0xffff_ffff), ticket: bytes(50) }),
    encode: encodeSessionTicket,
    decode: decodeSessionTicket,
  }),
  codec({
    name: 'ALPN',
    value: fc.array(bytes(255, 1), { minLength: 1, maxLength: 5 }),
    encode: encodeProtocolNames,
    decode: decodeProtocolNames,
  }),
];

describe.each(codecs)('$name', ({ value, encode, decode }) => {
  test('reads what it wrote', () => {
    fc.assert(
      fc.property(value, (each) => {
        expect(decode(encode(each))).toEqual(each);
      }),
    );
  });

  test('is nothing with a byte too many', () => {
    fc.assert(
      fc.property(value, (each) => {
        const longer = Uint8Array.of(...encode(each), 0);
        expect(decode(longer)).not.toEqual(each);
      }),
    );
  });

  test('takes any bytes without complaint', () => {
    fc.assert(
      fc.property(bytes(200), (noise) => {
        expect(() => decode(noise)).not.toThrow();
      }),
    );
  });
});

test('a host name is read as it was written, and noise is none', () => {
  expect(decodeServerName(encodeServerName('broker.example'))).toBe('broker.example');
  expect(decodeServerName(Uint8Array.of(0, 9, 0))).toBeUndefined();
});
