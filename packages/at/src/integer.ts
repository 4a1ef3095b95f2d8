import { refused, type Bilingual, type Parameter } from './parameter.ts';

export interface IntegerOptions {
  readonly min: number;
  readonly max: number;
  readonly summary: Bilingual;
  readonly label?: string;
  /** What an empty field `,,` means. Without it an empty field is refused. */
  readonly emptyDefault?: number;
}

export interface IntegerParameter extends Parameter<number>, IntegerOptions {
  readonly kind: 'integer';
  readonly summary: Bilingual;
  readonly label?: string;
}

/** A decimal integer from `min` to `max`, both allowed, typed without quotes. */
export function integer(options: IntegerOptions): IntegerParameter {
  const { min, max, emptyDefault } = options;
  return {
    ...options,
    kind: 'integer',
    read(typed, index) {
      const value = typed[index];
      if (value === undefined) return emptyDefault ?? refused;
      return typeof value === 'number' && value >= min && value <= max ? value : refused;
    },
  };
}
