import type { ModuleSlots } from '../module/module-slots.ts';
import type { ReadFile } from '../module/read-file.ts';
import type { Problem } from '../problem.ts';
import { loadSurroundings } from './load-surroundings.ts';
import { worldSchema, type WorldSpec } from './world-schema.ts';

export type LoadedWorld =
  | { readonly ok: true; readonly world: WorldSpec; readonly module: ModuleSlots }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Reads the `world` and the `module` of a file: a scenario, or one that has nothing else.
 * @param file how the file is named in problems
 * @param readFile reads the files that it names
 */
export function loadWorld(text: string, file: string, readFile?: ReadFile): LoadedWorld {
  const loaded = loadSurroundings(text, file, readFile);
  if (!loaded.ok) return loaded;
  const { world, module = {} } = loaded.surroundings;
  return { ok: true, world: worldSchema.parse(world), module };
}
