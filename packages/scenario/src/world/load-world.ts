import type { Problem } from '../problem.ts';
import { loadSurroundings } from './load-surroundings.ts';
import { worldSchema, type WorldSpec } from './world-schema.ts';

export type LoadedWorld =
  | { readonly ok: true; readonly world: WorldSpec }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Reads the `world` of a file: a scenario, or one that has nothing else.
 * @param file how the file is named in problems
 */
export function loadWorld(text: string, file: string): LoadedWorld {
  const loaded = loadSurroundings(text, file);
  return loaded.ok ? { ok: true, world: worldSchema.parse(loaded.surroundings.world) } : loaded;
}
