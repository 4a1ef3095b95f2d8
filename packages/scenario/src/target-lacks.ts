import type { TargetLink } from '@w800/live';
import type { Need } from './needs.ts';

/** What a module on a serial line does not have. */
export function targetLacks({ settable }: Pick<TargetLink, 'settable'>): ReadonlySet<Need> {
  const always: readonly Need[] = [
    'faults',
    'stations',
    'supply',
    'broker',
    'heap',
    'trace',
    'clock',
  ];
  return new Set(settable ? always : [...always, 'settings']);
}
