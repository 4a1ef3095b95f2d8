import {
  describeCommand,
  type ByteString,
  type Command,
  type CommandDescription,
  type ParameterDescription,
} from '@w800/at';
import fc from 'fast-check';
import { allowedBy, argumentsArbitrary, setLine, suitsTogether } from './line-arbitrary.ts';
import { argumentsIn, emptyArgument, typedValue, type TypedArgument } from './typed-argument.ts';

/** A line at an edge of what a declaration allows. */
export interface BoundaryCase {
  readonly what: string;
  readonly line: ByteString;
  readonly expected: 'accepted' | 'parse-error' | 'error';
}

/**
 * The edges of every limit a command declares. What is expected is worked out
 * from the numbers of the declaration, not by asking the parser.
 * @throws Error when no valid line has a value that the declaration allows
 */
export function boundaryCases(command: Command<never>): readonly BoundaryCase[] {
  return command.set === undefined ? [] : new Boundaries(command).cases();
}

class Boundaries {
  private readonly command: Command<never>;
  private readonly description: CommandDescription;
  /** Valid arguments: the example, the example with short texts, and many others. */
  private readonly bases: readonly (readonly TypedArgument[])[];

  constructor(command: Command<never>) {
    this.command = command;
    this.description = describeCommand(command);
    const example = argumentsIn(this.description.example ?? '');
    const samples = fc.sample(argumentsArbitrary(command), { numRuns: 300, seed: 1 });
    this.bases = [example, ...samples];
  }

  cases(): readonly BoundaryCase[] {
    const { parameters } = this.description;
    return [
      ...parameters.flatMap((parameter, index) => [
        ...this.valueCases(parameter, index),
        ...this.kindCases(parameter, index),
        ...this.absenceCases(parameter, index),
      ]),
      ...this.countCases(),
      ...this.lengthCases(),
    ];
  }

  private *valueCases(parameter: ParameterDescription, at: number): Generator<BoundaryCase> {
    const { label } = parameter;
    if (parameter.kind === 'integer') {
      const { min, max } = parameter;
      for (const value of new Set([min, max])) {
        yield this.accepting(`${label} ${value}`, at, typedValue(value));
      }
      yield this.beyond(`${label} ${min - 1}`, at, String(min - 1));
      yield this.beyond(`${label} ${max + 1}`, at, String(max + 1));
      return;
    }
    const { bytesMin, bytesMax } = parameter;
    for (const bytes of new Set([bytesMin, bytesMax])) {
      const value = this.textOf(parameter, bytes);
      if (value === undefined) continue;
      yield this.accepting(`${label} of ${bytes} bytes`, at, typedValue(value));
    }
    for (const bytes of [bytesMin - 1, bytesMax + 1]) {
      if (bytes < 0) continue;
      yield this.beyond(`${label} of ${bytes} bytes`, at, `"${'a'.repeat(bytes)}"`);
    }
  }

