import { commandDescriptions, type CommandDescription } from '@w800/scenario';

import { commandList, commandPage, type Language } from '../command-texts.ts';
import { complaints } from '../complaints.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { nearest } from '../nearest.ts';
import { choosePaint } from '../paint.ts';
import type { ProgramContext } from '../program-context.ts';
import type { Shell } from '../shell.ts';
import { UsageError } from '../usage-error.ts';

export interface CommandsOptions {
  readonly name: string | undefined;
  /** Absent: what the environment asks for. */
  readonly lang?: Language;
  readonly json: boolean;
  readonly color: boolean;
}

/** Lists the AT commands of the module, or tells all about one. */
export async function commands(
  options: CommandsOptions,
  { shell }: Pick<ProgramContext, 'shell'>,
): Promise<ExitCode> {
  const all = await commandDescriptions();
  const { name, json, color } = options;
  const found = name === undefined ? all : find(name, all);
  const texts = {
    language: options.lang ?? languageOf(shell),
    paint: choosePaint(shell, shell.out, color),
  };
  const isPage = name !== undefined && found.every((one) => bare(one.name) === bare(name));
  if (json) shell.out.write(`${JSON.stringify(found, null, 2)}\n`);
  else if (isPage) shell.out.write(found.map((one) => commandPage(one, texts)).join('\n'));
  else shell.out.write(commandList(found, texts));
  return exitCodes.passed;
}

/**
 * The commands of that name, as it is usually typed: with or without `AT+`, in
 * any case, with or without the sign of a form. Else those that begin so.
 */
function find(typed: string, all: readonly CommandDescription[]): readonly CommandDescription[] {
  const word = bare(typed);
  const same = all.filter(({ name }) => bare(name) === word);
  if (same.length > 0) return same;
  const longer = all.filter(({ name }) => bare(name).startsWith(word));
  if (longer.length > 0) return longer;
  const names = new Map(all.map(({ name }) => [bare(name), name]));
  const meant = nearest(word, names.keys());
  throw new UsageError([
    complaints.commandUnknown(typed, meant === undefined ? undefined : names.get(meant)),
  ]);
}

function bare(name: string): string {
  return name
    .toUpperCase()
    .replace(/[=?].*$/s, '')
    .replace(/^AT\+?/, '');
}

function languageOf({ env }: Shell): Language {
  const wanted = env['LC_ALL'] ?? env['LC_MESSAGES'] ?? env['LANG'] ?? '';
  return /^zh/i.test(wanted) ? 'zh' : 'en';
}
