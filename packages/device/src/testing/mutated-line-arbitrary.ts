import type { ByteString, Command } from '@w800/at';
import fc from 'fast-check';
import { lineArbitrary } from './line-arbitrary.ts';

/** Lines that are nearly those of a command: a valid one with some bytes changed, added or lost. */
export function mutatedLineArbitrary(command: Command<never>): fc.Arbitrary<ByteString> {
  const mutation = fc.record({
    at: fc.nat(1000),
    lost: fc.constantFrom(0, 0, 1, 1, 2, 9),
    added: fc.oneof(
      fc.constantFrom('', '"', ',', '\\', '0', '9', '-', '=', '?', 'x', '\0', '\r', '\n', ',1'),
      fc.constantFrom('99999999999', '""', ',,', '"x"', '+', ' ', '\xff'),
    ),
  });
  return fc
    .tuple(lineArbitrary(command), fc.array(mutation, { minLength: 1, maxLength: 3 }))
    .map(([line, mutations]) => {
      let mutated = line;
      for (const { at, lost, added } of mutations) {
        // The name itself stays, or the line would be nobody's.
        const from = Math.min(command.name.length, mutated.length);
        const index = from + (at % (mutated.length - from + 1));
        mutated = mutated.slice(0, index) + added + mutated.slice(index + lost);
      }
      return mutated;
    })
    .filter((line) => !line.includes('\r\n') && !line.endsWith('\r'));
}
