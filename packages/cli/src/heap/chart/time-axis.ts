import { ticks } from './ticks.ts';

/** A place on the axis of time. */
export interface TimeTick {
  readonly atNs: number;
  readonly text: string;
}

const units = [
  ['ms', 1_000_000],
  ['s', 1_000_000_000],
  ['min', 60_000_000_000],
  ['h', 3_600_000_000_000],
] as const;

const ticksMax = 10;

/** Round places from 0 to the end of a run, in the unit that gives several of them. */
export function timeAxis(endNs: number): readonly TimeTick[] {
  const [unit, ns] = units.findLast(([, size]) => endNs >= 3 * size) ?? units[0];
  return ticks(endNs / ns, ticksMax).map((count) => ({
    atNs: count * ns,
    text: count === 0 ? '0' : `${count} ${unit}`,
  }));
}
