import { LiveError } from '@w800/live';
import { z } from 'zod';
import { checkSetup, type LiveSetup } from './live-setup.ts';

/**
 * A setup as it is written down and shown: without the private key, which is
 * nobody's who is only given a recording.
 */
export function recordedSetup({ module, ...setup }: LiveSetup): object {
  const { identity, ...rest } = module;
  if (typeof identity !== 'object' || !('keyPem' in identity)) return { ...setup, module };
  return { ...setup, module: { ...rest, identity: { pem: identity.pem } } };
}

/**
 * Reads what was written down.
 * @param key the text of the private key that was left out
 * @throws LiveError LIVE_BAD_RECORDING
 */
export function readRecordedSetup(folder: string, recorded: unknown, key?: string): LiveSetup {
  const setup = completed(folder, recorded, key);
  try {
    checkSetup(setup);
    return setup;
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    throw new LiveError(
      'LIVE_BAD_RECORDING',
      `"${folder}" was recorded with a setup this twin does not know: ${z.prettifyError(error)}`,
      'replay it with the version that recorded it, or record the run again',
    );
  }
}

const withoutKey = z.looseObject({
  module: z.looseObject({ identity: z.strictObject({ pem: z.string() }) }),
});

function completed(folder: string, recorded: unknown, keyPem: string | undefined): LiveSetup {
  const cut = withoutKey.safeParse(recorded);
  if (cut.success !== (keyPem !== undefined)) {
    throw new LiveError(
      'LIVE_BAD_RECORDING',
      cut.success
        ? `"${folder}" was recorded with a certificate whose private key is not written down`
        : `"${folder}" was recorded without a private key of its own`,
      cut.success ? 'give the key again with --key FILE' : 'leave --key out',
    );
  }
  // Older recordings say nothing of a module.
  const usual: Pick<LiveSetup, 'module'> = { module: {} };
  if (!cut.success || keyPem === undefined) return Object.assign(usual, recorded as LiveSetup);
  const { module } = cut.data;
  const identity = { ...module.identity, keyPem };
  return { ...(recorded as LiveSetup), module: { ...module, identity } };
}
