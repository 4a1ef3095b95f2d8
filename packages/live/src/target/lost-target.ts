import { LiveError } from '../live-error.ts';

/** The module has gone in the middle of it. */
export function lostTarget(name: string, why: string): LiveError {
  return new LiveError(
    'LIVE_TARGET_LOST',
    `${name} is gone: ${why}`,
    'Check the cable and the supply of the module, or the program that serves it; run again.',
  );
}
