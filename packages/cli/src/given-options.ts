import type { Job } from './job.ts';

/** The options of a job that made a difference beside seed and dialect, as they are typed. */
export function givenOptions({
  module,
  failAllocation,
  trial,
}: {
  readonly module?: Job['module'] | undefined;
  readonly failAllocation?: number | undefined;
  readonly trial?: Job['trial'] | undefined;
}): string | undefined {
  const nth = trial?.request.number ?? failAllocation;
  const words = [
    ...(module === undefined ? [] : [module.typed]),
    ...(nth === undefined ? [] : [`--fail-allocation ${nth}`]),
  ];
  return words.length === 0 ? undefined : words.join(' ');
}