  private *kindCases(parameter: ParameterDescription, at: number): Generator<BoundaryCase> {
    const { label } = parameter;
    if (parameter.kind === 'integer') {
      yield this.refusing(`${label} in quotes`, at, `"${parameter.min}"`);
      yield this.refusing(`${label} a word`, at, 'abc');
      return;
    }
    const value = this.textOf(parameter, parameter.bytesMax) ?? 'abc';
    yield this.refusing(`${label} without quotes`, at, value.replace(/[,"\\]/g, 'x') || 'abc');
    yield this.refusing(`${label} a number`, at, '1');
    yield this.refusing(`${label} without its last quote`, at, '"abc');
  }

  private *absenceCases(parameter: ParameterDescription, at: number): Generator<BoundaryCase> {
    const { label, presence } = parameter;
    const empty = presence === 'repeated' ? undefined : emptyArgument(parameter);
    if (empty === undefined) yield this.refusing(`${label} empty`, at, '');
    else yield this.accepting(`${label} empty`, at, empty);
    if (presence === 'mandatory' && at > 0) {
      yield this.refusal(`${label} and all behind it left out`, this.base(at).slice(0, at));
    }
  }

  private *countCases(): Generator<BoundaryCase> {
    const { name, forms, argumentsMin, argumentsMax } = this.description;
    const full = this.base(argumentsMax);
    yield this.refusal('one argument too many', [...full, typedValue(0)]);
    if (argumentsMin > 1) {
      yield this.refusal('one argument too few', full.slice(0, argumentsMin - 1));
    }
    if (!forms.some(({ form }) => form === 'execute')) {
      yield { what: 'no argument at all', line: name, expected: 'parse-error' };
    }
  }

  /** An integer with so many leading zeros that the line is just as long as it may be. */
  private *lengthCases(): Generator<BoundaryCase> {
    const { lineBytesMax, parameters } = this.description;
    const at = parameters.findIndex(({ kind }) => kind === 'integer');
    const base = this.base(at + 1);
    const number = base[at];
    if (number === undefined || !/^\d+$/.test(number.typed)) return;
    const room = lineBytesMax - setLine(this.description, base).length;
    const lineOf = (zeros: number): string =>
      setLine(
        this.description,
        replaced(base, at, { ...number, typed: '0'.repeat(zeros) + number.typed }),
      );
    const what = (bytes: number): string => `a line of ${bytes} bytes`;
    yield { what: what(lineBytesMax), line: lineOf(room), expected: 'accepted' };
    yield { what: what(lineBytesMax + 1), line: lineOf(room + 1), expected: 'parse-error' };
  }

  /** The example with this argument, or the shortest other line that is allowed with it. */
  private accepting(what: string, at: number, argument: TypedArgument): BoundaryCase {
    const { name, lineBytesMax } = this.description;
    const lines = this.bases
      .map((base) => replaced(padded(base, at, this.description), at, argument))
      .filter((args) => suitsTogether(this.command, this.description, args))
      .map((args) => setLine(this.description, args));
    const shortest = lines.toSorted((a, b) => a.length - b.length)[0];
    if (shortest === undefined) {
      throw new Error(`${name}: no valid line has ${what}; is the limit right?`);
    }
    const line = lines.find((one) => one.length <= lineBytesMax);
    if (line !== undefined) return { what, line, expected: 'accepted' };
    return { what, line: shortest, expected: 'parse-error' };
  }

  /** A value of the right kind that is too small, too large, too short or too long. */
  private beyond(what: string, at: number, typed: ByteString): BoundaryCase {
    const { lineBytesMax, rangeRefusal } = this.description;
    const refused = this.refusing(what, at, typed);
    const isLine = refused.line.length <= lineBytesMax;
    return isLine && rangeRefusal === 'error' ? { ...refused, expected: 'error' } : refused;
  }

  private refusing(what: string, at: number, typed: ByteString): BoundaryCase {
    return this.refusal(what, replaced(this.base(at), at, { typed, value: undefined }));
  }

  private refusal(what: string, args: readonly TypedArgument[]): BoundaryCase {
    return { what, line: setLine(this.description, args), expected: 'parse-error' };
  }

  /** The example, with empty fields up to the position where it is too short. */
  private base(to: number): readonly TypedArgument[] {
    return padded(this.bases[0] ?? [], to, this.description);
  }

  /** An allowed text of exactly that length, if there is one that anybody knows. */
  private textOf(parameter: ParameterDescription, bytes: number): ByteString | undefined {
    const allows = allowedBy(this.command, parameter);
    const at = this.description.parameters.indexOf(parameter);
    const known = this.bases
      .map((base) => base[at]?.value)
      .filter((one) => typeof one === 'string');
    const plain = ['a', '0'].map((character) => character.repeat(bytes));
    return [...plain, ...known].find((text) => text.length === bytes && allows(text));
  }
}

function replaced(
  args: readonly TypedArgument[],
  at: number,
  argument: TypedArgument,
): readonly TypedArgument[] {
  return [...args.slice(0, at), argument, ...args.slice(at + 1)];
}

function padded(
  args: readonly TypedArgument[],
  to: number,
  { parameters }: CommandDescription,
): readonly TypedArgument[] {
  const missing = parameters.slice(args.length, to);
  return [...args, ...missing.map((one) => emptyArgument(one) ?? { typed: '', value: undefined })];
}
