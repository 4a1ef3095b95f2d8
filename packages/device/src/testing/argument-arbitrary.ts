import { fromBytes, type ByteString, type ParameterDescription } from '@w800/at';
import fc from 'fast-check';
import { emptyArgument, typedValue, type TypedArgument } from './typed-argument.ts';

type Allows = (value: ByteString) => boolean;

/**
 * Every way to type a parameter that its declaration allows, its limits more
 * often than chance would have them.
 * @param allows what the declaration says of a text beyond its length
 * @param known values known to be allowed, which a restricted text may need
 */
export function argumentArbitrary(
  parameter: ParameterDescription,
  allows: Allows,
  known: readonly TypedArgument[],
): fc.Arbitrary<TypedArgument> {
  const empty = emptyArgument(parameter);
  const ways: fc.WeightedArbitrary<TypedArgument>[] = [
    ...known.map((one) => ({ weight: 2, arbitrary: fc.constant(one) })),
    ...values(parameter, allows).map((arbitrary) => ({ weight: 2, arbitrary })),
  ];
  if (empty !== undefined) ways.push({ weight: 2, arbitrary: fc.constant(empty) });
  return fc.oneof(...ways);
}

function values(
  parameter: ParameterDescription,
  allows: Allows,
): readonly fc.Arbitrary<TypedArgument>[] {
  if (parameter.kind === 'text') {
    const { bytesMin, bytesMax } = parameter;
    return texts(bytesMin, bytesMax)
      .filter((arbitrary) => fc.sample(arbitrary, 40).some(allows))
      .map((arbitrary) => escapedAtWill(arbitrary.filter(allows)));
  }
  const { min, max } = parameter;
  const integers = fc.oneof(fc.integer({ min, max }), fc.constantFrom(min, max));
  const zeros = fc.oneof({ weight: 4, arbitrary: fc.constant('') }, fc.constantFrom('0', '000'));
  return [
    fc.tuple(integers, zeros).map(([value, leading]) => {
      const digits = `${leading}${Math.abs(value)}`;
      return { typed: value < 0 ? `-${digits}` : digits, value };
    }),
  ];
}

/** Texts of an allowed length: any bytes, harmless characters, and shapes that networks know. */
function texts(bytesMin: number, bytesMax: number): readonly fc.Arbitrary<ByteString>[] {
  const bytes = (most: number) =>
    fc.uint8Array({ min: 1, minLength: bytesMin, maxLength: most }).map((all) => fromBytes(all));
  const harmless = (alphabet: string, most: number) =>
    fc.string({
      unit: fc.constantFrom(...Array.from(alphabet)),
      minLength: bytesMin,
      maxLength: most,
      size: 'max',
    });
  const short = Math.min(bytesMax, bytesMin + 8);
  const fits = (text: string) => text.length >= bytesMin && text.length <= bytesMax;
  const pair = fc.integer({ min: 0, max: 255 }).map((byte) => byte.toString(16).padStart(2, '0'));
  const shapes = [
    fc.array(pair, { minLength: 6, maxLength: 6 }).map((pairs) => pairs.join(':')),
    fc.ipV4(),
    fc.constantFrom('CN', 'US', 'TCP', 'UDP', 'SSL'),
  ];
  return [
    bytes(short),
    harmless('ab,"\\ n0', short),
    harmless('abcdefghij', bytesMax),
    harmless('0123456789abcdef', bytesMax),
    ...shapes.filter((shape) => fc.sample(shape, 20).some(fits)).map((shape) => shape.filter(fits)),
  ];
}

/** Types a text, now and then with more escapes than it needs. */
function escapedAtWill(allowed: fc.Arbitrary<ByteString>): fc.Arbitrary<TypedArgument> {
  const every = fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 5 }));
  return fc.tuple(allowed, every).map(([value, turn]) => {
    if (turn === 0) return typedValue(value);
    const typed = Array.from(value, (character, index) =>
      ',"\\'.includes(character) || index % turn === 0 ? `\\${character}` : character,
    );
    return { typed: `"${typed.join('')}"`, value };
  });
}
