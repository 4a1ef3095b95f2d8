import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TelnetDecoder } from './telnet-decoder.ts';
import { encodeData, encodeNegotiation, encodeSubnegotiation } from './telnet-encode.ts';

/** What was taken out of pieces: neighbouring data as one. */
function decoded(pieces: readonly Uint8Array[], binary = true): unknown[] {
  const found: unknown[] = [];
  const decoder = new TelnetDecoder({
    data: (bytes) => {
      const last = found.at(-1);
      if (Array.isArray(last) && last[0] === 'data') last.push(...bytes);
      else found.push(['data', ...bytes]);
    },
    negotiation: (verb, option) => found.push([verb, option]),
    subnegotiation: (option, bytes) => found.push([{ option }, ...bytes]),
  });
  decoder.binary = binary;
  for (const piece of pieces) decoder.receive(piece);
  return found;
}

const of = (...bytes: number[]): Uint8Array => Uint8Array.from(bytes);

describe('a telnet connection', () => {
  test('is data, negotiations and subnegotiations', () => {
    const bytes = of(65, 255, 255, 66, 255, 251, 44, 255, 250, 44, 1, 0, 255, 255, 9, 255, 240, 67);
    const parts = [
      ['data', 65, 255, 66],
      ['will', 44],
      [{ option: 44 }, 1, 0, 255, 9],
      ['data', 67],
    ];
    expect(decoded([bytes])).toEqual(parts);
  });

  test('is the same wherever its bytes are cut', () => {
    const byte = fc.constantFrom(0, 1, 13, 44, 65, 240, 250, 251, 252, 253, 254, 255);
    fc.assert(
      fc.property(fc.array(byte, { maxLength: 40 }), fc.boolean(), (bytes, binary) => {
        const whole = decoded([Uint8Array.from(bytes)], binary);
        const single = decoded(
          bytes.map((one) => of(one)),
          binary,
        );
        expect(single).toEqual(whole);
      }),
    );
  });

  test('what is encoded is what is decoded', () => {
    const bytes = fc.uint8Array({ minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(bytes, bytes, fc.nat(254), (data, inner, option) => {
        const wire = [
          encodeData(data),
          encodeNegotiation('dont', option),
          encodeSubnegotiation(option, inner),
        ];
        const parts = [
          ['data', ...data],
          ['dont', option],
          [{ option }, ...inner],
        ];
        expect(decoded([Buffer.concat(wire)])).toEqual(parts);
      }),
    );
  });

  test('without BINARY a CR NUL is a CR, with it both are data', () => {
    expect(decoded([of(13), of(0, 13, 10, 0)], false)).toEqual([['data', 13, 13, 10, 0]]);
    expect(decoded([of(13), of(0, 13, 10, 0)], true)).toEqual([['data', 13, 0, 13, 10, 0]]);
  });

  test.each([
    ['an end without a beginning', [65, 255, 240, 66], [['data', 65, 66]]],
    [
      'a beginning in the middle',
      [255, 250, 44, 1, 255, 250, 44, 2, 255, 240],
      [[{ option: 44 }, 2]],
    ],
    [
      'a negotiation in the middle',
      [255, 250, 44, 1, 255, 253, 3, 65],
      [
        ['do', 3],
        ['data', 65],
      ],
    ],
    ['an empty one', [255, 250, 255, 240, 65], [['data', 65]]],
    ['commands of no use here', [255, 241, 255, 246, 255, 243, 65], [['data', 65]]],
  ])('%s does no harm', (_what, bytes, parts) => {
    expect(decoded([Uint8Array.from(bytes)])).toEqual(parts);
  });

  test('a subnegotiation without end costs no memory, and what follows it is heard', () => {
    const long = Buffer.concat([of(255, 250, 44), Buffer.alloc(100_000, 7), of(255, 240, 65)]);
    expect(decoded([long])).toEqual([['data', 65]]);
    const most = Buffer.concat([of(255, 250, 44), Buffer.alloc(511, 7), of(255, 240)]);
    expect(decoded([most])).toEqual([[{ option: 44 }, ...Array<number>(511).fill(7)]]);
  });
});
