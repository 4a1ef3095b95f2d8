import { leaf, type FieldMeta } from './leaf.ts';
import type { Read } from './quantity.ts';

const operators = {
  '>=': (a: number, b: number) => a >= b,
  '<=': (a: number, b: number) => a <= b,
  '==': (a: number, b: number) => a === b,
  '>': (a: number, b: number) => a > b,
  '<': (a: number, b: number) => a < b,
} as const;

/** A bound a reading is held against. */
export interface Comparison {
  /** As it was written: `>= 100KiB`. */
  readonly text: string;
  /** Whether a reading, in base units, keeps the bound. */
  holds(reading: number): boolean;
}

/** Reads an operator and a quantity, such as `>= 100KiB`. */
function readComparison(
  text: string,
  readValue: (text: string) => Read<number>,
  example: string,
): Read<Comparison> {
  const found = /^\s*(>=|<=|==|>|<)\s*(.*?)\s*$/.exec(text);
  if (found === null) {
    const fix = `Begin with >=, <=, ==, > or <, as in \`"${example}"\` (in quotes).`;
    return { ok: false, what: `\`${text}\` is no comparison`, fix };
  }
  const [, operator = '', rest = ''] = found;
  const value = readValue(rest);
  if (!value.ok) return value;
  const compare = operators[operator as keyof typeof operators];
  return {
    ok: true,
    value: { text: text.trim(), holds: (reading) => compare(reading, value.value) },
  };
}

/** A field holding a comparison with a quantity. */
export function comparison(readValue: (text: string) => Read<number>, meta: FieldMeta) {
  const example = meta.examples?.[0] ?? '>= 1';
  return leaf((text) => readComparison(text, readValue, example), 'SCN_WRONG_UNIT', meta);
}
