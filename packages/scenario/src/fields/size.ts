import { z } from 'zod';
import { leaf } from './leaf.ts';
import { readQuantity, type Read, type UnitTable } from './quantity.ts';

const table: UnitTable = {
  noun: 'a size',
  example: '100KiB',
  units: { B: 1, KiB: 1024, MiB: 1_048_576 },
  otherNames: { K: 'KiB', KB: 'KiB', kB: 'KiB', M: 'MiB', MB: 'MiB', bytes: 'B' },
  max: 1_073_741_824,
  maxText: '1024MiB',
};

/** Reads `512B`, `100KiB`, `1MiB` or a bare number of bytes. */
export function readSize(text: string): Read<number> {
  return readQuantity(/^\d+$/.test(text.trim()) ? `${text.trim()}B` : text, table);
}

/** A field holding a size; bytes after loading. A bare number counts bytes. */
export function size(description: string, bytesMax: number) {
  const text = leaf((value) => atMost(readSize(value), bytesMax), 'SCN_WRONG_UNIT', {
    description,
    pattern: '^\\d+(\\.\\d+)? ?(B|KiB|MiB)?$',
    examples: ['64', '1KiB'],
  });
  return z.union([z.int().min(0).max(bytesMax), text]).meta({ description });
}

function atMost(read: Read<number>, bytesMax: number): Read<number> {
  if (!read.ok || read.value <= bytesMax) return read;
  return { ok: false, what: 'the size is too large', fix: `The most here is ${bytesMax} bytes.` };
}
