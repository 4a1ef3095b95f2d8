import type { ByteString } from './byte-string.ts';
import { refused, type Bilingual, type Parameter } from './parameter.ts';

export interface TextOptions {
  /** Bytes after unescaping; 0 allows the empty text `""`. */
  readonly bytesMin: number;
  readonly bytesMax: number;
  readonly summary: Bilingual;
  readonly label?: string;
  /** Whether it is to be shown to nobody who has not asked for it: a password. Default false. */
  readonly secret?: boolean;
  /** True for a text that is not allowed for another reason than its length. */
  readonly refuse?: (value: ByteString) => boolean;
  /** An allowed value, where `refuse` leaves few of them. */
  readonly example?: ByteString;
}

export interface TextParameter extends Parameter<ByteString>, TextOptions {
  readonly kind: 'text';
  readonly summary: Bilingual;
  readonly label?: string;
}

/** A text in double quotes. */
export function text(options: TextOptions): TextParameter {
  const { bytesMin, bytesMax, refuse } = options;
  return {
    ...options,
    kind: 'text',
    read(typed, index) {
      const value = typed[index];
      if (typeof value !== 'string') return refused;
      if (value.length < bytesMin || value.length > bytesMax) return refused;
      return refuse?.(value) === true ? refused : value;
    },
  };
}
