import { faultDescriptions, type FaultDescription } from '@w800/scenario';

import { complaints } from '../complaints.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { faultList, faultPage } from '../fault-texts.ts';
import { nearest } from '../nearest.ts';
import { choosePaint } from '../paint.ts';
import type { ProgramContext } from '../program-context.ts';
import { UsageError } from '../usage-error.ts';

export interface FaultsOptions {
  readonly name: string | undefined;
  readonly json: boolean;
  readonly color: boolean;
}

/** Lists what a scenario can break, or tells all about one fault. */
export function faults(
  { name, json, color }: FaultsOptions,
  { shell }: Pick<ProgramContext, 'shell'>,
): ExitCode {
  const all = faultDescriptions();
  const found = name === undefined ? all : find(name.toLowerCase(), all);
  const paint = choosePaint(shell, shell.out, color);
  const [first] = found;
  if (json) shell.out.write(`${JSON.stringify(found, null, 2)}\n`);
  else if (first !== undefined && first.name === name?.toLowerCase()) {
    shell.out.write(faultPage(first, paint));
  } else shell.out.write(faultList(found, paint));
  return exitCodes.passed;
}

/** The fault of that name; else those that begin so, and those of a class of that name. */
function find(typed: string, all: readonly FaultDescription[]): readonly FaultDescription[] {
  const same = all.filter(({ name }) => name === typed);
  if (same.length > 0) return same;
  const some = all.filter(
    (one) =>
      one.name.startsWith(typed) || [one.class, one.classTitle.toLowerCase()].includes(typed),
  );
  if (some.length > 0) return some;
  const names = all.map(({ name }) => name);
  throw new UsageError([complaints.faultUnknown(typed, nearest(typed, names))]);
}
