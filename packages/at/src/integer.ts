import { refused, type Bilingual, type Parameter } from './parameter.ts';
import { PlusNumber } from './plus-number.ts';

export interface IntegerOptions {
  readonly min: number;
  readonly max: number;
  readonly summary: Bilingual;
  readonly label?: string;
  /** What an empty field `,,` means. Without it an empty field is refused. */
  readonly emptyDefault?: number;
  /** Whether a leading plus may be typed. */
  readonly plus?: boolean;
  /** Whether it counts bytes that follow the line and are a secret. Default false. */
  readonly countsSecret?: boolean;
}

export interface IntegerParameter extends Parameter<number>, IntegerOptions {
  readonly kind: 'integer';
  readonly summary: Bilingual;
  readonly label?: string;
}

/** A decimal integer from `min` to `max`, both allowed, typed without quotes. */
export function integer(options: IntegerOptions): IntegerParameter {
  const { min, max, emptyDefault, plus = false } = options;
  return {
    ...options,
    kind: 'integer',
    read(typed, index) {
      const given = typed[index];
      if (given === undefined) return emptyDefault ?? refused;
      const value = plus && given instanceof PlusNumber ? given.value : given;
      return typeof value === 'number' && value >= min && value <= max ? value : refused;
    },
  };
}
