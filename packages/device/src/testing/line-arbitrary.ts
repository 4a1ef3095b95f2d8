import {
  describeCommand,
  type ByteString,
  type Command,
  type CommandDescription,
  type ParameterDescription,
} from '@w800/at';
import fc from 'fast-check';
import { argumentArbitrary } from './argument-arbitrary.ts';
import { argumentsIn, typedValue, type TypedArgument } from './typed-argument.ts';

/** Every valid line of a command, in every form it has. */
export function lineArbitrary(command: Command<never>): fc.Arbitrary<ByteString> {
  const description = describeCommand(command);
  const fixed = description.forms.filter(({ form }) => form !== 'set');
  const lines = fixed.map(({ syntax }) => ({ weight: 1, arbitrary: fc.constant(syntax) }));
  if (command.set === undefined) return fc.oneof(...lines);
  const set = argumentsArbitrary(command).map((args) => setLine(command, args));
  return fc.oneof({ weight: 8, arbitrary: set }, ...lines);
}

/** The arguments of every valid set line of a command that has a set form. */
export function argumentsArbitrary(
  command: Command<never>,
): fc.Arbitrary<readonly TypedArgument[]> {
  const description = describeCommand(command);
  const example = argumentsIn(description.example ?? '');
  let index = 0;
  const kinds = description.parameters.map((parameter) => {
    const repeats = parameter.timesMax ?? 1;
    const known = knownArguments(parameter, example.slice(index, index + repeats));
    index += repeats;
    const one = argumentArbitrary(parameter, allowedBy(command, parameter), known);
    if (parameter.presence !== 'repeated') return one.map((argument) => [argument]);
    return fc.array(one, { maxLength: repeats, size: 'max' });
  });
  const any = fc.tuple(fc.tuple(...kinds), fc.boolean()).map(([lists, isShort]) => {
    const args = lists.flat();
    return isShort ? withoutEmptyEnd(args, description) : args;
  });
  return any.filter((args) => {
    const line = setLine(description, args);
    const isLine = line.length <= description.lineBytesMax && !line.includes('\r\n');
    return isLine && suitsTogether(command, description, args);
  });
}

/** The line that has these arguments. */
export function setLine(
  { name }: Pick<CommandDescription, 'name'>,
  args: readonly TypedArgument[],
): ByteString {
  return `${name}=${args.map(({ typed }) => typed).join(',')}`;
}

/** What the declaration says of a text beyond its length. */
export function allowedBy(
  command: Command<never>,
  { name }: ParameterDescription,
): (value: ByteString) => boolean {
  const parameter = command.set?.parameters[name];
  if (parameter === undefined) return () => true;
  const of = 'of' in parameter ? parameter.of : parameter;
  return (value) => !(of.kind === 'text' && of.refuse?.(value) === true);
}

/** Whether arguments that are allowed one by one are allowed together. */
export function suitsTogether(
  command: Command<never>,
  { parameters }: CommandDescription,
  args: readonly TypedArgument[],
): boolean {
  const values: Record<string, unknown> = {};
  for (const [index, { name, presence, fallback }] of parameters.entries()) {
    const rest = args.slice(index).map(({ value }) => value);
    values[name] = presence === 'repeated' ? rest : index < args.length ? rest[0] : fallback;
  }
  return command.set?.suits(values) ?? false;
}

function knownArguments(
  parameter: ParameterDescription,
  example: readonly TypedArgument[],
): readonly TypedArgument[] {
  const given = parameter.kind === 'text' ? parameter.example : undefined;
  const typed = example.filter((argument) => argument.typed !== '');
  return given === undefined ? typed : [...typed, typedValue(given)];
}

/** Leaves out the empty fields at the end that need no comma. */
function withoutEmptyEnd(
  args: readonly TypedArgument[],
  { argumentsMin }: CommandDescription,
): readonly TypedArgument[] {
  const last = args.findLastIndex(({ typed }) => typed !== '');
  // No argument at all cannot be typed: behind the equals sign there is always one.
  return args.slice(0, Math.max(last + 1, argumentsMin, 1));
}
