/** How often trials met what they are there for. */
export interface Encounters {
  steps: number;
  /** Requests that did not fit. */
  exhausted: number;
  /** Those of them that found enough free in all. */
  fragmented: number;
  /** Blocks that were given a rest along. */
  givenAlong: number;
  moved: number;
  blocksMax: number;
  gapsMax: number;
}

export function noEncounters(): Encounters {
  return {
    steps: 0,
    exhausted: 0,
    fragmented: 0,
    givenAlong: 0,
    moved: 0,
    blocksMax: 0,
    gapsMax: 0,
  };
}
