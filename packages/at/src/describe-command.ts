import { toBytes, type ByteString } from './byte-string.ts';
import type { Command } from './define-command.ts';
import { Dispatcher, type Refusal } from './dispatcher.ts';
import { atFigures } from './figures.ts';
import { limitsText } from './limits-text.ts';
import type { IntegerLimits, ParameterLimits, TextLimits } from './parameter-limits.ts';
import type { Bilingual } from './parameter.ts';
import type { AnyParameter } from './parameters.ts';
import type { Form } from './parse-command-line.ts';
import { parameterLabel, setSyntax } from './set-syntax.ts';
import type { SingleParameter } from './single-parameter.ts';
import { splitArguments } from './split-arguments.ts';

/** A form the command has, and how it is typed. */
export interface FormDescription {
  readonly form: Form;
  readonly syntax: ByteString;
}

/** One parameter of a set form, in the order it is typed. */
export type ParameterDescription = ParameterLimits & {
  /** As declared. */
  readonly name: string;
  /** As the syntax shows it. */
  readonly label: string;
  readonly summary: Bilingual;
  /** What it allows, in words. */
  readonly limits: Bilingual;
};

/** All that a declaration says, as plain data: help, pages and tests are made of it. */
export interface CommandDescription {
  readonly name: ByteString;
  readonly summary: Bilingual;
  /** Bytes of a line, CR LF not counted. */
  readonly lineBytesMax: number;
  readonly forms: readonly FormDescription[];
  /** How the forms are answered that the command lacks. */
  readonly refusals: Readonly<Partial<Record<Form, Refusal>>>;
  readonly parameters: readonly ParameterDescription[];
  readonly argumentsMin: number;
  readonly argumentsMax: number;
  /** How a value beyond its limits is refused. */
  readonly rangeRefusal: Refusal;
  /** A valid line of the set form. */
  readonly example?: ByteString;
}

/** Describes a command by its declaration. */
export function describeCommand(command: Command<never>): CommandDescription {
  const { name, summary, set } = command;
  const lineBytesMax = command.lineBytesMax ?? atFigures.lineBytesMax.value;
  const parameters = Object.entries(set?.parameters ?? {});
  return {
    name,
    summary,
    lineBytesMax,
    forms: formsOf(command),
    refusals: refusalsOf(command),
    parameters: parameters.map(([parameter, kind]) => describeParameter(parameter, kind)),
    argumentsMin: set?.argumentsMin ?? 0,
    argumentsMax: set?.argumentsMax ?? 0,
    rangeRefusal: rangeRefusalOf(command),
    ...(set === undefined ? {} : { example: set.example }),
  };
}

function formsOf({ name, test, query, set, execute }: Command<never>): FormDescription[] {
  const forms: FormDescription[] = [];
  if (test !== undefined) forms.push({ form: 'test', syntax: `${name}=?` });
  if (query !== undefined) forms.push({ form: 'query', syntax: `${name}?` });
  if (set !== undefined) forms.push({ form: 'set', syntax: `${name}=${setSyntax(set)}` });
  if (execute !== undefined) forms.push({ form: 'execute', syntax: name });
  return forms;
}

/** Asks the dispatcher itself, so that this is what really happens. */
function refusalsOf(command: Command<never>): Partial<Record<Form, Refusal>> {
  const { name } = command;
  const dispatcher = new Dispatcher(new Map([[name, command]]), atFigures.argumentsMax.value);
  const lines = { test: `${name}=?`, query: `${name}?`, set: `${name}=0`, execute: name };
  const refusals: Partial<Record<Form, Refusal>> = {};
  for (const form of ['test', 'query', 'set', 'execute'] as const) {
    if (command[form] !== undefined) continue;
    const { outcome } = dispatcher.decide(toBytes(lines[form]));
    if (typeof outcome === 'string') refusals[form] = outcome;
  }
  return refusals;
}

/** Tries the example with one value beyond its limits; a declaration has no word for this. */
function rangeRefusalOf({ set }: Command<never>): Refusal {
  if (set === undefined) return 'parse-error';
  const { example } = set;
  const from = example.indexOf('=') + 1;
  const typed = splitArguments(toBytes(example), from, atFigures.argumentsMax.value) ?? [];
  const [first] = Object.values(set.parameters);
  if (first === undefined) return 'parse-error';
  const limits = limitsOf(first);
  const beyond = limits.kind === 'integer' ? limits.max + 1 : 'x'.repeat(limits.bytesMax + 1);
  return set.bind([beyond, ...typed.slice(1)]) === 'error' ? 'error' : 'parse-error';
}

function describeParameter(name: string, parameter: AnyParameter): ParameterDescription {
  const { summary } = parameter;
  const limits = limitsOf(parameter);
  const label = parameterLabel(name, parameter);
  return { name, label, summary, ...limits, limits: limitsText(limits) };
}

function limitsOf(parameter: AnyParameter): ParameterLimits {
  const { kind } = parameter;
  if (kind === 'integer' || kind === 'text') {
    return { ...singleLimits(parameter), presence: 'mandatory' };
  }
  const limits = singleLimits(parameter.of);
  if (kind === 'repeated') return { ...limits, presence: kind, timesMax: parameter.max };
  const { fallback } = parameter;
  const isFixed = typeof fallback === 'number' || typeof fallback === 'string';
  return { ...limits, presence: kind, ...(isFixed ? { fallback } : {}) };
}

function singleLimits(parameter: SingleParameter): IntegerLimits | TextLimits {
  if (parameter.kind === 'integer') {
    const { kind, min, max, emptyDefault } = parameter;
    return { kind, min, max, ...(emptyDefault === undefined ? {} : { emptyDefault }) };
  }
  const { kind, bytesMin, bytesMax, refuse, example } = parameter;
  const restricted = refuse !== undefined;
  return { kind, bytesMin, bytesMax, restricted, ...(example === undefined ? {} : { example }) };
}
