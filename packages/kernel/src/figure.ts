/**
 * Where a number comes from: `documented` a source states it, `measured` it
 * was read off hardware or the vendor's code at work, `derived` it follows by
 * arithmetic from such numbers, `assumed` nobody says.
 */
export type Provenance = 'documented' | 'measured' | 'derived' | 'assumed';

/** A constant of a model, with the reason to believe it. */
export interface Figure {
  readonly value: number;
  /** `bytes`, `ns`, `ms`, `s`, `frames`, `1` for a bare count. */
  readonly unit: string;
  readonly provenance: Provenance;
  /** Document, file or arithmetic the value rests on; for `assumed`, why this value. */
  readonly source: string;
}

/** A set of figures by name: one part of a profile. */
export type Figures = Readonly<Record<string, Figure>>;

/** The bare numbers of a set of figures. */
export type Values<Set extends Figures> = { readonly [Name in keyof Set]: number };

export function figure(
  value: number,
  unit: string,
  provenance: Provenance,
  source: string,
): Figure {
  return { value, unit, provenance, source };
}

/** Strips the provenance, for models that only calculate. */
export function valuesOf<Set extends Figures>(figures: Set): Values<Set> {
  const values: Record<string, number> = {};
  for (const [name, { value }] of Object.entries(figures)) values[name] = value;
  return values as Values<Set>;
}
