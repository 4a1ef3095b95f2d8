import { HeapBaseline } from './heap-baseline.ts';
import type { HeapFlags } from './heap-flags.ts';
import { HeapReport } from './heap-report.ts';

/** What a run leaves about the heap, as far as it is asked for. */
export interface HeapOutputs {
  readonly report: HeapReport | undefined;
  readonly baseline: HeapBaseline | undefined;
}

/** @throws UsageError for what cannot be read or could not be written */
export function openHeapOutputs(
  { heapReport, heapBaseline, heapAllow = { bytes: 0 }, updateHeapBaseline }: HeapFlags,
  cwd: string,
): HeapOutputs {
  const options = { allowance: heapAllow, update: updateHeapBaseline === true };
  return {
    report: heapReport === undefined ? undefined : new HeapReport(heapReport, cwd),
    baseline: heapBaseline === undefined ? undefined : new HeapBaseline(heapBaseline, cwd, options),
  };
}
