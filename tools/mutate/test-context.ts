/** Which mutant a run is to have; `active` is undefined when reaching is only counted. */
export interface TestContext {
  readonly active: number | undefined;
  /** Reached more often than this, a mutant counts as one that never ends. */
  readonly hitsMax: number;
}

declare module 'vitest' {
  interface ProvidedContext {
    mutation: TestContext & {
      /** The files of one run share their modules, those of two runs share none. */
      readonly run: number;
      /** How often each mutant was reached, by id, in memory that the threads share. */
      readonly hits: Uint32Array;
    };
  }
}
