/** What a step may need beside a module on a serial line, in words for a sentence. */
export const needs = {
  faults: 'the simulated world',
  stations: 'the stations of the simulated world',
  supply: 'a supply that can be switched',
  broker: 'the embedded broker',
  heap: 'the heap model',
  trace: 'the trace of the twin',
  clock: 'virtual time',
  settings: 'a line that can be set from here',
} as const;

export type Need = keyof typeof needs;

/** What a step needs. */
export interface StepNeed {
  readonly need: Need;
  /** It only looks: without it the run goes the same way. Default: it does something. */
  readonly looks?: boolean;
  /** What was done before it is not to be done without it, either. */
  readonly fromTheStart?: boolean;
}
