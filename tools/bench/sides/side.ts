/** One party of a comparison: works through that many operations and says how long it took. */
export type Side = (operations: number) => Promise<number>;

export type Qos = 0 | 1 | 2;

/** A message as all sides send it. */
export const sample = { topic: 'topic', payload: 'hello' } as const;

/** Seconds that work takes. */
export async function secondsOf(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}
