import { dataCodes } from '@w800/scenario';

import type { Band } from '../diff/compare-exchanges.ts';
import { compareRecordings } from '../diff/compare-recordings.ts';
import { readRecording } from '../diff/read-recording.ts';
import { showComparison } from '../diff/show-comparison.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { choosePaint } from '../paint.ts';
import type { ProgramContext } from '../program-context.ts';

export interface DiffOptions extends Band {
  readonly a: string;
  readonly b: string;
  readonly json: boolean;
  readonly color: boolean;
}

/** Compares two recordings: texts exactly, latencies by band. */
export function diff(options: DiffOptions, { shell }: Pick<ProgramContext, 'shell'>): ExitCode {
  const { json, percent, slackNs } = options;
  const both = [readRecording(options.a, shell.cwd), readRecording(options.b, shell.cwd)] as const;
  const band = { percent, slackNs };
  const comparison = compareRecordings(...both, band, dataCodes);
  const paint = choosePaint(shell, shell.out, options.color);
  if (json) shell.out.write(`${JSON.stringify({ ...band, ...comparison }, undefined, 2)}\n`);
  else shell.out.write(showComparison(comparison, both, band, paint));
  return comparison.same ? exitCodes.passed : exitCodes.failed;
}
