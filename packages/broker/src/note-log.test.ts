import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NoteLog, type Note } from './note-log.ts';

const anyNote: fc.Arbitrary<Note> = fc.record(
  {
    at: fc.maxSafeNat(),
    clientId: fc.constantFrom('', 'W800'),
    from: fc.constantFrom('client' as const, 'broker' as const),
    frame: fc.record({
      name: fc.constantFrom('publish' as const, 'puback' as const, 'malformed' as const),
      bytes: fc.uint8Array({ maxLength: 30 }),
    }),
    fate: fc.constantFrom('dropped' as const, 'delayed' as const),
  },
  { requiredKeys: ['at', 'clientId', 'from', 'frame'] },
);

test('notes come out as they went in, each once', () => {
  const law = fc.property(
    fc.array(fc.array(anyNote, { maxLength: 20 }), { maxLength: 4 }),
    (lots) => {
      const log = new NoteLog();
      for (const lot of lots) {
        for (const note of lot) log.add(note);
        expect(log.take()).toEqual(lot);
        expect(log.take()).toEqual([]);
      }
    },
  );
  fc.assert(law);
});
