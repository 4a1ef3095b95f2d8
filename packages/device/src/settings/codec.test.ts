import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { integerCodec, optionalCodec, recordCodec, textCodec, type Codec } from './codec.ts';

interface Everything {
  readonly count: number;
  readonly name: string;
  readonly note: string | undefined;
}

const everything = recordCodec<Everything>({
  count: integerCodec,
  name: textCodec,
  note: optionalCodec(textCodec),
});

function roundTrip<Value>(codec: Codec<Value>, value: Value): void {
  expect(codec.decode(codec.encode(value))).toEqual({ value });
}

describe('codecs', () => {
  test('read back what they wrote: any text, none apart from empty, any integer', () => {
    const anyText = fc.string({ unit: 'binary' });
    const note = fc.option(anyText, { nil: undefined });
    const count = fc.integer();
    fc.assert(
      fc.property(fc.record({ count, name: anyText, note }), (value) => {
        roundTrip(everything, value);
        roundTrip(optionalCodec(everything), value);
      }),
    );
    roundTrip(optionalCodec(everything), undefined);
    roundTrip(optionalCodec(textCodec), '');
    roundTrip(optionalCodec(optionalCodec(textCodec)), '');
  });

  test.each(['', '1.5', '0x1', '1e3', 'one', '1234567890123456'])(
    'an integer is not read from "%s"',
    (text) => expect(integerCodec.decode(text)).toBeUndefined(),
  );

  test.each([
    '',
    '{}',
    '[]',
    '["1"]',
    '["1","n","",""]',
    '["x","n",""]',
    '[1,"n",""]',
    '["1","n","n"]',
  ])('a record is not read from %s', (text) => expect(everything.decode(text)).toBeUndefined());
});
