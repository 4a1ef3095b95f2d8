import { leaf } from './leaf.ts';
import { readQuantity, type Read, type UnitTable } from './quantity.ts';

const table: UnitTable = {
  noun: 'a bandwidth',
  example: '1Mbit/s',
  units: { 'bit/s': 1, 'kbit/s': 1_000, 'Mbit/s': 1_000_000, 'Gbit/s': 1_000_000_000 },
  otherNames: {
    bps: 'bit/s',
    kbps: 'kbit/s',
    Mbps: 'Mbit/s',
    Gbps: 'Gbit/s',
    'kb/s': 'kbit/s',
    'Mb/s': 'Mbit/s',
    'Kbit/s': 'kbit/s',
    'MBit/s': 'Mbit/s',
    'mbit/s': 'Mbit/s',
  },
  max: 100_000_000_000,
  maxText: '100Gbit/s',
};

const bitsPerSecondMin = 100;

/** Reads `64kbit/s`, `1.5Mbit/s` into bits a second. */
export function readBandwidth(text: string): Read<number> {
  const read = readQuantity(text, table);
  if (!read.ok || read.value >= bitsPerSecondMin) return read;
  return { ok: false, what: `\`${text}\` is too little`, fix: `The least is 100bit/s.` };
}

/** A field holding a bandwidth; bits a second after loading. */
export function bandwidth(description: string) {
  return leaf(readBandwidth, 'SCN_WRONG_UNIT', {
    description,
    pattern: '^\\d+(\\.\\d+)? ?(bit|kbit|Mbit|Gbit)/s$',
    examples: ['1Mbit/s', '64kbit/s'],
  });
}
