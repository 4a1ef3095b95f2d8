import { formatSeconds, second } from '@w800/kernel';
import { openReplay } from './open-live-twin.ts';
import type { LiveSetup } from './live-setup.ts';

/** What came of doing a recorded run again. */
export interface ReplayReport {
  readonly setup: Omit<LiveSetup, 'module'>;
  /** How many things came in from outside. */
  readonly records: number;
  readonly seconds: number;
  readonly digest: string;
  readonly recordedDigest: string;
  readonly same: boolean;
}

/**
 * Does again in virtual time what a recorded live run did.
 * @param key the text of a private key that is needed and was not recorded
 * @throws LiveError LIVE_NO_RECORDING, LIVE_BAD_RECORDING; CertificateError for another key
 */
export async function replayRecording(folder: string, key?: string): Promise<ReplayReport> {
  // What touches the machine is loaded only by a run that needs it.
  const { LiveError, readRecording } = await import('@w800/live');
  const recording = readRecording(folder);
  if (recording.end === undefined) {
    const { records } = recording;
    const last = formatSeconds(records.at(-1)?.at ?? 0);
    throw new LiveError(
      'LIVE_BAD_RECORDING',
      `"${folder}" has no end: the run still goes on, or it was killed (${records.length} records, the last at ${last})`,
      'stop the run with Ctrl-C or SIGTERM, or record it again',
    );
  }
  const twin = await openReplay(recording, { key });
  try {
    const { digest, recordedDigest = '', records, endNs } = await twin.replay();
    const same = digest === recordedDigest;
    const { module: _, ...setup } = twin.setup;
    return { setup, records, seconds: endNs / second, digest, recordedDigest, same };
  } finally {
    await twin.close();
  }
}
