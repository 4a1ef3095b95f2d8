import type { ModuleCommand } from '../module.ts';
import type { DialectOptions } from './dialect-options.ts';

/** The commands that exist under these options. */
export function commandsOf(
  commands: readonly ModuleCommand[],
  options: DialectOptions,
): readonly ModuleCommand[] {
  const given = new Map<string, unknown>(Object.entries(options));
  return commands.filter(({ requires }) =>
    Object.entries(requires).every(([option, value]) => given.get(option) === value),
  );
}
