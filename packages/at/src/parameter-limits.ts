import type { ByteString } from './byte-string.ts';

export interface IntegerLimits {
  readonly kind: 'integer';
  readonly min: number;
  readonly max: number;
  /** What an empty field means, where a mandatory one may be empty. */
  readonly emptyDefault?: number;
}

export interface TextLimits {
  readonly kind: 'text';
  /** Bytes after unescaping. */
  readonly bytesMin: number;
  readonly bytesMax: number;
  /** True when not every text of an allowed length is allowed. */
  readonly restricted: boolean;
  readonly example?: ByteString;
}

/** What a parameter allows. */
export type ParameterLimits = (IntegerLimits | TextLimits) & {
  readonly presence: 'mandatory' | 'optional' | 'repeated';
  /** What an optional argument that is left out means, where that is a fixed value. */
  readonly fallback?: number | ByteString;
  /** How often a repeated argument may stand. */
  readonly timesMax?: number;
};
