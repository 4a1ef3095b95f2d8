import { commands } from '../commands/index.ts';
import { commandsOf } from '../dialects/commands-of.ts';
import { docsDialect } from '../dialects/docs.ts';
import type { Desk } from './desk.ts';

const queries = commandsOf(commands, docsDialect.options)
  .filter(({ query }) => query !== undefined)
  .map(({ name }) => `${name}?`);

/** What every query prints, by query: all of a module's settings and states that a host can see. */
export async function settingsOf(desk: Desk): Promise<Readonly<Record<string, string>>> {
  const settings: Record<string, string> = {};
  for (const query of queries) settings[query] = await desk.ask(query);
  return settings;
}
