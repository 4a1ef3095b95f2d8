import { resolve } from 'node:path';

import { complaints } from '../complaints.ts';
import type { Problem } from '../engine.ts';
import type { ReporterChoice } from '../reporter-choice.ts';
import type { HeapAllowance } from './heap-allowance.ts';

/** What the command line says about the heap. */
export interface HeapFlags {
  /** A line a run. */
  readonly heap?: true;
  /** A Markdown or HTML file, or a folder. */
  readonly heapReport?: string;
  /** The file with the peaks that were. */
  readonly heapBaseline?: string;
  readonly heapAllow?: HeapAllowance;
  readonly updateHeapBaseline?: true;
}

interface OtherFlags {
  readonly target?: string;
  readonly reporters: readonly ReporterChoice[];
  readonly log?: string;
  readonly failAllocation?: number;
}

const anotherRun = 'a run with a request that fails has another peak';

/** What does not go together. */
export function heapProblems(flags: HeapFlags & OtherFlags, cwd: string): readonly Problem[] {
  const { heap, heapReport, heapBaseline, heapAllow, updateHeapBaseline, target } = flags;
  const { failAllocation } = flags;
  if (target !== undefined) {
    const asked = {
      '--heap': heap,
      '--heap-report': heapReport,
      '--heap-baseline': heapBaseline,
    };
    const reason = 'nobody can look into the heap of a real module but by AT+SYSRAM?';
    return Object.entries(asked)
      .filter(([, value]) => value !== undefined)
      .map(([option]) => complaints.targetExcludes(option, reason));
  }
  const about = { '--heap-allow': heapAllow, '--update-heap-baseline': updateHeapBaseline };
  const alone = heapBaseline === undefined ? Object.entries(about) : [];
  return [
    ...alone
      .filter(([, value]) => value !== undefined)
      .map(([option]) => complaints.heapBaselineOnly(option)),
    ...(heapBaseline !== undefined && failAllocation !== undefined
      ? [complaints.notTogether('--heap-baseline', '--fail-allocation', anotherRun)]
      : []),
    ...shared(flags, cwd),
  ];
}

/** One file cannot hold two things. */
function shared({ heapReport, heapBaseline, reporters, log }: HeapFlags & OtherFlags, cwd: string) {
  const places: readonly (readonly [string, string | undefined])[] = [
    ['--heap-baseline', heapBaseline],
    ['--heap-report', heapReport],
    ...reporters.map(({ name, file }) => [`--reporter ${name}`, file] as const),
    ['--log', log],
  ];
  const takenBy = new Map<string, string>();
  return places.flatMap(([option, file]) => {
    if (file === undefined) return [];
    const place = resolve(cwd, file);
    const other = takenBy.get(place);
    takenBy.set(place, option);
    if (other === undefined) return [];
    return [complaints.notTogether(other, option, `both would write ${file}`)];
  });
}
