import { readFileSync } from 'node:fs';

/** Where a package stands in the house, and what it may touch. */
export interface Floor {
  readonly package: string;
  /** 0 is the ground. A package imports only from floors with smaller numbers. */
  readonly floor: number;
  /** It never reads a clock, a timer, a random source or a file of the machine. */
  readonly pure: boolean;
  /** It stands in for the surroundings of the module, which it must not know. */
  readonly adapter?: boolean;
}

/** The one list of floors: dependency-cruiser, the style test and the docs read it. */
export function readFloors(): readonly Floor[] {
  return JSON.parse(readFileSync(new URL('floors.json', import.meta.url), 'utf8')) as Floor[];
}
