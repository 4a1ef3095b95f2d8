import { wholeMilliseconds } from './whole-milliseconds.ts';

/** The longest a server of the surroundings may take. */
const delayMsMax = 600_000;

/** A field holding how long a server takes; milliseconds after loading. */
export function shortDelay(description: string) {
  return wholeMilliseconds(description).refine((ms) => ms <= delayMsMax, {
    message: 'a server does not take that long',
    params: { code: 'SCN_WRONG_VALUE', fix: 'The most is 600s.' },
  });
}
