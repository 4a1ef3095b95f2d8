import { nearestWord } from '../nearest-word.ts';

/** The outcome of reading a small notation such as `15s` or `100KiB`. */
export type Read<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly what: string; readonly fix: string };

/** A family of units and the range a quantity in them may have. */
export interface UnitTable {
  /** What it measures, with its article: `a duration`. */
  readonly noun: string;
  readonly example: string;
  /** Unit name to base units. */
  readonly units: Readonly<Record<string, number>>;
  /** What people write for a unit that has another name here. */
  readonly otherNames: Readonly<Record<string, string>>;
  /** In base units. */
  readonly max: number;
  /** The largest value as a person writes it. */
  readonly maxText: string;
}

const notation = /^(\d{1,15})(?:\.(\d{1,9}))? ?([A-Za-zµ%/]*)$/;

/** Reads a number with its unit into base units, which come out whole. */
export function readQuantity(text: string, table: UnitTable): Read<number> {
  const names = Object.keys(table.units);
  const found = notation.exec(text.trim());
  if (found === null) {
    return wrong(`\`${text}\` is not ${table.noun}`, table, names);
  }
  const [, whole = '', fraction = '', unit = ''] = found;
  const factor = Object.hasOwn(table.units, unit) ? table.units[unit] : undefined;
  if (factor === undefined) {
    if (unit === '') return wrong(`\`${text}\` has no unit`, table, names);
    const other = Object.hasOwn(table.otherNames, unit) ? table.otherNames[unit] : undefined;
    const near = other ?? nearestWord(unit, names);
    const guess = near === undefined ? '' : `Did you mean \`${near}\`? `;
    const fix = `${guess}Units: ${names.join(', ')}, as in \`${table.example}\`.`;
    return { ok: false, what: `\`${unit}\` is no unit of ${table.noun}`, fix };
  }
  const scaled = BigInt(whole + fraction) * BigInt(factor);
  const scale = 10n ** BigInt(fraction.length);
  if (scaled % scale !== 0n) {
    return wrong(`\`${text}\` is finer than the smallest unit`, table, names);
  }
  const value = Number(scaled / scale);
  if (value > table.max) {
    const fix = `The most is ${table.maxText}.`;
    return { ok: false, what: `\`${text}\` is too large`, fix };
  }
  return { ok: true, value };
}

function wrong(what: string, table: UnitTable, names: readonly string[]): Read<number> {
  return { ok: false, what, fix: `Write \`${table.example}\`; units: ${names.join(', ')}.` };
}
