import { resolve } from 'node:path';

import { codedProblem } from '../coded-problem.ts';
import { complaints } from '../complaints.ts';
import { counted } from '../counted.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { choosePaint } from '../paint.ts';
import { printable } from '../printable.ts';
import type { ProgramContext } from '../program-context.ts';
import { UsageError } from '../usage-error.ts';

export interface ReplayOptions {
  readonly folder: string;
  /** A file with the private key that was not recorded. */
  readonly key?: string;
  readonly json: boolean;
  readonly color: boolean;
}

/** Does again in virtual time what a recorded live run did, and compares the digests. */
export async function replay(
  { folder, key, json, color }: ReplayOptions,
  { shell }: Pick<ProgramContext, 'shell'>,
): Promise<ExitCode> {
  const { readFilesIn, replayRecording } = await import('@w800/scenario');
  const keyFile = key === undefined ? undefined : readFilesIn(shell.cwd)(key);
  if (keyFile?.ok === false)
    throw new UsageError([complaints.unreadable(key ?? '', keyFile.reason)]);
  const startedMs = shell.nowMs();
  const recorded = resolve(shell.cwd, folder);
  const report = await replayRecording(recorded, keyFile?.text).catch((error: unknown) => {
    throw codedProblem(error);
  });
  const realMs = Math.round(shell.nowMs() - startedMs);
  const { same, records, seconds, digest, recordedDigest, setup } = report;
  const paint = choosePaint(shell, shell.out, color);
  if (json) shell.out.write(`${JSON.stringify({ folder, ...report }, undefined, 2)}\n`);
  else {
    const mark = same ? paint('green', '✓') : paint('red', '✗');
    const { seed, dialect } = setup;
    shell.out.write(
      `${mark} ${printable(folder)}  ${paint('dim', `seed ${seed}, dialect ${dialect}`)}\n` +
        `    ${counted(records, 'record')} from outside, ` +
        `${seconds.toFixed(3)} s in ${realMs} ms\n` +
        (same
          ? `    the digest is the same: ${digest}\n`
          : `    the digest is ${digest}, and was ${recordedDigest}\n` +
            '    The twin has changed since the recording, or does not repeat itself.\n'),
    );
  }
  return same ? exitCodes.passed : exitCodes.failed;
}
