import { z } from 'zod';
import { explainIssues } from '../explain-issues.ts';
import type { Problem } from '../problem.ts';
import { problemMaker, readYaml } from '../read-yaml.ts';
import { scenarioSchema } from '../scenario-schema.ts';
import type { WorldInput } from './world-schema.ts';

/** What a file says of a twin and its world, as it is written there. */
export interface Surroundings {
  readonly world: WorldInput;
  readonly seed?: number;
  readonly dialect?: string;
}

export type LoadedSurroundings =
  | { readonly ok: true; readonly surroundings: Surroundings }
  | { readonly ok: false; readonly problems: readonly Problem[] };

const { world, seed, dialect } = scenarioSchema.shape;
const surroundingsSchema = z.object({
  world: world.unwrap(),
  seed: seed.unwrap().optional(),
  dialect,
});

/**
 * Reads world, seed and dialect of a scenario, whatever its steps are.
 * @param file how the file is named in problems
 */
export function loadSurroundings(text: string, file: string): LoadedSurroundings {
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
  const { seed: from, dialect: name } = parsed.data;
  return {
    ok: true,
    surroundings: {
      world: structuredClone(written),
      ...(from === undefined ? {} : { seed: from }),
      ...(name === undefined ? {} : { dialect: name }),
    },
  };
}
