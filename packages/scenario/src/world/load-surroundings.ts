import { z } from 'zod';
import { explainIssues } from '../explain-issues.ts';
import { moduleIn } from '../module/module-in.ts';
import type { ModuleSlots } from '../module/module-slots.ts';
import { noFiles, type ReadFile } from '../module/read-file.ts';
import type { Problem } from '../problem.ts';
import { problemMaker, readYaml } from '../read-yaml.ts';
import { scenarioSchema } from '../scenario-schema.ts';
import type { WorldInput } from './world-schema.ts';

/** What a file says of a twin and its world, as it is written there. */
export interface Surroundings {
  readonly world: WorldInput;
  /** What is put into the module's slots, the files read. */
  readonly module?: ModuleSlots;
  readonly seed?: number;
  readonly dialect?: string;
}

export type LoadedSurroundings =
  | { readonly ok: true; readonly surroundings: Surroundings }
  | { readonly ok: false; readonly problems: readonly Problem[] };

const { world, module, seed, dialect } = scenarioSchema.shape;
const surroundingsSchema = z.object({
  world: world.unwrap(),
  module,
  seed: seed.unwrap().optional(),
  dialect,
});

/**
 * Reads world, module, seed and dialect of a scenario, whatever its steps are.
 * @param file how the file is named in problems
 * @param readFile reads the files that it names, by names that count from its folder
 */
export function loadSurroundings(
  text: string,
  file: string,
  readFile: ReadFile = noFiles,
): LoadedSurroundings {
  const source = text.startsWith('\ufeff') ? text.slice(1) : text;
  const problemAt = problemMaker(source, file);
  const yaml = readYaml(source, problemAt);
  if (!yaml.ok) return { ok: false, problems: [yaml.problem] };
  const { tree } = yaml;
  if (!tree.children.has('world')) {
    const fix = 'Write what surrounds the module below `world:`, as in a scenario.';
    return { ok: false, problems: [problemAt('SCN_MISSING_KEY', 0, 'no `world` is here', fix)] };
  }
  const parsed = surroundingsSchema.safeParse(tree.value);
  if (!parsed.success) {
    const { issues } = parsed.error;
    return { ok: false, problems: [...explainIssues(issues, tree, surroundingsSchema, problemAt)] };
  }
  // What is built from it is checked once more, from what is written.
  const { world: written } = tree.value as { readonly world: WorldInput };
  const { seed: from, dialect: name, module: input } = parsed.data;
  const read = moduleIn(input, { world: parsed.data.world, tree, readFile, problemAt });
  if (!read.ok) return read;
  return {
    ok: true,
    surroundings: {
      world: structuredClone(written),
      ...(input === undefined ? {} : { module: read.slots }),
      ...(from === undefined ? {} : { seed: from }),
      ...(name === undefined ? {} : { dialect: name }),
    },
  };
}
