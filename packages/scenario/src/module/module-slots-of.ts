import { buildCertificates } from '../world/build-certificates.ts';
import type { WorldSpec } from '../world/world-schema.ts';
import { moduleSchema, type ModuleInput } from './module-schema.ts';
import type { ModuleSlots } from './module-slots.ts';
import { readFilesIn } from './read-files-in.ts';
import { readModule } from './read-module.ts';

/**
 * Reads what a program says of the module's slots; files count from the working folder.
 * @throws z.ZodError for what is no description of them
 * @throws RangeError for a file or a certificate that cannot be used
 */
export function moduleSlotsOf(input: ModuleInput, world: WorldSpec): ModuleSlots {
  const { made } = buildCertificates(world);
  const read = readModule(moduleSchema.parse(input), { made, readFile: readFilesIn('.') });
  if (read.ok) return read.slots;
  const wrongs = read.wrongs.map(({ key, what, fix }) => `module.${key}: ${what}. ${fix}`);
  throw new RangeError(wrongs.join('\n'));
}
