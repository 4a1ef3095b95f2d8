import type { Recording } from '@w800/live';
import type { LiveTwin, LiveTwinOptions, ReplayOptions } from './live-twin.ts';
import type { ServedModule, ServeOptions } from './served-module.ts';

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
  options: ReplayOptions = {},
): Promise<LiveTwin> {
  const { LiveTwin: Twin } = await import('./live-twin.ts');
  return Twin.replaying(recording, options);
}

/** Puts a twin at ports of this machine; see `ServedModule.open`. */
export async function openServedModule(options: ServeOptions): Promise<ServedModule> {
  const { ServedModule: Served } = await import('./served-module.ts');
  return Served.open(options);
}
