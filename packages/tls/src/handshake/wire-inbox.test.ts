import fc from 'fast-check';
import { expect, test } from 'vitest';
import { WireInbox } from './wire-inbox.ts';

function record(byteCount: number): number[] {
  return [23, 3, 3, byteCount >> 8, byteCount & 0xff, ...Array<number>(byteCount).fill(7)];
}

test('nothing it hands on reaches beyond the end of a record', () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 600 }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(sizes, fc.integer({ min: 1, max: 900 }), (records, cut) => {
      const wire = Uint8Array.from(records.flatMap(record));
      const inbox = new WireInbox();
      for (let at = 0; at < wire.length; at += cut) inbox.push(wire.subarray(at, at + cut));
      const ends: number[] = [];
      let end = 0;
      for (const size of records) ends.push((end += 5), (end += size));
      let at = 0;
      for (let piece = inbox.take(); piece !== undefined; piece = inbox.take()) {
        const next = ends.find((each) => each > at) ?? 0;
        expect(piece).toEqual(wire.subarray(at, at + piece.length));
        at += piece.length;
        expect(at).toBeLessThanOrEqual(next);
      }
      expect([at, inbox.isEmpty]).toEqual([wire.length, true]);
    }),
  );
});

test('what is dropped is counted', () => {
  const inbox = new WireInbox();
  inbox.push(Uint8Array.of(1, 2, 3));
  inbox.push(Uint8Array.of(4));
  expect([inbox.drop(), inbox.isEmpty]).toEqual([4, true]);
});
