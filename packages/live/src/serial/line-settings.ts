import type { SerialSettings } from '@w800/ports';

const baudMin = 50;
const baudMax = 4_000_000;

const choices: { readonly [Field in keyof SerialSettings]: readonly unknown[] } = {
  baud: [],
  dataBits: [5, 6, 7, 8],
  parity: ['none', 'even', 'odd'],
  stopBits: [1, 2],
  flowControl: ['none', 'rts', 'cts', 'rts/cts'],
};

/** Settings with what is wanted in its place, as far as a line can have it. */
export function lineSettings(
  present: SerialSettings,
  wanted: { readonly [field: string]: unknown },
): SerialSettings {
  const possible = Object.entries(wanted).filter(([field, value]) => isPossible(field, value));
  return { ...present, ...Object.fromEntries(possible) };
}

const facingFlowControl = { none: 'none', rts: 'cts', cts: 'rts', 'rts/cts': 'rts/cts' } as const;

/** How an end is set whose far end is set so: where that one tells, this one heeds. */
export function facing(far: SerialSettings): SerialSettings {
  return { ...far, flowControl: facingFlowControl[far.flowControl] };
}

function isPossible(field: string, value: unknown): boolean {
  if (field !== 'baud') {
    return Object.hasOwn(choices, field) && choices[field as keyof SerialSettings].includes(value);
  }
  return Number.isInteger(value) && Number(value) >= baudMin && Number(value) <= baudMax;
}
