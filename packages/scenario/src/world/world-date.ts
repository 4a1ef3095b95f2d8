import { valuesOf } from '@w800/kernel';
import { worldFigures } from '@w800/world';

/**
 * What the clocks of a world show when a run begins, in seconds since 1970:
 * that of its first time server, and without one the usual day.
 */
export function worldDateSeconds({
  ntp,
}: {
  readonly ntp: readonly { readonly time?: number | undefined }[];
}): number {
  return ntp[0]?.time ?? valuesOf(worldFigures).timeSeconds;
}
