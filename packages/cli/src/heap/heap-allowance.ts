import { InvalidArgumentError } from 'commander';

/** How much a peak may grow: bytes, or a part of what it was. */
export type HeapAllowance =
  | { readonly bytes: number; readonly percent?: never }
  | { readonly percent: number; readonly bytes?: never };

const bytesMax = 1_000_000;
const percentMax = 1_000;

/** Reads `512`, `512B`, `4KiB` or `5%`. */
export function parseHeapAllowance(text: string): HeapAllowance {
  const [, digits = '', unit = ''] = /^(\d{1,9}) ?(B|KiB|%|)$/.exec(text.trim()) ?? [];
  const number = digits === '' ? Number.NaN : Number(digits);
  if (unit === '%' && number <= percentMax) return { percent: number };
  const bytes = unit === 'KiB' ? number * 1024 : number;
  if (unit !== '%' && bytes <= bytesMax) return { bytes };
  throw new InvalidArgumentError('It takes whole bytes, KiB or percent: 512, 4KiB, 5%.');
}

/** The highest peak that is no failure; parts of a byte are not given. */
export function allowedBytes(wasBytes: number, allowance: HeapAllowance): number {
  const { bytes, percent } = allowance;
  return wasBytes + (bytes ?? Math.floor((wasBytes * percent) / 100));
}
