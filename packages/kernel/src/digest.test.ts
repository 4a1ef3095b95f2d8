import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Digest } from './digest.ts';
import type { TraceRecord, TraceValue } from './trace.ts';

function digestOf(...records: TraceRecord[]): string {
  const digest = new Digest();
  for (const one of records) digest.add(one);
  return digest.toString();
}

function record(at: number, data: Record<string, TraceValue>, kind = 'k'): TraceRecord {
  return { at, kind, data };
}

const value: fc.Arbitrary<TraceValue> = fc.oneof(
  fc.string(),
  fc.maxSafeInteger().map((number) => number + 0),
  fc.boolean(),
  fc.uint8Array(),
  fc.array(fc.nat()),
);

describe('Digest', () => {
  test('is the same for the same records, on every machine', () => {
    const story = record(1, { text: 'a', bytes: Uint8Array.of(1, 2), n: -5, list: [true, null] });
    expect(digestOf(story)).toBe('f265a3e8174b69b8');
    expect(digestOf({ ...story, data: { ...story.data } })).toBe(digestOf(story));
  });

  test('changes with the instant, the kind, a value, a field name and the order', () => {
    const base = [record(1, { a: 1 }), record(2, { a: 2 })];
    const others = [
      [record(1, { a: 1 }), record(3, { a: 2 })],
      [record(1, { a: 1 }), record(2, { a: 2 }, 'other')],
      [record(1, { a: 1 }), record(2, { a: 3 })],
      [record(1, { a: 1 }), record(2, { b: 2 })],
      base.toReversed(),
      base.slice(1),
    ];
    const digests = [base, ...others].map((records) => digestOf(...records));
    expect(new Set(digests).size).toBe(digests.length);
  });

  test('two different values give two different digests', () => {
    fc.assert(
      fc.property(value, value, (a, b) => {
        fc.pre(
          JSON.stringify([a, a?.constructor.name]) !== JSON.stringify([b, b?.constructor.name]),
        );
        expect(digestOf(record(1, { a }))).not.toBe(digestOf(record(1, { a: b })));
      }),
    );
  });

  test('an instant beyond 2^32 ns counts in full', () => {
    expect(digestOf(record(2 ** 32 + 5, {}))).not.toBe(digestOf(record(5, {})));
  });

  test('a field that is undefined and one that is absent tell the same story', () => {
    expect(digestOf(record(1, { a: undefined, b: 1 }))).toBe(digestOf(record(1, { b: 1 })));
  });
});
