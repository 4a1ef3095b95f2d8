import type { Recording } from '@w800/live';
import type { LiveTwin, LiveTwinOptions } from './live-twin.ts';

/**
 * Builds a twin that lives in real time; see `LiveTwin.open`. The models are
 * loaded here, so that who only checks files does not wait for them.
 */
export async function openLiveTwin(options: LiveTwinOptions = {}): Promise<LiveTwin> {
  const { LiveTwin: Twin } = await import('./live-twin.ts');
  return Twin.open(options);
}

/** Builds the twin of a recording; see `LiveTwin.replaying`. */
export async function openReplay(
  recording: Recording,
  options: Pick<LiveTwinOptions, 'tell'> = {},
): Promise<LiveTwin> {
  const { LiveTwin: Twin } = await import('./live-twin.ts');
  return Twin.replaying(recording, options);
}
