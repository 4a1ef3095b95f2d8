import { formatSeconds, hour, microsecond, millisecond, minute, second } from '@w800/kernel';
import { leaf } from './leaf.ts';
import { readQuantity, type Read, type UnitTable } from './quantity.ts';

/** The longest time a scenario may name; below the 104 days the clock can count. */
export const durationMaxNs = 2_400 * hour;

const table: UnitTable = {
  noun: 'a duration',
  example: '15s',
  units: { us: microsecond, ms: millisecond, s: second, m: minute, h: hour },
  otherNames: {
    sec: 's',
    secs: 's',
    seconds: 's',
    min: 'm',
    mins: 'm',
    minutes: 'm',
    hours: 'h',
    msec: 'ms',
    µs: 'us',
  },
  max: durationMaxNs,
  maxText: '2400h',
};

/** Reads `300ms`, `15s`, `2m`, `1.5h` into nanoseconds. */
export function readDuration(text: string): Read<number> {
  return readQuantity(text, table);
}

/** `15 s`, `300 ms`: a duration as a sentence shows it. */
export function showDuration(ns: number): string {
  if (ns < second && ns % millisecond === 0 && ns > 0) return `${ns / millisecond} ms`;
  return formatSeconds(ns);
}

/** A field holding a duration; nanoseconds after loading. */
export function duration(description: string) {
  return leaf(readDuration, 'SCN_WRONG_UNIT', {
    description,
    pattern: '^\\d+(\\.\\d+)? ?(us|ms|s|m|h)$',
    examples: ['15s', '300ms', '2m'],
  });
}
