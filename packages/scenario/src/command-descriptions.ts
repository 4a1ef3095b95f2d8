import type { ModuleCommandDescription } from '@w800/device';

/** One AT command of the module as data: syntax, limits, example, replies, dialects. */
export type CommandDescription = ModuleCommandDescription;

/** Every AT command of the module, in the order of its list. */
export async function commandDescriptions(): Promise<readonly CommandDescription[]> {
  const device = await import('@w800/device');
  return device.commandDescriptions();
}
